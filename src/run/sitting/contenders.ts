import type { Population } from "../../../islands/index.ts";
import { orderOf } from "../../../islands/index.ts";
import { type CandidateId, type Elite, idOf } from "../../core/index.ts";
import type { RunRecord } from "../record.ts";

/** A program that may be a run's best. */
interface Contender {
  readonly id: CandidateId;
  readonly elite: Elite;
}

/** The champion of a run and the next best programs of its islands' archives, best first; what is the same program, by text and score, once. */
export function contenders(
  populations: readonly Population[],
  { problem, config }: RunRecord,
): readonly Contender[] {
  const { compare } = orderOf(problem.definition, config).order;
  const ranked = populations.flatMap(({ archive }) => archive.ranking).sort(compare);
  const known = new Set<string>();
  const distinct: Contender[] = [];
  for (const elite of ranked) {
    const program = JSON.stringify([elite.source, elite.score]);
    if (known.has(program)) continue;
    known.add(program);
    distinct.push({ id: idOf(elite), elite });
    if (distinct.length > RUNNERS_UP) break;
  }
  return distinct;
}

/** Most programs that are verified after a champion that did not pass. */
const RUNNERS_UP = 5;
