import type { RunConfig } from "../src/config/index.ts";
import { type Candidate, type CandidateId, parseCandidateId } from "../src/core/index.ts";
import type { History } from "../src/operators/index.ts";
import type { StoreReader } from "../src/store/index.ts";

/** The island and the end of a history. */
export interface HistoryScope {
  readonly island: number;
  /** Own results up to this step are visible. */
  readonly seenUntil: number;
  readonly config: RunConfig;
}

/**
 * The record as one step may see it: own results up to the state it is proposed from, those of other islands
 * up to the border that this state has passed. Both were on record before that state existed and never
 * change, so whoever asks later, or in another life of the run, sees the same.
 */
export function createHistory(scope: HistoryScope, reader: StoreReader): History {
  const { island, seenUntil, config } = scope;
  const { interval } = config.migration;
  const epoch = seenUntil === 0 ? 0 : Math.floor((seenUntil - 1) / interval);

  const isVisible = (id: CandidateId): boolean => {
    const at = parseCandidateId(id);
    if (at === null) return false;
    if (at.island === island) return at.step <= seenUntil;
    if (at.island < config.islands) return epoch > 0 && at.step <= epoch * interval;
    // founders come in at a border that is on record
    return reader
      .decisions("inject")
      .some(({ data }) => data.candidate === id && Number(data.epoch) <= epoch);
  };
  const read = (ids: readonly CandidateId[]): readonly Candidate[] =>
    ids.flatMap((id) => reader.candidate(id) ?? []);

  return {
    candidate: (id) => (isVisible(id) ? reader.candidate(id) : null),
    ancestors: (id, limit) => (isVisible(id) ? read(reader.ancestors(id, limit)) : []),
    children: (id, limit) =>
      limit < 1 || !isVisible(id) ? [] : read(reader.children(id).filter(isVisible).slice(-limit)),
    islandBests() {
      if (epoch === 0) return [];
      const others = Array.from({ length: config.islands }, (_, other) => other).filter((i) => i !== island);
      return read(others.flatMap((other) => reader.border(other, epoch)?.best ?? []));
    },
  };
}
