import { join } from "node:path";
import { GalapagosError, given, objectiveOf, shellWord } from "../../core/index.ts";
import type { Problem } from "../../problem/index.ts";
import { type RedQueenOptions, resumeRedQueen } from "../rounds/red-queen.ts";
import { reportRedQueen } from "../rounds/red-queen-report.ts";
import { readState, sharedBudget, startedTurns, summariseRedQueen } from "../rounds/red-queen-state.ts";
import type { ResumeRunOptions, RoundsOverview, Run } from "./run.ts";

/** A run of rounds against champions (Digital Red Queen, arXiv 2601.03335 §3). */
export function openRoundsRun(folder: string): Run {
  return {
    kind: "rounds",
    folder,
    parts: () => startedTurns(folder).map((turn) => ({ folder: join(folder, turn) })),
    overview: () => roundsOverview(folder),
    line() {
      const { problem, status, evaluations, rounds } = summariseRedQueen(folder);
      return { problem, status, evaluations, best: rounds.findLast(({ side }) => side === 0)?.score ?? null };
    },
    best(by) {
      if (by !== undefined) throw noFront(by);
      const champion = readState(folder).champions.findLast(({ side }) => side === 0);
      if (champion !== undefined) return champion;
      throw new GalapagosError(`${folder} has no champion yet`, {
        code: "run/empty",
        hint: `go on with it: galapagos resume ${shellWord(folder)}`,
      });
    },
    async resume({ budgets, reload, moved: _moved, ...options }) {
      if (budgets !== undefined && Object.keys(budgets).length > 0) throw sharedBudget();
      await resumeRedQueen(folder, { ...turnsAsParts(options), ...given({ reload }) });
      return roundsOverview(folder);
    },
  };
}

/** The refusal to rank champions by an objective. */
function noFront(by: string): GalapagosError {
  return new GalapagosError(`expected no objective, since rounds have one alone, got ${JSON.stringify(by)}`, {
    code: "run/objective",
    hint: "the last champion: galapagos best <run>",
  });
}

/** How a run of rounds stands. */
export function roundsOverview(folder: string): RoundsOverview {
  const { config, sides, champions } = readState(folder);
  const { definition } = sides[0] as Problem;
  const last = champions.findLast(({ side }) => side === 0);
  const { reaches } = objectiveOf(definition.objective.direction);
  const hasAim = config.target !== null && last !== undefined;
  return {
    kind: "rounds",
    folder,
    definition,
    config,
    reachesTarget: hasAim ? reaches(last.score, config.target) : null,
    summary: summariseRedQueen(folder),
    report: reportRedQueen(folder),
  };
}

/** The options of rounds whose turns are told as parts of the sitting. */
export function turnsAsParts({
  onPart,
  ...sitting
}: Omit<ResumeRunOptions, "budgets" | "reload">): RedQueenOptions {
  const onTurn: RedQueenOptions["onTurn"] =
    onPart &&
    (({ round, rounds, problem, config }) =>
      onPart({ definition: problem.definition, config, turn: { round, rounds } }));
  return { ...sitting, ...given({ onTurn }) };
}
