import { resolve } from "node:path";
import { type RunConfig, withBudget } from "../config/index.ts";
import type { MemoryFile } from "../memory/index.ts";
import type { Problem } from "../problem/index.ts";
import { plainOverview } from "./kinds/plain-run.ts";
import { roundsOverview, turnsAsParts } from "./kinds/rounds-run.ts";
import type { ResumeRunOptions, RunOverview } from "./kinds/run.ts";
import { roundsTakeNoMemory } from "./memory/frozen-memory.ts";
import { startRedQueen } from "./rounds/red-queen.ts";
import { sidesOf } from "./rounds/red-queen-sides.ts";
import type { SittingOptions } from "./sitting/sitting.ts";
import { type StartOptions, startRun } from "./start.ts";
import type { RunSummary } from "./summary.ts";
import { type ForkOptions, forkRun } from "./transplant/fork.ts";
import { requirePlain } from "./rounds/require-plain.ts";
import { readRunRecord } from "./record.ts";
import { type RepeatOptions, repeatFromJournal } from "./replay.ts";
import { given } from "../core/index.ts";

/** The place of a new run. */
type NewFolder = Pick<StartOptions, "resultsRoot" | "name" | "adopt">;

type OnPart = Pick<ResumeRunOptions, "onPart">;

/** A new run's ingredients. */
export interface BeginRunOptions extends SittingOptions, NewFolder, OnPart {
  readonly problem: Problem;
  /** Where no budget is set, that of the problem's rounds holds, or the usual one. */
  readonly config: RunConfig;
  /** Memory files of earlier runs that it begins with; rounds take none. */
  readonly memory?: readonly MemoryFile[];
}

/**
 * Starts a run and sees it to its end: one evolution, or rounds against champions where the problem is
 * adversarial.
 *
 * @throws GalapagosError `run/seed-failed` when the seed program gets no score, `run/*`, `evaluate/*`,
 * `store/*`
 */
export async function beginRun(options: BeginRunOptions): Promise<RunOverview> {
  const { problem, config, memory = [], onPart, ...rest } = options;
  if (problem.definition.adversarial !== null) return beginRounds(options);
  const bounded = withBudget(config);
  onPart?.({ definition: problem.definition, config: bounded });
  return beginPlain(rest, (sitting) => startRun({ ...sitting, problem, config: bounded, memory }));
}

/** Starts a run from the elites of another one (see {@link forkRun}). */
export function beginFork({ onPart, ...options }: ForkOptions & OnPart): Promise<RunOverview> {
  onPart?.({ definition: options.problem.definition, config: options.config });
  return beginPlain(options, forkRun);
}

/** Makes a recorded run again from its journal (see {@link repeatFromJournal}). */
export function beginReplay({ onPart, ...options }: RepeatOptions & OnPart): Promise<RunOverview> {
  requirePlain(options.from, "replayed");
  const { problem, config } = readRunRecord({ folder: options.from });
  onPart?.({ definition: problem.definition, config });
  return beginPlain(options, repeatFromJournal);
}

/** Starts one evolution in whichever way and tells how it stands when it has ended. */
async function beginPlain<T extends SittingOptions>(
  options: T,
  start: (options: T) => Promise<RunSummary>,
): Promise<RunOverview> {
  let folder = "";
  const summary = await start({
    ...options,
    onEvents(events) {
      for (const event of events) if (event.type === "run-started") folder = event.run;
      options.onEvents?.(events);
    },
  });
  return plainOverview(folder, summary);
}

async function beginRounds({
  problem,
  config,
  memory = [],
  ...options
}: BeginRunOptions): Promise<RunOverview> {
  if (memory.length > 0) throw roundsTakeNoMemory();
  // each turn has a part of the time, and counts it itself
  const { resultsRoot = "results", name, adopt, begunMs: _begun, ...sitting } = options;
  const sides = await sidesOf(problem, problem.preset);
  const place = { resultsRoot, ...given({ name, adopt }) };
  const { run } = await startRedQueen({ sides, config, ...place, ...turnsAsParts(sitting) });
  return roundsOverview(resolve(resultsRoot, run));
}
