import { type Circle, readCircles } from "../circle-packing/circles.ts";
import { isNumber } from "../common/numbers.ts";

/** A rectangle and the circles in it. */
export interface Packing {
  readonly width: number;
  readonly height: number;
  readonly circles: readonly Circle[];
}

/** A packing as a program returns it, or what is wrong with it. */
export function readPacking(output: unknown, count: number): Packing | string {
  const { width, height, circles } = (output ?? {}) as { readonly [name: string]: unknown };
  if (!isNumber(width) || !isNumber(height) || width <= 0 || height <= 0)
    return "expected { width, height, circles } with width and height above 0";
  const read = readCircles(circles, count);
  return typeof read === "string" ? read : { width, height, circles: read };
}
