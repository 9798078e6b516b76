import type { Verifier } from "galapagos";
import { decimalText, exactly, Interval, larger, proved, type Rational, refused } from "galapagos/exact";
import { type ExactPoint, exactPoints, smallestTriangle, xy } from "../common/exact-points.ts";
import { readTable } from "../common/numbers.ts";

const ZERO = exactly(0);

/**
 * The rigorous verdict on points in the triangle (0, 0), (1, 0), (½, √3/2): containment by comparing squares of rationals
 * (√3 is never rounded), the smallest area exact, its share of √3/4 an interval. Points outside are repaired by drawing
 * all of them together towards the rational point (½, ¼) inside.
 */
const verify: Verifier = (output) => {
  const table = readTable(output, { rows: 11, columns: "[x, y]", row: "point" });
  if (typeof table === "string") return refused(table);
  const points = exactPoints(table);
  const strays = points.map(outsideBy);
  const most = strays.reduce(larger, ZERO);
  const { doubled, corners } = smallestTriangle(points);
  if (doubled.n === 0n) return refused(`points ${corners.join(", ")} lie on one line`);
  if (most.n === 0n)
    return proved(shareOf(doubled), "down", "exact rational arithmetic, and √3 as an interval");
  const where = `point ${strays.findIndex((stray) => stray.equals(most))} lies outside the triangle`;
  const scale = exactly(1).sub(most.mul(8));
  if (scale.compare(0) <= 0) return refused(where, most);
  const drawn = points.map((point) => draw(point, scale));
  if (drawn.some((point) => outsideBy(point).n !== 0n)) return refused(where, most);
  const step = `all points drawn towards (1/2, 1/4) by the factor ${decimalText(scale, 20, "down")}`;
  return refused(where, most, { step, value: shareOf(doubled.mul(scale).mul(scale)), worse: "down" });
};

export default verify;

/** How far a point lies outside, at least; 0 inside. Compared by squares: y ≤ √3·x is y² ≤ 3x² for x, y ≥ 0. */
function outsideBy(point: ExactPoint): Rational {
  const [x, y] = xy(point);
  const sides = [x, exactly(1).sub(x)];
  const below = y.compare(0) < 0 ? y.neg() : ZERO;
  return sides.reduce((most, side) => {
    const isInside =
      y.compare(0) <= 0 ? side.compare(0) >= 0 : side.compare(0) >= 0 && y.mul(y).lte(side.mul(side).mul(3));
    if (isInside) return most;
    const beyond = Interval.of(y)
      .sub(Interval.of(side).mul(Interval.of(3).sqrt()))
      .div(Interval.of(2));
    return larger(
      most,
      larger(exactly(beyond.decimal(40, "up")), exactly("0.0000000000000000000000000000000000000001")),
    );
  }, below);
}

function draw(point: ExactPoint, scale: Rational): ExactPoint {
  const [x, y] = xy(point);
  const [centreX, centreY] = [exactly("1/2"), exactly("1/4")];
  return [centreX.add(x.sub(centreX).mul(scale)), centreY.add(y.sub(centreY).mul(scale))];
}

/** An area, given twice, as a share of √3/4. */
function shareOf(doubled: Rational): Interval {
  return Interval.of(doubled.mul(2)).div(Interval.of(3).sqrt());
}
