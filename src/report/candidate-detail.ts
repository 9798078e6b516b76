import type { Candidate, CandidateId } from "../core/index.ts";
import { candidateId, GalapagosError } from "../core/index.ts";
import { recordedVerdict, type Verification, verdictOn } from "../run/index.ts";
import type { StoreReader } from "../store/index.ts";

/** A candidate in the role of a relative. */
export interface Relative {
  readonly id: CandidateId;
  /** Operator that made it. */
  readonly operator: string;
  /** The operator's note on its change. */
  readonly note: string;
  /** `ok`, or the kind of its failure. */
  readonly kind: string;
  /** Raw score; `null` for a failure. */
  readonly score: number | null;
}

/** Some relatives of many. */
export interface Relatives {
  readonly total: number;
  /** The first of them, by (step, island). */
  readonly shown: readonly Relative[];
}

/** Everything on record about one candidate and its place in the lineage. */
export interface CandidateDetail extends Candidate {
  readonly id: CandidateId;
  /** Along first parents, nearest first. */
  readonly ancestors: readonly Relative[];
  /** True when the chain goes on beyond the ancestors shown. */
  readonly moreAncestors: boolean;
  /** Candidates made from it, in whichever role. */
  readonly children: Relatives;
  /** Other candidates made from its first parent. */
  readonly siblings: Relatives;
  /** Program text of the first parent; `null` for a seed. */
  readonly parentSource: string | null;
  /**
   * Present where its text, with note, metrics and message, was dropped from the record; `source` is empty
   * then.
   */
  readonly pruned?: true;
  /** The verdict in a fresh process; absent where it was not scored again. */
  readonly verified?: Verification;
}

/** How much of the family a detail shows. */
export interface DetailOptions {
  /** @defaultValue 20 */
  readonly ancestors?: number;
  /** Children and siblings, each. @defaultValue 10 */
  readonly relatives?: number;
}

/**
 * The detail of one candidate.
 *
 * @throws GalapagosError `candidate/unknown` when the run has no such candidate
 */
export function inspectCandidate(
  reader: StoreReader,
  id: CandidateId,
  options: DetailOptions = {},
): CandidateDetail {
  const candidate = reader.candidate(id);
  if (!candidate) throw unknown(reader, id);
  const depth = options.ancestors ?? 20;
  const width = options.relatives ?? 10;
  const chain = reader.ancestors(id, depth + 1);
  const own = candidateId(candidate.island, candidate.step);
  const parent = candidate.parents[0];
  const siblings = parent === undefined ? [] : reader.children(parent).filter((sibling) => sibling !== own);
  const verified = verdictOn(recordedVerdict(reader.meta("verified")), own);
  return {
    ...candidate,
    id: own,
    ancestors: relatives(reader, chain.slice(0, depth)),
    moreAncestors: chain.length > depth,
    children: some(reader, reader.children(own), width),
    siblings: some(reader, siblings, width),
    parentSource: parent === undefined ? null : (reader.sources([parent]).get(parent) ?? null),
    ...(!reader.sources([own]).has(own) && { pruned: true }),
    ...(verified !== null && { verified }),
  };
}

function some(reader: StoreReader, ids: readonly CandidateId[], width: number): Relatives {
  return { total: ids.length, shown: relatives(reader, ids.slice(0, width)) };
}

function relatives(reader: StoreReader, ids: readonly CandidateId[]): readonly Relative[] {
  return ids.flatMap((id) => {
    const candidate = reader.candidate(id);
    if (!candidate) return [];
    const { operator, note, evaluation } = candidate;
    return [
      {
        id,
        operator,
        note,
        kind: evaluation.kind,
        score: evaluation.status === "ok" ? evaluation.score : null,
      },
    ];
  });
}

function unknown(reader: StoreReader, id: CandidateId): GalapagosError {
  const spans = reader
    .islands()
    .map(({ island }) => `i${island}-s0 … i${island}-s${reader.lastStep(island)}`);
  const there = spans.length === 0 ? "it has none yet" : `it has ${spans.join(", ")}`;
  return new GalapagosError(`The run has no candidate ${JSON.stringify(id)}; ${there}.`, {
    code: "candidate/unknown",
    hint: "Ids look like i0-s41 (island 0, step 41). The best one: galapagos inspect",
  });
}
