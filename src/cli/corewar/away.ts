import { canonicalJson, GalapagosError, type Json } from "../../core/index.ts";
import {
  completeSettings,
  type DuelScore,
  type MarsSettings,
  type TournamentOptions,
} from "../../corewar/index.ts";
import { createEvaluator, queueBackend } from "../../evaluate/index.ts";
import { defineProblem, shippedProblems } from "../../problem/index.ts";
import { join } from "node:path";
import type { QueueSettings } from "../../run/index.ts";
import type { Shell } from "../shell.ts";

/** Pairs that are away at the same time. */
const PAIRS_AWAY = 256;

/** Fights a tournament's pairs on other machines: gives `use` the way to have one fought. */
export async function withPairsAway<T>(
  shell: Shell,
  queue: QueueSettings,
  match: { readonly settings: Partial<MarsSettings>; readonly rounds: number; readonly seed: number },
  use: (away: NonNullable<TournamentOptions["away"]>) => Promise<T>,
): Promise<T> {
  const settings = completeSettings({ ...match.settings, warriors: 2 });
  const problem = await defineProblem({
    name: "core-war-pair",
    folder: join(shippedProblems, "core-war"),
    description: "Rounds of one pair of warriors.",
    language: "text",
    engine: "own",
    seed: "seed.red",
    evaluator: "pair.ts",
    inputs: [{ settings: { ...settings }, rounds: match.rounds, seed: match.seed } as Json],
    objective: { name: "wins", direction: "maximise" },
    limits: { timeMs: 60_000, scorerMs: 3_600_000, outputKb: 1024 },
    features: [],
  });
  const onNote = (message: string): void => shell.say(`warning: ${message}`);
  const openBackend = queueBackend({ ...queue, label: "core-war-tournament", onNote });
  const evaluator = await createEvaluator({ problem, seed: "tournament", openBackend });
  try {
    return await use({
      lanes: PAIRS_AWAY,
      async fight({ a, b }, signal): Promise<DuelScore> {
        const verdict = await evaluator.evaluate({ source: canonicalJson([a, b]), seed: 0 }, signal);
        if (verdict.status !== "ok")
          throw new GalapagosError(`a pair could not be fought: ${verdict.message}`, {
            code: "corewar/pair",
          });
        const { wins = 0, losses = 0, ties = 0 } = verdict.metrics;
        return { wins, losses, ties };
      },
    });
  } finally {
    await evaluator.close();
  }
}
