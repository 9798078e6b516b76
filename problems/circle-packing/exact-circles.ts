import type { Proof } from "galapagos";
import { decimalText, exactly, Interval, larger, proved, type Rational, refused } from "galapagos/exact";
import { squaredDistance } from "../common/exact-points.ts";
import type { Circle } from "./circles.ts";

/** A circle with exact numbers. */
export interface ExactCircle {
  readonly centre: readonly [x: Rational, y: Rational];
  readonly radius: Rational;
}

/** A broken rule: where, and by how much a radius (or two together) must shrink at least. */
interface Fault {
  readonly where: string;
  readonly by: Rational;
  /** How much each radius must shrink to mend it. */
  readonly shrink: Rational;
}

const ZERO = exactly(0);

/** The exact values of circles. */
export function exactCircles(circles: readonly Circle[]): readonly ExactCircle[] {
  return circles.map(([x, y, radius]) => ({ centre: [exactly(x), exactly(y)], radius: exactly(radius) }));
}

/**
 * The rigorous verdict on circles in a rectangle with a corner at (0, 0), in exact rational arithmetic: containment by
 * comparing sums, overlap by comparing squares. What is refused is repaired, where that can be, by making every radius
 * smaller by one and the same amount.
 */
export function verifyCircles(circles: readonly ExactCircle[], width: Rational, height: Rational): Proof {
  const faults = faultsOf(circles, width, height);
  const sum = (list: readonly ExactCircle[]): Rational =>
    list.reduce((all, { radius }) => all.add(radius), ZERO);
  const worst = faults.reduce<Fault | null>(
    (most, fault) => (most === null || fault.by.gt(most.by) ? fault : most),
    null,
  );
  if (worst === null) return proved(sum(circles), "down", "exact rational arithmetic");
  const shrink = faults.reduce((most, fault) => larger(most, fault.shrink), ZERO);
  const smaller = circles.map(({ centre, radius }) => ({ centre, radius: larger(ZERO, radius.sub(shrink)) }));
  if (faultsOf(smaller, width, height).length > 0) return refused(worst.where, worst.by);
  const step = `every radius made smaller by ${decimalText(shrink, 20, "up")}`;
  return refused(worst.where, worst.by, { step, value: sum(smaller), worse: "down" });
}

function faultsOf(circles: readonly ExactCircle[], width: Rational, height: Rational): readonly Fault[] {
  return circles.flatMap((circle, index) => [
    ...wallFaults(circle, index, width, height),
    ...circles
      .slice(0, index)
      .flatMap((other, met) => overlap(circle, other, `circles ${met} and ${index} overlap`)),
  ]);
}

function wallFaults(
  { centre: [x, y], radius }: ExactCircle,
  index: number,
  width: Rational,
  height: Rational,
): readonly Fault[] {
  const beyond = [
    ["the left wall", radius.sub(x)],
    ["the right wall", x.add(radius).sub(width)],
    ["the lower wall", radius.sub(y)],
    ["the upper wall", y.add(radius).sub(height)],
  ] as const;
  const walls = beyond.map(([wall, by]) => ({ where: `circle ${index} crosses ${wall}`, by, shrink: by }));
  const negative = { where: `the radius of circle ${index} is negative`, by: radius.neg(), shrink: ZERO };
  return [...walls, negative].filter(({ by }) => by.compare(0) > 0);
}

function overlap(a: ExactCircle, b: ExactCircle, where: string): readonly Fault[] {
  const reach = a.radius.add(b.radius);
  const apart = squaredDistance(a.centre, b.centre);
  if (reach.compare(0) < 0 || reach.mul(reach).compare(apart) <= 0) return [];
  // outwards: a hair more than what is needed, and a number of few digits
  const by = exactly(Interval.of(reach).sub(Interval.of(apart).sqrt()).decimal(40, "up"));
  return [{ where, by, shrink: by.div(2) }];
}
