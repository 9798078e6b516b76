/** Names a candidate within a run: island and step, e.g. `i2-s41`; step 0 is the seed. */
export type CandidateId = `i${number}-s${number}`;

/** The id of the candidate that `island` consumes as its `step`-th result. */
export function candidateId(island: number, step: number): CandidateId {
  return `i${island}-s${step}`;
}

/** Where a candidate stands in logical time. */
export interface Position {
  /** Island, from 0. */
  readonly island: number;
  /** Step on that island, from 0 (the seed). */
  readonly step: number;
}

/** The position named by an id, or `null` when the text is not an id. */
export function parseCandidateId(text: string): Position | null {
  const match = /^i(\d{1,9})-s(\d{1,12})$/.exec(text);
  return match ? { island: Number(match[1]), step: Number(match[2]) } : null;
}

/** The id of whatever stands at a position. */
export function idOf({ island, step }: Position): CandidateId {
  return candidateId(island, step);
}
