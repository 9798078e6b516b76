import type { RunConfig } from "../../config/index.ts";
import {
  type Candidate,
  type CandidateId,
  GalapagosError,
  given,
  objectiveOf,
  shellWord,
} from "../../core/index.ts";
import { findRecordedProblem, type ProblemDefinition } from "../../problem/index.ts";
import { isRunning, openRecord, type StoreReader } from "../../store/index.ts";
import type { FrontSummary } from "../front-summary.ts";
import { readRunRecord } from "../record.ts";
import { passedVerdict } from "../recorded-verdict.ts";
import { resumedConfig, resumeRun } from "../resume.ts";
import { refuseTurn, wholeRunOf } from "../rounds/red-queen-state.ts";
import { type RunSummary, summariseRun, winnerOf } from "../summary.ts";
import type { BestProgram, PlainOverview, Run } from "./run.ts";

/** A run that is one evolution. */
export function openPlainRun(folder: string): Run {
  const location = { folder };
  return {
    kind: "plain",
    folder,
    parts: () => [location],
    overview: () => plainOverview(folder, summariseRun(location, isRunning(folder))),
    line() {
      const { problem, status, evaluations, best, front, joint } = summariseRun(location, isRunning(folder));
      const standing = { problem, status, evaluations, best: best?.score ?? null };
      return { ...standing, ...given({ front: front?.programs.length, joint }) };
    },
    best(by) {
      const summary = summariseRun(location);
      const best = winnerOf(summary);
      if (best === null) {
        throw new GalapagosError(`${folder} has no scored program yet`, {
          code: "run/empty",
          hint: `see what went wrong: galapagos inspect ${shellWord(folder)}`,
        });
      }
      using run = openRecord(location);
      if (by !== undefined) return describeCandidate(run.candidates, bestOnFront(summary.front, by, best.id));
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

/** The program of a front that is best by one of its objectives. */
function bestOnFront(front: FrontSummary | undefined, by: string, first: CandidateId): CandidateId {
  const aim = front?.objectives.find(({ name }) => name === by);
  if (front === undefined || aim === undefined) {
    const names = front?.objectives.map(({ name }) => JSON.stringify(name)) ?? [];
    throw new GalapagosError(
      `expected ${names.length > 0 ? names.join(" or ") : "no objective, since this run has one alone"}, got ${JSON.stringify(by)}`,
      { code: "run/objective", hint: "the programs of a front: galapagos best <run> --front" },
    );
  }
  const { better } = objectiveOf(aim.direction);
  const worthOf = ({ values }: FrontSummary["programs"][number]): number => values[by] as number;
  const [top] = [...front.programs].sort((a, b) =>
    better(worthOf(a), worthOf(b)) ? -1 : better(worthOf(b), worthOf(a)) ? 1 : 0,
  );
  return top?.id ?? first;
}

function describeCandidate(reader: StoreReader, id: CandidateId): BestProgram {
  const { island, step, parents, source, evaluation } = reader.candidate(id) as Candidate;
  const { score = 0, metrics = {}, features = {} } = evaluation.status === "ok" ? evaluation : {};
  return { id, score, metrics, features, parents, island, step, source };
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
    turnOf: wholeRunOf(folder),
  };
}

/**
 * True when the best program that passed its verification reaches the target, or the best where none was verified yet; `null` without a target.
 */
export function reachesTarget(
  summary: Pick<RunSummary, "best" | "verified" | "runnerUp">,
  { target }: Pick<RunConfig, "target">,
  { objective }: Pick<ProblemDefinition, "objective">,
): boolean | null {
  if (target === null) return null;
  const { verified } = summary;
  const best = winnerOf(summary);
  const isVerified = verified === null || passedVerdict(verified) !== null;
  return best !== null && isVerified && objectiveOf(objective.direction).reaches(best.score, target);
}
