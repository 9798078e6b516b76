import { basename } from "node:path";
import type { RunConfig } from "../config/index.ts";
import { GalapagosError } from "../core/index.ts";
import type { Problem } from "../problem/index.ts";
import { openEvaluator } from "./sitting.ts";
import { type Founder, recordedElites, rescoreElites } from "./founders.ts";
import { readRunRecord } from "./record.ts";
import { evaluationSeedOf } from "./seed.ts";
import { type StartOptions, startRun } from "./start.ts";
import type { RunSummary } from "./summary.ts";

/** A new run that begins with what another one found. */
export interface ForkOptions extends StartOptions {
  /** Folder of the run whose elites it starts from. */
  readonly from: string;
}

/**
 * Starts a new run from the elites of a recorded one, with another configuration, budget or evaluator. Each elite enters
 * the island that held it (counted around when there are fewer islands now) right after the seed; when the evaluator
 * changed, or the seed of evaluations, they are scored again first, and those without a score stay behind.
 *
 * @throws GalapagosError `run/fork-empty` when no elite has a score any more
 */
export async function forkRun(options: ForkOptions): Promise<RunSummary> {
  const { problem, config, from } = options;
  const founders = await foundersOf(from, problem, config, options);
  if (founders.length === 0) {
    throw new GalapagosError(`no elite of ${from} has a score with ${problem.definition.name} as it is now`, {
      code: "run/fork-empty",
      hint: `see what became of them: galapagos rescore ${from}`,
    });
  }
  return startRun({ ...options, founders });
}

async function foundersOf(
  from: string,
  problem: Problem,
  config: RunConfig,
  options: StartOptions,
): Promise<readonly Founder[]> {
  const evaluator = await openEvaluator(problem, config, options);
  try {
    const before = readRunRecord(from);
    const rescored = await rescoreElites(recordedElites(from), evaluator, evaluationSeedOf(config.seed));
    return rescored.flatMap(({ elite, island, now }) =>
      now.status === "ok"
        ? [
            {
              island: island % config.islands,
              source: elite.source,
              strategy: elite.strategy,
              evaluation: now,
              operator: "fork" as const,
              note: `i${elite.island}-s${elite.step} of ${basename(from)} (${before.problem.definition.name})`,
            },
          ]
        : [],
    );
  } finally {
    await evaluator.close();
  }
}
