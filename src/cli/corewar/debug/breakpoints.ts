import type { Instruction, Opcode } from "../../../corewar/index.ts";

/** Places where a debugged round stops: addresses and opcodes. */
export class Breakpoints {
  readonly #addresses = new Set<number>();
  readonly #opcodes = new Set<Opcode>();

  add(places: readonly number[], opcode: Opcode | null): void {
    for (const place of places) this.#addresses.add(place);
    if (opcode !== null) this.#opcodes.add(opcode);
  }

  remove(places: readonly number[], opcode: Opcode | null): void {
    for (const place of places) this.#addresses.delete(place);
    if (opcode !== null) this.#opcodes.delete(opcode);
  }

  clear(): void {
    this.#addresses.clear();
    this.#opcodes.clear();
  }

  stopsAt(address: number, { opcode }: Instruction): boolean {
    return this.#addresses.has(address) || this.#opcodes.has(opcode);
  }

  /** All of them, as they would be typed. */
  list(): readonly string[] {
    return [...[...this.#addresses].sort((a, b) => a - b).map(String), ...this.#opcodes];
  }
}
