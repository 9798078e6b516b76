import { GalapagosError, shellWord } from "../core/index.ts";
import {
  type EliteProgram,
  type HistoryPoint,
  type RedQueenSummary,
  readFindings,
  type RunOverview,
  type RunSummary,
} from "../run/index.ts";

/** A program of a run, with its text. */
type FoundProgram = NonNullable<RunSummary["best"]> & { readonly source: string };

/**
 * A run's summary with its folder and its programs; that of rounds against champions tells of each round,
 * too.
 */
export interface RunResult
  extends Omit<RunSummary, "best" | "runnerUp">,
    Partial<Pick<RedQueenSummary, "rounds">> {
  /** Absolute. */
  readonly folder: string;
  readonly best: FoundProgram | null;
  /** The best program that passed its verification; only where that is not `best`, which did not. */
  readonly runnerUp?: FoundProgram;
  /** Elites of all islands, by island, best first; of rounds, those of the newest turn. */
  readonly elites: readonly EliteProgram[];
  /** Each result that beat all before it, in logical time; of rounds, in the newest turn. */
  readonly history: readonly HistoryPoint[];
}

/**
 * The result of a sitting.
 * @throws GalapagosError `run/empty` for rounds that were stopped before their first one
 */
export function resultOf(overview: RunOverview): RunResult {
  const { folder } = overview;
  const summary =
    overview.kind === "plain"
      ? overview.summary
      : overview.report && { ...overview.report, ...overview.summary };
  if (summary === null) {
    throw new GalapagosError(`${folder} was stopped before its first round`, {
      code: "run/empty",
      hint: `go on with it: galapagos resume ${shellWord(folder)}`,
    });
  }
  const { elites, history, sourceOf } = readFindings(overview);
  const { best, runnerUp, ...facts } = summary;
  return {
    ...facts,
    folder,
    best: best && { ...best, source: sourceOf(best.id) },
    ...(runnerUp && { runnerUp: { ...runnerUp, source: sourceOf(runnerUp.id) } }),
    elites,
    history,
  };
}
