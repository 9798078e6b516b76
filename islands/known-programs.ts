import type { Fingerprint } from "../src/core/index.ts";

/** The programs that an island has seen, by their syntax trees, each with the first own step from which on it counts as known. */
export class KnownPrograms {
  private readonly since = new Map<string, number>();

  /** Notes that a program is known from the given own step on. */
  add({ tree }: Pick<Fingerprint, "tree">, step: number): void {
    const before = this.since.get(tree);
    if (before === undefined || step < before) this.since.set(tree, step);
  }

  /** True when an equal program was known by then. @param step - own step; by default the last of all */
  has({ tree }: Pick<Fingerprint, "tree">, step = Number.POSITIVE_INFINITY): boolean {
    const since = this.since.get(tree);
    return since !== undefined && since <= step;
  }
}
