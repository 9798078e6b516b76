/** Constants that follow from a core's size: inverses for imps, steps of bombs, distances. */
import type { Drawing } from "./block.ts";

/**
 * The step of imps in a ring of so many arms: arms · step = 1 (mod core), so that each arm executes what the one before
 * it has copied; `null` where the two numbers share a divisor.
 */
export function impStep(arms: number, coreSize: number): number | null {
  let [r, next] = [coreSize, arms % coreSize];
  let [inverse, following] = [0, 1];
  while (next !== 0) {
    const times = Math.floor(r / next);
    [r, next] = [next, r - times * next];
    [inverse, following] = [following, inverse - times * following];
  }
  return r === 1 ? ((inverse % coreSize) + coreSize) % coreSize : null;
}

/** A step whose trail visits every `spacing`-th cell and no other before it repeats. */
export function drawTrail({ random, coreSize }: Drawing, spacing: number): number {
  for (let attempt = 0; attempt < 40; attempt++) {
    const step = spacing * (1 + random.int(Math.max(1, Math.floor(coreSize / spacing) - 1)));
    if (commonDivisor(step, coreSize) === commonDivisor(spacing, coreSize)) return step;
  }
  return spacing;
}

/** A place far from here: anywhere but the twentieth of the core to either side. */
export function drawDistance({ random, coreSize }: Drawing): number {
  const near = Math.ceil(coreSize / 20);
  return near + random.int(Math.max(1, coreSize - 2 * near));
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
