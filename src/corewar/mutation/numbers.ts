/** Numbers for operands that know the core: near, far, and steps with large periods. */
import type { Random } from "../../core/index.ts";
import { reduce } from "../reduce.ts";

/** Greatest common divisor of two positive whole numbers. */
function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/**
 * A number a warrior may want, knowing the core: mostly small offsets; steps whose trail visits every g-th
 * cell for a small g; the core's fractions ± 1, as imp rings use; anything.
 */
export function drawNumber(random: Random, coreSize: number, length: number): number {
  const kind = random.int(10);
  if (kind < 4) return reduce(random.int(2 * length + 1) - length, coreSize);
  if (kind < 6) return reduce(random.int(21) - 10, coreSize);
  if (kind < 8) return drawStep(random, coreSize);
  if (kind < 9) return reduce(Math.floor(coreSize / (2 + random.int(7))) + random.int(3) - 1, coreSize);
  return random.int(coreSize);
}

/**
 * A step s with gcd(s, core) among 1, 2, 4, 5, 8, 10: bombs at it hit every g-th cell before the trail
 * repeats.
 */
function drawStep(random: Random, coreSize: number): number {
  const spacing = random.pick([1, 2, 4, 4, 5, 8, 10]);
  for (let attempt = 0; attempt < 20; attempt++) {
    const step = spacing * (1 + random.int(Math.max(1, Math.floor(coreSize / spacing) - 1)));
    if (greatestCommonDivisor(step, coreSize) === spacing) return reduce(step, coreSize);
  }
  return reduce(spacing, coreSize);
}

/**
 * A number near or related to the one that stands there: ± a little, doubled, halved, negated, or a new one.
 */
export function changeNumber(value: number, random: Random, coreSize: number, length: number): number {
  const kind = random.int(10);
  if (kind < 4) return reduce(value + (random.int(2) === 0 ? -1 : 1) * (1 + random.int(4)), coreSize);
  if (kind < 5) return reduce(-value, coreSize);
  if (kind < 6) return reduce(random.int(2) === 0 ? value * 2 : Math.floor(value / 2), coreSize);
  if (kind < 7) return reduce(value + Math.round(random.normal() * coreSize * 0.02), coreSize);
  return drawNumber(random, coreSize, length);
}

/** True for a number that points beyond the warrior's own code: a step, a gap or a distance. */
export function isFar(value: number, coreSize: number, length: number): boolean {
  return Math.min(value, coreSize - value) > length + coreSize / 400;
}

/**
 * Another far number in the place of one. Which are good follows from the core's arithmetic and from what else the warrior does, and
 * good ones have no good neighbours: so most are drawn anew, and a few lie near.
 */
export function changeFarNumber(value: number, random: Random, coreSize: number): number {
  const kind = random.int(10);
  if (kind < 2) return reduce(value + (random.int(2) === 0 ? -1 : 1) * (1 + random.int(4)), coreSize);
  if (kind < 4) return reduce(value + Math.round(random.normal() * coreSize * 0.02), coreSize);
  if (kind < 7) return drawStep(random, coreSize);
  return random.int(coreSize);
}
