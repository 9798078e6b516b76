import { canonicalJson, GalapagosError, given, type Json } from "../../core/index.ts";
import {
  completeSettings,
  type DuelRecord,
  type DuelScore,
  runTournament,
  type TournamentOptions,
} from "../../corewar/index.ts";
import { createEvaluator, type Evaluator } from "../../evaluate/index.ts";
import { defineProblem, shippedProblems } from "../../problem/index.ts";
import { join } from "node:path";
import { backendFor } from "../../run/index.ts";
import { type QueueFlags, queueOf } from "../queue-flags.ts";
import type { Shell } from "../shell.ts";
import { sayEvents } from "../watched.ts";

/** Pairs that are away at the same time. */
const PAIRS_AWAY = 256;

/** A tournament, wherever it is held. */
export type Tournament = Omit<TournamentOptions, "away" | "threads">;

/** Holds a tournament where a command's flags say: on threads of this machine, or on the workers of a queue. */
export async function holdTournament(
  shell: Shell,
  flags: QueueFlags & { readonly threads?: number },
  tournament: Tournament,
): Promise<DuelRecord[]> {
  const queue = queueOf(shell, flags);
  if (queue === undefined) return runTournament({ ...tournament, ...given({ threads: flags.threads }) });
  const { settings, rounds = 100, seed = 1, signal } = tournament;
  const problem = await defineProblem({
    name: "core-war-pair",
    folder: join(shippedProblems, "core-war"),
    description: "Rounds of one pair of warriors.",
    language: "text",
    engine: "own",
    seed: "seed.red",
    evaluator: "pair.ts",
    inputs: [{ settings: { ...completeSettings({ ...settings, warriors: 2 }) }, rounds, seed } as Json],
    objective: { name: "wins", direction: "maximise" },
    limits: { timeMs: 60_000, scorerMs: 3_600_000, outputKb: 1024 },
    features: [],
  });
  const options = { queue, ...given({ signal }) };
  const openBackend = backendFor(problem, seed, {
    ...options,
    onEvents: (events) => sayEvents(shell, events),
  });
  const evaluator = await createEvaluator({ problem, seed: "tournament", ...given({ openBackend }) });
  try {
    return await runTournament({ ...tournament, away: awayTo(evaluator) });
  } finally {
    await evaluator.close();
  }
}

/** Pairs as programs that an evaluator scores. */
function awayTo(evaluator: Evaluator): NonNullable<TournamentOptions["away"]> {
  return {
    lanes: PAIRS_AWAY,
    async fight({ a, b }, signal): Promise<DuelScore> {
      const verdict = await evaluator.evaluate({ source: canonicalJson([a, b]), seed: 0 }, signal);
      if (verdict.status !== "ok")
        throw new GalapagosError(`a pair could not be fought: ${verdict.message}`, { code: "corewar/pair" });
      const { wins = 0, losses = 0, ties = 0 } = verdict.metrics;
      return { wins, losses, ties };
    },
  };
}
