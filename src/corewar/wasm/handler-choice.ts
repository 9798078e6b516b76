/** Choice of the operations that get a handler of their own, by how often they are met. */
import { canonical, nameOf } from "./generator/behaviour.ts";
import { decode, encode, type Operation } from "./generator/encoding.ts";
import { HOT_OPERATIONS } from "./generator/hot-operations.ts";
import { createTagging, type Tagging } from "./generator/tagging.ts";
import type { Instruction } from "../instruction.ts";

/** More handlers than this take the compiler seconds, and much memory. */
const MOST_HANDLERS = 1000;

/**
 * Instructions fought with operations that have no handler, after which new code is worth its compilation. It
 * doubles from choice to choice, up to about what a compilation costs.
 */
const PATIENCE = { first: 10_000_000, most: 160_000_000 } as const;

/**
 * Decides which operations get handlers of their own: those that people write, and, as a thread goes on
 * fighting, those that its warriors consist of, which may be anything once warriors are evolved. The choice
 * changes how fast rounds are, never how they end.
 */
export class HandlerChoice {
  #tagging: Tagging = createTagging(HOT_OPERATIONS);
  /** Instructions fought while warriors had the operation and it had no handler. */
  readonly #missed = new Map<string, { readonly operation: Operation; instructions: number }>();
  #waste = 0;
  #patience: number = PATIENCE.first;

  /** The tagging that a match should begin with. */
  get tagging(): Tagging {
    return this.#tagging;
  }

  /** Operations of warriors that have no handler under a tagging; canonical, each once. */
  missing(instructions: Iterable<Instruction>, { tagOf, handlerOf }: Tagging): Operation[] {
    const missing = new Map<string, Operation>();
    for (const instruction of instructions) {
      const code = encode(instruction);
      if ((tagOf[code] ?? 0) < handlerOf.length) continue;
      const operation = canonical(decode(code) ?? instruction);
      missing.set(nameOf(operation), operation);
    }
    return [...missing.values()];
  }

  /** Notes a round that warriors without handlers for `missing` fought; from time to time chooses anew. */
  fought(missing: readonly Operation[], instructions: number): void {
    if (missing.length === 0) return;
    for (const operation of missing) {
      const name = nameOf(operation);
      const entry = this.#missed.get(name) ?? { operation, instructions: 0 };
      entry.instructions += instructions;
      this.#missed.set(name, entry);
    }
    this.#waste += instructions;
    if (this.#waste >= this.#patience) this.#choose();
  }

  #choose(): void {
    const wanted = [...this.#missed.values()].sort((x, y) => y.instructions - x.instructions);
    const extra = wanted.slice(0, MOST_HANDLERS - HOT_OPERATIONS.length);
    this.#waste = 0;
    this.#patience = Math.min(2 * this.#patience, PATIENCE.most);
    // What is not among the wanted any more makes room; its count halves, so that old warriors are forgotten.
    for (const entry of wanted) entry.instructions /= 2;
    this.#tagging = createTagging([...HOT_OPERATIONS, ...extra.map(({ operation }) => operation)]);
  }
}
