import { integer, list, nullable, number, object, oneOf, optional, string } from "../../schema/index.ts";

/** A cheap gate before the full evaluation. */
export const STAGE = object(
  {
    name: string({ description: "Name of the gate, for messages.", minLength: 1, maxLength: 64 }),
    inputs: list(integer({ minimum: 0 }), {
      description: "Which inputs it runs: indices into `inputs`, from 0.",
      minItems: 1,
      maxItems: 10_000,
      uniqueItems: true,
    }),
    threshold: number({
      description:
        "Raw score that the mean over these inputs must reach to go on (in the objective's direction).",
    }),
  },
  { description: "One gate." },
);

/**
 * Repeated scoring, where a score depends on the seed: the program's randomness, or instances that the scorer
 * draws.
 */
export const REPEATS = object(
  {
    count: integer({
      description: "Runs; with a tolerance, the most runs. Run 0 has the evaluation's own seed.",
      minimum: 2,
      maximum: 1000,
    }),
    rule: oneOf(["mean", "median", "min", "max"], {
      description: "How the scores of the runs become one.",
      default: "mean",
    }),
    tolerance: nullable(
      number({
        description:
          "Stop early, from the fourth run on, as soon as the 95 % interval of the mean is within ± this (raw score); null: never. Only with the rule mean.",
        exclusiveMinimum: 0,
      }),
      { default: null },
    ),
  },
  { description: "How often a program is scored." },
);

/** A step that turns a program into what runs, once for each program. */
export const BUILD = object(
  {
    command: list(string({ minLength: 1, maxLength: 4096 }), {
      description:
        "Command line, one word per element: `{program}` stands for the program's file, `{artifact}` for the file that it makes.",
      minItems: 1,
      maxItems: 100,
    }),
    timeMs: number({
      description: "Wall clock of one build, milliseconds.",
      minimum: 1,
      maximum: 3_600_000,
      default: 60_000,
    }),
    memoryMb: number({
      description: "Memory of one build, MiB.",
      minimum: 16,
      maximum: 65_536,
      default: 1024,
    }),
  },
  { description: "How a program is built." },
);

/** A container's image. */
export const CONTAINER = object(
  {
    image: string({
      description:
        "The image by its name and digest (`docker.io/library/python@sha256:…`), or the id of one that was built here (`sha256:…`). It is never pulled by a run.",
      maxLength: 500,
      pattern: "^(?:[A-Za-z0-9][A-Za-z0-9._:/-]{0,400}@)?sha256:[0-9a-f]{64}$",
    }),
  },
  { description: "What programs run in instead of this machine's own system." },
);

/** A process that has begun before the programs come. */
export const WARM = object(
  {
    imports: list(string({ description: "Name of a module.", pattern: "^[A-Za-z_][A-Za-z0-9_.]{0,199}$" }), {
      description: "Modules that are imported once, before the first program.",
      maxItems: 100,
      default: [],
    }),
  },
  { description: "What is ready before a program begins." },
);

/** The measurement of run time, where that is the objective. */
export const TIMING = object(
  {
    maxPairs: integer({
      description:
        "Most pairs of runs; fewer where a gain is clear at 8, 16, 32, … pairs, or unlikely to be proven by the last; a large one that is proven by then is measured on for up to four times as many, until its interval is narrow.",
      minimum: 8,
      maximum: 1024,
      default: 32,
    }),
    confidence: number({
      description: "Confidence, over all looks together, that a difference is real before it counts.",
      minimum: 0.5,
      maximum: 0.999,
      default: 0.95,
    }),
    function: optional(
      string({
        description:
          "A function that the programs define (Python): it is called with one input, and what it returns is the answer. Its calls alone are timed, not the reading of inputs and the writing of answers. Left out: programs read their input from standard input, and all that they do is timed.",
        pattern: "^[A-Za-z_][A-Za-z0-9_]{0,99}$",
      }),
    ),
  },
  { description: "How run time is measured." },
);
