import { type CandidateId, candidateId, given } from "../../core/index.ts";
import type { Problem } from "../../problem/index.ts";
import type { RunLocation } from "../../store/index.ts";
import { openAnswered } from "../models/early-models.ts";
import { readRunRecord } from "../record.ts";
import { evaluationSeedOf } from "../sitting/seed.ts";
import type { SittingOptions } from "../sitting/sitting.ts";
import { recordedElites, rescoreElites } from "./founders.ts";
import { requirePlain } from "../rounds/require-plain.ts";

/** An elite with the score on record and the one it gets now. */
interface Rescored {
  readonly id: CandidateId;
  /** The island whose archive holds it. */
  readonly island: number;
  readonly before: number;
  /** `null` for a failure. */
  readonly now: number | null;
  /** `ok`, or the kind of its failure. */
  readonly verdict: string;
}

/** All elites of a run, scored again. */
export interface RescoreReport {
  readonly problem: string;
  /** Elites whose score is another one now. */
  readonly changed: number;
  readonly elites: readonly Rescored[];
}

/** How a run is scored again. */
export interface RescoreOptions extends SittingOptions, RunLocation {
  /** Loads the problem of the record as it is on disk now. */
  readonly reload: (recorded: Problem) => Promise<Problem>;
}

/**
 * Scores the elites of a recorded run with the problem as it is now; the run stays as it is.
 *
 * @throws GalapagosError `run/*`, `store/*`, `problem/*`, `evaluate/*`
 */
export async function rescoreRun(options: RescoreOptions): Promise<RescoreReport> {
  const { folder, reload } = options;
  requirePlain(folder, "scored again");
  const { problem: recorded, config, models } = readRunRecord({ folder });
  const problem = await reload(recorded);
  const seed = evaluationSeedOf(config.seed);
  await using early = await openAnswered(problem, config, options, given({ prices: models?.prices }));
  const rescored = await rescoreElites(recordedElites({ folder }), problem, early.evaluator, seed);
  const elites = rescored.map(({ elite, island, now }) => ({
    id: candidateId(elite.island, elite.step),
    island,
    before: elite.score,
    now: now.status === "ok" ? now.score : null,
    verdict: now.kind,
  }));
  const changed = elites.filter(({ before, now }) => before !== now).length;
  return { problem: problem.definition.name, changed, elites };
}
