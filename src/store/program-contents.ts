import type { GalapagosError } from "../core/index.ts";
import type { ContentText } from "./content-text.ts";
import { unpackChange } from "./stored-program.ts";

/** A row of `programs`. */
export interface ProgramRow {
  /** The program that the frame is a change of; `null` for a whole one. */
  readonly base: number | null;
  /** Changes between it and a whole one. */
  readonly depth: number;
  /** `null` where the text was dropped. */
  readonly frame: Uint8Array | null;
}

/** A program's content and how many changes led to it. */
export interface KnownContent {
  readonly content: ContentText;
  readonly depth: number;
}

/** The contents of programs, by their rows. */
export interface ProgramContents {
  /**
   * @returns `null` for a program whose text was dropped
   * @throws GalapagosError `store/corrupt`
   */
  get(program: number): KnownContent | null;
  /** True where a content can be had without reading a row. */
  isAtHand(program: number): boolean;
  /** The whole program that the changes up to this one begin with. */
  firstOf(program: number): number;
  /** Takes in what was just written. */
  keep(program: number, content: KnownContent): void;
  /** Forgets everything: rows that were taken back may come again with other contents. */
  forget(): void;
}

/**
 * Contents kept at hand, bytes: parents are asked for again and again, and a change is read from its base.
 */
const KEPT_BYTES = 8 << 20;

/** Most changes in a row that any record has; more of them would be a circle. */
const MOST_CHANGES = 1000;

/**
 * Reads contents from rows, each from its base.
 *
 * @param rowOf - the row of a program, `undefined` where there is none
 * @param corrupt - the error for a record that cannot be right
 */
export function createProgramContents(
  rowOf: (program: number) => ProgramRow | undefined,
  corrupt: (what: string, cause?: unknown) => GalapagosError,
): ProgramContents {
  return new RecentContents(rowOf, corrupt);
}

/** Contents from rows, with the latest at hand. */
class RecentContents implements ProgramContents {
  readonly #rowOf: (program: number) => ProgramRow | undefined;
  readonly #corrupt: (what: string, cause?: unknown) => GalapagosError;
  readonly #kept = new Map<number, KnownContent>();
  #keptBytes = 0;

  constructor(
    rowOf: (program: number) => ProgramRow | undefined,
    corrupt: (what: string, cause?: unknown) => GalapagosError,
  ) {
    this.#rowOf = rowOf;
    this.#corrupt = corrupt;
  }

  keep(program: number, content: KnownContent): void {
    this.#drop(program);
    this.#kept.set(program, content);
    this.#keptBytes += content.content.size;
    for (const oldest of this.#kept.keys()) {
      if (this.#keptBytes <= KEPT_BYTES || oldest === program) break;
      this.#drop(oldest);
    }
  }

  get(program: number): KnownContent | null {
    const { rows, at } = this.#chainOf(program);
    let content = at;
    for (const { id, frame, depth } of rows.reverse()) {
      if (frame === null && id === program) return null;
      if (frame === null) throw this.#corrupt(`program ${program} is a change of one that was dropped`);
      try {
        content = { content: unpackChange(frame, content?.content ?? null), depth };
      } catch (error) {
        throw this.#corrupt(`program ${program} cannot be read`, error);
      }
      // those on the way are on the way to others, too
      this.keep(id, content);
    }
    if (content === null) throw this.#corrupt(`program ${program} has no content`);
    // read again, it is the newest
    if (rows.length === 0) this.keep(program, content);
    return content;
  }

  isAtHand(program: number): boolean {
    return this.#kept.has(program);
  }

  firstOf(program: number): number {
    let id = program;
    for (let steps = 0; ; steps += 1) {
      const row = this.#rowOf(id);
      if (row === undefined || steps > MOST_CHANGES)
        throw this.#corrupt(`program ${program} has no beginning`);
      if (row.base === null) return id;
      id = row.base;
    }
  }

  forget(): void {
    this.#kept.clear();
    this.#keptBytes = 0;
  }

  #drop(program: number): void {
    this.#keptBytes -= this.#kept.get(program)?.content.size ?? 0;
    this.#kept.delete(program);
  }

  /** Rows from a program back to a content at hand, or to a whole one. */
  #chainOf(program: number): { readonly rows: ChainRow[]; readonly at: KnownContent | null } {
    const rows: ChainRow[] = [];
    for (let id: number | null = program; id !== null; ) {
      const at = this.#kept.get(id);
      if (at !== undefined) return { rows, at };
      const row = this.#rowOf(id);
      if (row === undefined || rows.length > MOST_CHANGES)
        throw this.#corrupt(`program ${program} has no beginning`);
      rows.push({ ...row, id });
      id = row.base;
    }
    return { rows, at: null };
  }
}

type ChainRow = ProgramRow & { readonly id: number };
