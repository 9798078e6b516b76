import type { Candidate, CandidateId, Objective } from "../src/core/index.ts";
import type { Descent } from "./selection/index.ts";

/** A child, its first parent and its score; `null` for a failure. */
export interface Descendant {
  readonly id: CandidateId;
  readonly step: number;
  readonly parents: Candidate["parents"];
  readonly score: number | null;
}

/**
 * The descendants of an island's programs along first parents, by logical time: a child counts from the step after which its result
 * was taken in, for its nearest {@link GENERATIONS} ancestors. A child whose parent came from another island counts as born, never as
 * improved.
 */
export class Clades {
  private readonly objective: Objective;
  private readonly known = new Map<
    CandidateId,
    { readonly parent: CandidateId | undefined; readonly score: number | null }
  >();
  /** Steps of each program's descendants, ascending, and of those among them that improved. */
  private readonly births = new Map<CandidateId, { readonly born: number[]; readonly improved: number[] }>();

  constructor(objective: Objective) {
    this.objective = objective;
  }

  /** Notes the next child. */
  add({ id, step, parents: [parent], score }: Descendant): void {
    this.known.set(id, { parent, score });
    const from = parent && this.known.get(parent)?.score;
    const isBetter = score !== null && from != null && this.objective.better(score, from);
    let ancestor = parent;
    for (let generation = 0; generation < GENERATIONS && ancestor !== undefined; generation++) {
      const { born, improved } = this.of(ancestor);
      born.push(step);
      if (isBetter) improved.push(step);
      ancestor = this.known.get(ancestor)?.parent;
    }
  }

  /** Descendants of a program with a step up to `until`. */
  count(program: CandidateId, until: number): Descent {
    const { born, improved } = this.births.get(program) ?? { born: [], improved: [] };
    return { born: countUpTo(born, until), improved: countUpTo(improved, until) };
  }

  private of(program: CandidateId): { readonly born: number[]; readonly improved: number[] } {
    const known = this.births.get(program) ?? { born: [], improved: [] };
    this.births.set(program, known);
    return known;
  }
}

/** How many of some ascending steps are at most `until`. */
export function countUpTo(steps: readonly number[], until: number): number {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((steps[middle] as number) <= until) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Ancestors for which a child counts at most. */
const GENERATIONS = 32;
