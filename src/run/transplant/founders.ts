import {
  type Candidate,
  candidateId,
  type Elite,
  type Evaluation,
  given,
  idOf,
  type Json,
  type JsonObject,
  type Scored,
} from "../../core/index.ts";
import type { Baseline, Evaluator } from "../../evaluate/index.ts";
import type { Problem } from "../../problem/index.ts";
import { languageOf } from "../../language/index.ts";
import { openRecord, type RunLocation, type StoreWrite } from "../../store/index.ts";
import { readRecord } from "../record.ts";
import { startOf } from "../start-of.ts";
import { replayRun } from "../summary.ts";

/** A program that enters a run from outside: from a person, or from another run. */
export interface Founder {
  /** The island that takes it; `null` for every island. */
  readonly island: number | null;
  readonly source: string;
  readonly strategy: JsonObject;
  readonly evaluation: Scored;
  /** The construction that it started from when it was scored. Absent where it began anew. */
  readonly start?: Json;
  readonly operator: "fork" | "inject";
  readonly note: string;
}

/** An elite of a recorded run with the verdict it had. */
export interface RecordedElite {
  readonly elite: Elite;
  /** The island whose archive holds it (it may come from another one). */
  readonly island: number;
  /** The construction that it started from, where its problem says so. */
  readonly baseline: Baseline | null;
}

/** All elites of a recorded run, by island, best first. */
export function recordedElites(location: RunLocation): readonly RecordedElite[] {
  using run = openRecord(location);
  const record = readRecord(run.candidates, location);
  return replayRun(run.candidates, record).flatMap(({ archive }, island) =>
    archive.ranking.map((elite) => {
      return { elite, island, baseline: startOf(record.problem, run.candidates, idOf(elite)) };
    }),
  );
}

/** Elites with a verdict of the problem as it is now. */
export interface RescoredElite extends RecordedElite {
  readonly now: Evaluation;
}

/** Scores elites again, from the starts that they had where the problem still has a use for them; equal programs are scored once. */
export async function rescoreElites(
  elites: readonly RecordedElite[],
  { definition }: Problem,
  evaluator: Evaluator,
  evaluationSeed: number,
): Promise<readonly RescoredElite[]> {
  const verdicts = new Map<string, Promise<Evaluation>>();
  return Promise.all(
    elites.map(async (recorded) => {
      const { elite } = recorded;
      const baseline = definition.start === undefined ? null : recorded.baseline;
      const request = { source: elite.source, seed: evaluationSeed, baseline };
      const key = JSON.stringify([elite.source, baseline]);
      const verdict = verdicts.get(key) ?? evaluator.evaluate(request);
      verdicts.set(key, verdict);
      return { ...recorded, baseline, now: await verdict };
    }),
  );
}

/**
 * The writes that let founders in at a border. They are recorded as results of an island of their own,
 * numbered after the last one, so that they have ids and lineages like everything else and are no part of any
 * island's budget.
 *
 * @param ownIsland - number of the founders' island: the number of islands of the run
 * @param firstStep - number of founders that are on record already
 * @param epoch - the border at which they enter; 0 right after the seed
 */
export function founderWrites(
  founders: readonly Founder[],
  problem: Problem,
  { ownIsland, firstStep, epoch }: { ownIsland: number; firstStep: number; epoch: number },
): readonly StoreWrite[] {
  const language = languageOf(problem.definition);
  const candidates = founders.map(
    ({ source, strategy, evaluation, operator, note }, i): Candidate => ({
      island: ownIsland,
      step: firstStep + i,
      source,
      fingerprint: language.fingerprint(source),
      parents: [],
      operator,
      note,
      strategy,
      evaluation,
      cached: false,
    }),
  );
  const decisions = founders.map(({ island, start }, i) => ({
    kind: "inject",
    data: { epoch, island, candidate: candidateId(ownIsland, firstStep + i), ...given({ start }) },
  }));
  return [
    ...candidates.map((candidate) => ({ type: "candidate", candidate }) as const),
    ...decisions.map((decision) => ({ type: "decision", decision }) as const),
  ];
}
