import { basename } from "node:path";
import { DEFAULT_CONFIG, type RunConfig } from "../../config/index.ts";
import { GalapagosError, given, shellWord } from "../../core/index.ts";
import type { Evaluator } from "../../evaluate/index.ts";
import { type Founder, recordedElites, rescoreElites } from "./founders.ts";
import { withAddresses } from "../models/addresses.ts";
import { readRunRecord } from "../record.ts";
import { evaluationSeedOf } from "../sitting/seed.ts";
import { type StartOptions, startRun } from "../start.ts";
import type { RunSummary } from "../summary.ts";
import { unlessStopped } from "../sitting/unless-stopped.ts";
import { requirePlain } from "../rounds/require-plain.ts";

/** A new run that begins with what another one found. */
export interface ForkOptions extends StartOptions {
  /** Folder of the run whose elites it starts from. */
  readonly from: string;
}

/** The settings of a recorded run as a fork takes them over: its budgets stay behind. */
export function forkedConfig(config: RunConfig): RunConfig {
  // older records name no address for OpenAI, whatever the environment says now
  return withAddresses({ ...config, evaluations: null, timeMs: null, budget: DEFAULT_CONFIG.budget }, {});
}

/**
 * Starts a new run from the elites of a recorded one, with another configuration, budget or evaluator. Each
 * elite enters the island that held it (counted around when there are fewer islands now) right after the
 * seed; when the evaluator changed, or the seed of evaluations, they are scored again first, and those
 * without a score stay behind.
 *
 * @throws GalapagosError `run/fork-empty` when no elite has a score any more
 */
export async function forkRun(options: ForkOptions): Promise<RunSummary> {
  const { problem, from, signal } = options;
  requirePlain(from, "forked");
  const hint = `see what becomes of them: galapagos rescore ${shellWord(from)}`;
  return startRun({
    ...options,
    founders: async (evaluator) => {
      const scoring = foundersOf(from, options, evaluator);
      const founders = await unlessStopped(scoring, signal, { during: "elites were scored again", hint });
      if (founders.length > 0) return founders;
      throw new GalapagosError(
        `no elite of ${from} has a score with ${problem.definition.name} as it is now`,
        { code: "run/fork-empty", hint },
      );
    },
  });
}

async function foundersOf(
  from: string,
  { config, problem }: StartOptions,
  evaluator: Evaluator,
): Promise<readonly Founder[]> {
  const before = readRunRecord({ folder: from });
  const rescored = await rescoreElites(
    recordedElites({ folder: from }),
    problem,
    evaluator,
    evaluationSeedOf(config.seed),
  );
  return rescored.flatMap(({ elite, island, baseline, now }) =>
    now.status === "ok"
      ? [
          {
            island: island % config.islands,
            source: elite.source,
            strategy: elite.strategy,
            evaluation: now,
            ...given({ start: baseline?.start }),
            operator: "fork" as const,
            note: `i${elite.island}-s${elite.step} of ${basename(from)} (${before.problem.definition.name})`,
          },
        ]
      : [],
  );
}
