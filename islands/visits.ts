import type { Candidate, CandidateId } from "../src/core/index.ts";
import { countUpTo } from "./clades.ts";

/** A child and its parents. */
type Birth = Pick<Candidate, "step" | "parents">;

/**
 * How often an island's programs have become parents, by logical time: a child counts from the step after
 * which its result was taken in.
 */
export class Visits {
  /** Steps of each parent's children, ascending. */
  private readonly steps = new Map<CandidateId, number[]>();
  private past: (() => Iterable<Birth>) | null;
  /** Births since, until the past is read. */
  private readonly waiting: Birth[] = [];

  /**
   * @param past - births before the first one noted, ascending by step; read when a count is asked for, as
   * most policies ask for none
   */
  constructor(past: (() => Iterable<Birth>) | null = null) {
    this.past = past;
  }

  /** Notes the birth of the next child. */
  add({ step, parents }: Birth): void {
    if (this.past !== null) this.waiting.push({ step, parents });
    else this.count({ step, parents });
  }

  /** Children of a program with a step up to `until`. */
  of(program: CandidateId, until: number): number {
    if (this.past !== null) {
      for (const birth of this.past()) this.count(birth);
      for (const birth of this.waiting.splice(0)) this.count(birth);
      this.past = null;
    }
    return countUpTo(this.steps.get(program) ?? [], until);
  }

  private count({ step, parents }: Birth): void {
    for (const parent of new Set(parents)) {
      const steps = this.steps.get(parent);
      if (steps === undefined) this.steps.set(parent, [step]);
      else steps.push(step);
    }
  }
}
