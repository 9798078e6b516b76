import {
  type Candidate,
  type CandidateId,
  type Direction,
  given,
  idOf,
  type JsonObject,
  type NumberRecord,
  objectiveOf,
  type StoryCall,
  toldLessons,
} from "../../core/index.ts";
import type { OpenRecord } from "../../store/index.ts";

/** One program of a run, as the climb, the lineage and the tables show it. */
export interface ReportProgram {
  readonly id: CandidateId;
  /** Founders, which came from outside, stand on an island of their own behind the last one. */
  readonly island: number;
  readonly step: number;
  /**
   * Results over all islands by then, itself included, step by step over the islands in turn; 0 for a
   * founder.
   */
  readonly at: number;
  readonly parents: readonly CandidateId[];
  readonly operator: string;
  /** Model that wrote it; `null` for one that no model did. */
  readonly model: string | null;
  readonly note: string;
  /** `ok`, or the kind of its failure. */
  readonly kind: string;
  /** Empty unless it failed. */
  readonly message: string;
  /** `null` for a failure. */
  readonly score: number | null;
  readonly features: NumberRecord;
  readonly metrics: NumberRecord;
  /** Score on each instance; only where the scorer tells. */
  readonly instances?: readonly number[];
  /** The artifacts beside its verdict; absent where nothing. */
  readonly artifacts?: JsonObject;
  /** Cell of its island's grid as it is at the end of the record; `null` for a failure and for a founder. */
  readonly cell: number | null;
  /** True where it beat all results before it, and for the champion, which may be as good as one before it. */
  readonly isBest: boolean;
  /** Model calls of its step. */
  readonly calls: readonly StoryCall[];
  /** Lessons that its step was told. */
  readonly recalled: readonly string[];
  /** The run's use by then, this step included. */
  readonly used: Used;
  /** Absent unless asked for. */
  readonly source?: string;
}

/** Sums that a run has used by a result of logical time; of calls only what is known of them. */
export interface Used {
  /** Time spent on the verdicts, milliseconds, all lanes together. */
  readonly evaluatorMs: number;
  /** Programs that were scored for the first time, those within steps included. */
  readonly evaluatorCalls: number;
  readonly tokens: number;
  readonly usd: number;
}

/** Scope and depth of a reading of the programs. */
export interface ProgramsQuestion {
  readonly direction: Direction;
  /** Results consumed by each island. */
  readonly consumed: readonly number[];
  /** Cell of a program's features on an island. */
  readonly cellOf: (island: number, features: NumberRecord) => number;
  /** The programs' texts, too. */
  readonly sources: boolean;
  /** Id of the run's best program; `null` where none has a score. */
  readonly champion: CandidateId | null;
}

const NANO_PER_USD = 1e9;

/** The programs of a run in logical time, founders first. */
export function readPrograms(
  { candidates: reader, calls, course }: OpenRecord,
  { direction, consumed, cellOf, sources, champion }: ProgramsQuestion,
): readonly ReportProgram[] {
  const spent = spendingBySteps(calls);
  const { better } = objectiveOf(direction);
  const islands = consumed.map((limit, island) => take(reader.candidates(island, 0), limit));
  const programs: ReportProgram[] = [...reader.candidates(consumed.length, 0)].map((founder) =>
    describe(founder, { at: 0, isBest: false, cell: null, used: NOTHING, sources }),
  );
  let best: number | null = null;
  let used = NOTHING;
  let at = 0;
  for (const { island, step, evaluatorCalls } of course.results(consumed.length)) {
    const candidate = islands[island]?.[step];
    if (candidate === undefined) continue;
    const { evaluation, cached } = candidate;
    const paid = spent.get(idOf(candidate));
    used = {
      evaluatorMs: used.evaluatorMs + (cached ? 0 : evaluation.durationMs),
      evaluatorCalls: used.evaluatorCalls + evaluatorCalls,
      tokens: used.tokens + (paid?.tokens ?? 0),
      usd: used.usd + (paid?.nanoUsd ?? 0) / NANO_PER_USD,
    };
    const isBetter = evaluation.status === "ok" && better(evaluation.score, best);
    if (isBetter) best = evaluation.score;
    const isBest = isBetter || idOf(candidate) === champion;
    const cell = evaluation.status === "ok" ? cellOf(island, evaluation.features) : null;
    programs.push(describe(candidate, { at: ++at, isBest, cell, used, sources }));
  }
  return programs;
}

const NOTHING: Used = { evaluatorMs: 0, evaluatorCalls: 0, tokens: 0, usd: 0 };

function describe(
  candidate: Candidate,
  {
    sources,
    ...place
  }: Pick<ReportProgram, "at" | "isBest" | "cell" | "used"> & { readonly sources: boolean },
): ReportProgram {
  const { island, step, parents, operator, note, evaluation, story, source } = candidate;
  const isScored = evaluation.status === "ok";
  return {
    id: idOf(candidate),
    island,
    step,
    parents,
    operator,
    model: story?.model ?? null,
    note,
    kind: evaluation.kind,
    message: evaluation.message,
    score: isScored ? evaluation.score : null,
    features: isScored ? evaluation.features : {},
    metrics: isScored ? evaluation.metrics : {},
    ...given({
      instances: isScored ? evaluation.instances : undefined,
      artifacts: evaluation.artifacts,
    }),
    calls: story?.calls ?? [],
    recalled: toldLessons(story ?? {}),
    ...place,
    ...(sources && { source }),
  };
}

/** Sums that are known to be used by the calls of each step. */
function spendingBySteps(
  calls: OpenRecord["calls"],
): ReadonlyMap<CandidateId, { readonly tokens: number; readonly nanoUsd: number }> {
  const spent = new Map<CandidateId, { tokens: number; nanoUsd: number }>();
  for (const { used, ...place } of calls.spending()) {
    const amount = used as { readonly nanoUsd?: number; readonly tokens?: number } | null;
    const sum = spent.get(idOf(place)) ?? { tokens: 0, nanoUsd: 0 };
    sum.tokens += amount?.tokens ?? 0;
    sum.nanoUsd += amount?.nanoUsd ?? 0;
    spent.set(idOf(place), sum);
  }
  return spent;
}

function take<T>(items: Iterable<T>, count: number): readonly T[] {
  const taken: T[] = [];
  for (const item of items) {
    if (taken.length === count) break;
    taken.push(item);
  }
  return taken;
}
