import type { Verifier } from "galapagos";
import { decimalText, exactly, Interval, proved, refused } from "galapagos/exact";
import { type Arithmetic, gapOf, type Hexagon, hexagonOf, readHexagons, sideOf } from "./hexagons.ts";

const DEGREE = Interval.pi().div(Interval.of(180));

const ENCLOSED: Arithmetic<Interval> = {
  of: (value) => Interval.of(value),
  add: (a, b) => a.add(b),
  sub: (a, b) => a.sub(b),
  mul: (a, b) => a.mul(b),
  div: (a, b) => a.div(b),
  turn: (degrees) => [degrees.mul(DEGREE).cos(), degrees.mul(DEGREE).sin()],
  apothem: Interval.of(3).sqrt().div(Interval.of(2)),
  max: Interval.max,
};

/**
 * The rigorous verdict on hexagons, in intervals of 60 digits. Overlaps are repaired by moving all centres apart from the
 * origin by one factor.
 */
const verify: Verifier<{ readonly hexagons: number }> = (output, input) => {
  const read = readHexagons(output, input?.hexagons ?? 11);
  if (typeof read === "string") return refused(read);
  const hexagons = read.hexagons.map(enclosed);
  const around = enclosed([...read.centre, read.degrees]);
  const { gap, where } = narrowest(hexagons);
  const zero = Interval.of(0);
  if (zero.below(gap)) return proved(sideOf(hexagons, around, ENCLOSED), "up", MEANS);
  if (!gap.below(zero))
    return { status: "float only", why: `${where} touch more closely than 60 digits can tell` };
  const overlap = zero.sub(gap);
  // along its normal a pair that hardly overlaps is √3 apart at least, so that the factor gives more than is missing
  const factor = exactly(1).add(exactly(overlap.decimal(40, "up")));
  const scale = Interval.of(factor);
  const moved = hexagons.map((hexagon) => apart(hexagon, scale));
  if (!zero.below(narrowest(moved).gap)) return refused(`${where} overlap`, overlap);
  return refused(`${where} overlap`, overlap, {
    step: `all centres moved apart by the factor ${decimalText(factor, 20, "up")}`,
    value: sideOf(moved, apart(around, scale), ENCLOSED),
    worse: "up",
  });
};

export default verify;

const MEANS = "interval arithmetic with 60 digits";

function enclosed(row: readonly number[]): Hexagon<Interval> {
  return hexagonOf(
    row.map((part) => Interval.of(part)),
    ENCLOSED,
  );
}

function apart(hexagon: Hexagon<Interval>, scale: Interval): Hexagon<Interval> {
  const [x, y] = hexagon.centre;
  return { ...hexagon, centre: [x.mul(scale), y.mul(scale)] };
}

/** The pair with the smallest gap. */
function narrowest(hexagons: readonly Hexagon<Interval>[]): {
  readonly gap: Interval;
  readonly where: string;
} {
  let narrow = { gap: Interval.of(1e9), where: "" };
  for (const [i, a] of hexagons.entries()) {
    for (const [j, b] of hexagons.slice(0, i).entries()) {
      const gap = gapOf(a, b, ENCLOSED);
      if (gap.low.lt(narrow.gap.low)) narrow = { gap, where: `hexagons ${j} and ${i}` };
    }
  }
  return narrow;
}
