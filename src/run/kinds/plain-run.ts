import type { RunConfig } from "../../config/index.ts";
import { GalapagosError, given, objectiveOf, shellWord } from "../../core/index.ts";
import { findRecordedProblem, type ProblemDefinition } from "../../problem/index.ts";
import { isRunning, openRecord } from "../../store/index.ts";
import { readRunRecord } from "../record.ts";
import { resumedConfig, resumeRun } from "../resume.ts";
import { refuseTurn } from "../rounds/red-queen-state.ts";
import { type RunSummary, summariseRun } from "../summary.ts";
import type { PlainOverview, Run } from "./run.ts";

/** A run that is one evolution. */
export function openPlainRun(folder: string): Run {
  const location = { folder };
  return {
    kind: "plain",
    folder,
    parts: () => [location],
    overview: () => plainOverview(folder, summariseRun(location, isRunning(folder))),
    line() {
      const { problem, status, evaluations, best } = summariseRun(location, isRunning(folder));
      return { problem, status, evaluations, best: best?.score ?? null };
    },
    best() {
      const { best } = summariseRun(location);
      if (best === null) {
        throw new GalapagosError(`${folder} has no scored program yet`, {
          code: "run/empty",
          hint: `see what went wrong: galapagos inspect ${shellWord(folder)}`,
        });
      }
      using run = openRecord(location);
      return { ...best, source: run.candidates.sources([best.id]).get(best.id) ?? "" };
    },
    async resume({ budgets, reload = findRecordedProblem, moved, onPart, ...sitting }) {
      refuseTurn(folder);
      const record = readRunRecord(location);
      const config = resumedConfig(location, record, budgets ?? {});
      onPart?.({ definition: record.problem.definition, config });
      return plainOverview(
        folder,
        await resumeRun({ folder, reload, ...given({ budgets, moved }), ...sitting }),
      );
    },
  };
}

/** The overview that goes with a summary. */
export function plainOverview(folder: string, summary: RunSummary): PlainOverview {
  const { problem, config } = readRunRecord({ folder });
  const { definition } = problem;
  return {
    kind: "plain",
    folder,
    definition,
    config,
    reachesTarget: reachesTarget(summary, config, definition),
    summary,
  };
}

/**
 * True when the best program reaches the target, in the run and in its verification; `null` without a target.
 */
export function reachesTarget(
  { best, verified }: Pick<RunSummary, "best" | "verified">,
  { target }: Pick<RunConfig, "target">,
  { objective }: Pick<ProblemDefinition, "objective">,
): boolean | null {
  if (target === null) return null;
  const isVerified = verified === null || verified.status === "ok";
  return best !== null && isVerified && objectiveOf(objective.direction).reaches(best.score, target);
}
