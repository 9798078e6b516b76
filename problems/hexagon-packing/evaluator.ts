import type { Scorer } from "galapagos";
import { total } from "../common/numbers.ts";
import { FLOAT } from "./float.ts";
import { gapOf, hexagonOf, readHexagons, sideOf } from "./hexagons.ts";

/** Room that hexagons must leave between them: more than what rounding can hide, so that what passes can be proved. */
const LEAST_GAP = 1e-12;

/**
 * Side of the smallest hexagon, with the returned centre and angle, around unit hexagons that do not overlap. The side is
 * computed, never believed; a gap below 1e-12 between two hexagons counts as an overlap.
 */
const score: Scorer<{ readonly hexagons: number }> = ([output], { inputs }) => {
  const read = readHexagons(output, inputs[0]?.hexagons ?? 11);
  if (typeof read === "string") return { invalid: read };
  const { hexagons, centre, degrees } = read;
  if ([...hexagons.flat(), ...centre, degrees].some((part) => Math.abs(part) > 1e6))
    return { invalid: "a number is larger than a million" };
  const gaps: number[] = [];
  const unit = hexagons.map((hexagon) => hexagonOf(hexagon, FLOAT));
  for (const [i, a] of unit.entries()) {
    for (const [j, b] of unit.slice(0, i).entries()) {
      const gap = gapOf(a, b, FLOAT);
      if (gap < LEAST_GAP) return { invalid: `hexagons ${j} and ${i} overlap: their gap is ${gap}` };
      gaps.push(gap);
    }
  }
  const turns = hexagons.map(([, , turn = 0]) => turn - degrees);
  return {
    score: sideOf(unit, hexagonOf([...centre, degrees], FLOAT), FLOAT),
    metrics: { smallestGap: Math.min(...gaps) },
    features: {
      // how far hexagons are turned against the large one: 0 all alike, 30 the most
      turned: total(turns.map((turn) => Math.abs(((((turn + 30) % 60) + 60) % 60) - 30))) / turns.length,
      touching: gaps.filter((gap) => gap < 0.01).length,
    },
  };
};

export default score;
