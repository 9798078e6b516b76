import type { SelectionName } from "../../islands/selection/index.ts";
import { resolveConfig, type RunSettingsFile } from "../../src/config/index.ts";
import type { CLIMBERS } from "./climb.ts";
import type { DryRunOptions } from "./dry-run.ts";
import type { MAKERS } from "./makers.ts";

/** A study: which makers, landscapes and arms, and where the courses are read. */
export interface Study {
  readonly make: keyof typeof MAKERS;
  readonly counts?: DryRunOptions["counts"];
  readonly landscapes: readonly string[];
  /** Numbers of results at which the best score is read, ascending; the last is the runs' length. */
  readonly at: readonly number[];
  /** Arms by name; the first is what the others are compared with. A word is a climber's. */
  readonly arms: { readonly [name: string]: RunSettingsFile | keyof typeof CLIMBERS };
}

/** The search as it is usual where a model makes up to 5,000 children; a study's maker stands for the model. */
const ONE = (() => {
  const settings = { models: [{ model: "blind" }], evaluations: 2000 };
  const usual = resolveConfig([{ origin: "study", settings }]);
  const { islands, inFlight, rebase, archive, migration, selection } = usual;
  return { islands, inFlight, rebase, archive, migration, selection } satisfies RunSettingsFile;
})();
const BEFORE = {
  islands: 4,
  inFlight: 8,
  rebase: "off",
  archive: { ties: "keep" },
  selection: { policy: "boltzmann", mates: "all", thrift: 0 },
} as const;
const policy = (name: SelectionName): RunSettingsFile => ({ selection: { policy: name } });

/** The studies by name. */
export const STUDIES: { readonly [name: string]: Study } = {
  small: {
    make: "blind",
    landscapes: ["circle-packing", "heilbronn-triangle", "smooth", "rugged", "deceptive"],
    at: [100, 500, 2000],
    arms: {
      "(1+1)": "climb",
      [`as shipped (${ONE.inFlight} in flight)`]: ONE,
      "1 in flight": { ...ONE, inFlight: 1 },
      "8 in flight": { ...ONE, inFlight: 8 },
      "16 in flight": { ...ONE, inFlight: 16 },
      "64 in flight": { ...ONE, inFlight: 64 },
      "8 in flight, not carried over": { ...ONE, inFlight: 8, rebase: "off" },
      "4 islands": { ...ONE, islands: 4, inFlight: 2 },
      "as before (4 islands, 8 in flight)": BEFORE,
      "best of N": { ...ONE, selection: { ...ONE.selection, policy: "seed" } },
    },
  },
  islands: {
    make: "mutator",
    landscapes: ["circle-packing", "heilbronn-triangle", "online-bin-packing", "job-shop"],
    at: [400, 2000, 10_000, 40_000],
    arms: {
      "4 islands": { islands: 4 },
      "2 islands": { islands: 2 },
      "1 island": { islands: 1 },
      "1 island, adaptive, 2 in flight": {
        islands: 1,
        inFlight: 2,
        selection: { policy: "adaptive", thrift: 0 },
      },
    },
  },
  tuned: {
    make: "blind",
    counts: "calls",
    landscapes: ["smooth", "rugged", "deceptive", "heilbronn-triangle", "circle-packing"],
    at: [50, 200],
    arms: {
      "not tuned": ONE,
      "10 steps a child": { ...ONE, tuning: { perChild: 10 } },
      "20 steps a child, as where calls alone bound a run": { ...ONE, tuning: { perChild: 20 } },
      "40 steps a child": { ...ONE, tuning: { perChild: 40 } },
    },
  },
  worth: {
    make: "tables",
    landscapes: ["circle-packing", "heilbronn-triangle", "smooth", "rugged", "deceptive"],
    at: [500, 2000],
    arms: {
      "as shipped": {},
      "no numerical search": { tuning: { share: 0 } },
      "numerical search without restarts at the seed": { tuning: { restarts: "widths" } },
      "one island": { islands: 1 },
      "no migration": { migration: { topology: "none" } },
      "one cell": { archive: { cells: "single" } },
      "ties keep the older": { archive: { ties: "keep" } },
      adaptive: policy("adaptive"),
      "adaptive, one island": { islands: 1, selection: { policy: "adaptive" } },
      switching: policy("switching"),
      novelty: policy("novelty"),
      clade: policy("clade"),
      ucb: policy("ucb"),
      pareto: policy("pareto"),
      uniform: policy("uniform"),
      "(1+1)": "climb",
      "(1+1) with restarts": "restarts",
      sequential: "sequential",
      "best of N": policy("seed"),
    },
  },
};
