import type { Hole } from "../../src/run/rehearsal/holes/hole.ts";
import type { Sketch } from "./holes-in.ts";

/** A problem that can be gamed: the kind of hole that is to be named, and what is wrong in words. */
export type Gameable = readonly [kind: Hole["kind"], what: string, sketch: Sketch];

/** A scorer of the answer to one input, and what stands before it. */
export function judges(body: string, before = ""): string {
  return `${before}\nexport default ([output], { inputs, seed }) => {\n${body}\n};`;
}

/** A scorer of all answers. */
export function judgesAll(body: string, before = ""): string {
  return `${before}\nexport default (outputs, { inputs, seed }) => {\n${body}\n};`;
}

export const THREE = `if (!Array.isArray(output) || output.length !== 3 || output.some((value) => typeof value !== "number" || value < 0 || value > 1)) return { invalid: "not three numbers from 0 to 1" };`;
export const SUM = "output.reduce((all, value) => all + value, 0)";
export const POINTS = "[[0.1, 0.1], [0.9, 0.1], [0.5, 0.9], [0.5, 0.4]]";
export const known = (...values: readonly number[]) =>
  values.map((value, index) => ({ value, source: `author ${index}` }));
