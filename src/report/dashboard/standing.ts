import { type CandidateId, candidateId, parseCandidateId } from "../../core/index.ts";
import { hasInbox, openRun, readRecord } from "../../run/index.ts";
import { isRunning, openRecord } from "../../store/index.ts";

/** The standing of a run, cheap enough to be read after every commit. */
export interface Standing {
  readonly isRunning: boolean;
  /** The requests that it takes: rounds against champions hold and stop, and a process that has no inbox takes nothing. */
  readonly takes: "everything" | "holding" | "nothing";
  /** Turn of rounds against champions; `null` in other runs. */
  readonly part: string | null;
  /** Results on record, those of founders not among them. */
  readonly results: number;
  /** Budget of results; `null` where there is none. */
  readonly of: number | null;
  readonly best: { readonly id: CandidateId; readonly score: number } | null;
}

/** Reads the standing of a run; of rounds, that of the newest turn. @throws GalapagosError `run/*`, `store/*` */
export function readStanding(folder: string): Standing {
  const run = openRun(folder);
  const location = run.parts().at(-1) ?? { folder };
  using opened = openRecord(location);
  const reader = opened.candidates;
  const { config, problem } = readRecord(reader, location);
  const recorded = reader.islands().filter(({ island }) => island < config.islands);
  const [top] = reader.top(problem.definition.objective.direction, 1);
  const at = top === undefined ? null : parseCandidateId(top);
  const evaluation = top === undefined ? null : reader.candidate(top)?.evaluation;
  const isLive = isRunning(location.folder);
  return {
    isRunning: isLive,
    takes: isLive && !hasInbox(folder) ? "nothing" : run.kind === "rounds" ? "holding" : "everything",
    part: run.kind === "rounds" ? (location.folder.split("/").at(-1) ?? null) : null,
    results: recorded.reduce((sum, { recorded: count }) => sum + count, 0),
    of: config.evaluations,
    best:
      at !== null && evaluation?.status === "ok"
        ? { id: candidateId(at.island, at.step), score: evaluation.score }
        : null,
  };
}
