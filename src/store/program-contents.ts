import type { GalapagosError } from "../core/index.ts";
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
  readonly bytes: Uint8Array;
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
  const kept = new Map<number, KnownContent>();
  let keptBytes = 0;

  const keep = (program: number, content: KnownContent): void => {
    drop(program);
    kept.set(program, content);
    keptBytes += content.bytes.length;
    for (const oldest of kept.keys()) {
      if (keptBytes <= KEPT_BYTES || oldest === program) break;
      drop(oldest);
    }
  };
  const drop = (program: number): void => {
    keptBytes -= kept.get(program)?.bytes.length ?? 0;
    kept.delete(program);
  };

  /** Rows from a program back to a content at hand, or to a whole one. */
  const chainOf = (
    program: number,
  ): { readonly rows: (ProgramRow & { id: number })[]; at: KnownContent | null } => {
    const rows: (ProgramRow & { id: number })[] = [];
    for (let id: number | null = program; id !== null; ) {
      const at = kept.get(id);
      if (at !== undefined) return { rows, at };
      const row = rowOf(id);
      if (row === undefined || rows.length > MOST_CHANGES)
        throw corrupt(`program ${program} has no beginning`);
      rows.push({ ...row, id });
      id = row.base;
    }
    return { rows, at: null };
  };

  return {
    keep,
    get(program) {
      const { rows, at } = chainOf(program);
      let content = at;
      for (const { id, frame, depth } of rows.reverse()) {
        if (frame === null && id === program) return null;
        if (frame === null) throw corrupt(`program ${program} is a change of one that was dropped`);
        try {
          content = { bytes: unpackChange(frame, content?.bytes ?? null), depth };
        } catch (error) {
          throw corrupt(`program ${program} cannot be read`, error);
        }
        // those on the way are on the way to others, too
        keep(id, content);
      }
      if (content === null) throw corrupt(`program ${program} has no content`);
      // read again, it is the newest
      if (rows.length === 0) keep(program, content);
      return content;
    },
    isAtHand: (program) => kept.has(program),
    firstOf(program) {
      let id = program;
      for (let steps = 0; ; steps += 1) {
        const row = rowOf(id);
        if (row === undefined || steps > MOST_CHANGES) throw corrupt(`program ${program} has no beginning`);
        if (row.base === null) return id;
        id = row.base;
      }
    },
    forget() {
      kept.clear();
      keptBytes = 0;
    },
  };
}
