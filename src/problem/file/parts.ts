import { given } from "../../core/index.ts";
import {
  anything,
  either,
  integer,
  list,
  number,
  object,
  oneOf,
  optional,
  pair,
  string,
} from "../../schema/index.ts";

/** A file of the problem's folder, as a problem names it. */
export const fileName = (description?: string) =>
  string({ ...given({ description }), minLength: 1, maxLength: 1024, pattern: "^[^\\u0000]+$" });

/** Inputs, in place or in a JSON file of the problem's folder. */
export const inputs = (minItems: number) =>
  [
    list(anything({}), { description: "The inputs.", minItems, maxItems: 10_000 }),
    fileName("Name of a JSON file in this folder that holds a list."),
  ] as const;

/** Properties that bound one run of a program. */
export const LIMITS = {
  timeMs: number({
    description: "Run time per input, milliseconds. QuickJS counts it in deterministic fuel.",
    minimum: 1,
    maximum: 86_400_000,
    default: 1000,
  }),
  deadlineMs: optional(
    number({
      description: "Wall-clock safety net per input, milliseconds, at least timeMs. Default: 10 × timeMs.",
      minimum: 1,
      maximum: 604_800_000,
    }),
  ),
  scorerMs: number({
    description:
      "Wall clock of one call of the scorer, and of loading the evaluator, milliseconds. No part of the problem's version.",
    minimum: 100,
    maximum: 604_800_000,
    default: 60_000,
  }),
  memoryMb: number({
    description: "Memory of the program's engine, MiB.",
    minimum: 16,
    maximum: 65_536,
    default: 64,
  }),
  outputKb: number({
    description: "Largest output, KiB of JSON text.",
    minimum: 1,
    maximum: 65_536,
    default: 256,
  }),
};

/** One axis of the MAP-Elites grid. */
export const FEATURE = object(
  {
    name: string({
      description:
        "A feature that the scorer returns, or a built-in one: `length` (characters), `nodes` (syntax-tree nodes, of JavaScript and TypeScript).",
      pattern: "^[A-Za-z][A-Za-z0-9_]{0,63}$",
    }),
    range: optional(
      either(
        [
          pair(number({}), { description: "Lowest and highest value." }),
          oneOf(["auto"], { description: "The range of the elites." }),
        ],
        {
          description:
            '[low, high], or "auto": rebuilt from the elites at every border. Values outside fall into the outer bins. Required unless the scale is `edges`.',
        },
      ),
    ),
    scale: oneOf(["linear", "log", "edges"], {
      description:
        "How the range is cut: equal steps, equal ratios (range above 0), or the given edges. Where edges are given, edges.",
      default: "linear",
    }),
    edges: optional(
      list(number({}), {
        description:
          "Bin edges, ascending, outer ones included: bin k holds edges[k] ≤ x < edges[k + 1]. Only with scale `edges`.",
        minItems: 2,
        maxItems: 1001,
      }),
    ),
    bins: integer({ description: "Number of bins (linear, log).", minimum: 1, maximum: 1000, default: 10 }),
  },
  { description: "One axis." },
);
