import { join } from "node:path";
import { type RedQueenSummary, startedTurns, summariseRedQueen } from "./red-queen-state.ts";
import { type RunSummary, summariseRun } from "../summary.ts";

/**
 * An adversarial run told as a run is: `evaluations`, `failures`, `evaluatorCalls` and what models used are
 * those of all turns, `digest` covers all rounds, and everything else (`best` and `islands` among it) is that
 * of the newest turn.
 */
export type RedQueenReport = RunSummary & RedQueenSummary;

/**
 * Reads what an adversarial run tells from its folder; `null` before its first turn has a beginning.
 *
 * @throws GalapagosError `run/*`, `store/*`
 */
export function reportRedQueen(folder: string): RedQueenReport | null {
  const turns = startedTurns(folder).map((name) => summariseRun({ folder: join(folder, name) }));
  const newest = turns.at(-1);
  if (newest === undefined) return null;
  const sum = (pick: (turn: RunSummary) => number): number =>
    turns.reduce((all, turn) => all + pick(turn), 0);
  const failures: Record<string, number> = {};
  for (const turn of turns)
    for (const [kind, count] of Object.entries(turn.failures)) failures[kind] = (failures[kind] ?? 0) + count;
  return {
    ...newest,
    failures,
    evaluatorCalls: sum((turn) => turn.evaluatorCalls),
    calls: sum((turn) => turn.calls),
    tokens: sum((turn) => turn.tokens),
    costUsd: turns.some(({ costUsd }) => costUsd === null) ? null : sum((turn) => turn.costUsd ?? 0),
    unsettledUsd: sum((turn) => turn.unsettledUsd),
    ...summariseRedQueen(folder),
    evaluations: sum((turn) => turn.evaluations),
  };
}
