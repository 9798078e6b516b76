import type { DatabaseSync } from "node:sqlite";
import { createProgramContents, type KnownContent, type ProgramRow } from "./program-contents.ts";
import { packChange, programBytes } from "./stored-program.ts";
import { hashOfText } from "./stored-text.ts";
import { corruptError } from "./store-error.ts";
import type { Words } from "./words.ts";

/** Changes in a row at most, then one of the text that the row began with: each costs a reader some 30 µs. */
const MOST_CHANGES = 24;

/** Bytes that a reader of one program unpacks at most: large programs are kept whole more often. */
const MOST_UNPACKED = 1 << 20;

/** The intake of programs. */
export interface ProgramIngest {
  /**
   * Takes in a text once, whoever brings it.
   *
   * @param like - row of a program that it is like, a parent's; `null` where none is known
   * @param words - what is kept beside the text when it is new
   * @returns its row, and whether it is new
   */
  take(source: string, like: number | null, words: Words | null): { program: number; isNew: boolean };
  /** Forgets what was written in a transaction that was taken back. */
  forget(): void;
}

/** Prepares the statements that take programs into the tables. @param folder - the run's folder, for messages */
export function createProgramIngest(db: DatabaseSync, folder: string): ProgramIngest {
  const find = db.prepare("SELECT program FROM program_hashes WHERE hash = ?");
  const add = db.prepare("INSERT INTO programs(base, depth, frame) VALUES(?, ?, ?)");
  const addHash = db.prepare("INSERT INTO program_hashes(hash, program) VALUES(?, ?)");
  const row = db.prepare("SELECT base, depth, frame FROM programs WHERE id = ?");
  const contents = createProgramContents(
    (program) => row.get(program) as unknown as ProgramRow | undefined,
    (what, cause) => corruptError(folder, what, cause),
  );

  /** The program that a new one is a change of: one like it, or what that one's row of changes began with. */
  const baseOf = (
    like: number | null,
    size: number,
  ): (KnownContent & { readonly program: number }) | null => {
    if (like === null) return null;
    const content = contents.get(like);
    if (content === null) return null;
    const isNear = ({ depth, bytes }: KnownContent): boolean =>
      depth < MOST_CHANGES && (depth + 2) * Math.max(size, bytes.length) <= MOST_UNPACKED;
    if (isNear(content)) return { ...content, program: like };
    const first = contents.firstOf(like);
    const beginning = contents.get(first);
    return beginning !== null && isNear(beginning) ? { ...beginning, program: first } : null;
  };

  return {
    take(source, like, words) {
      const hash = hashOfText(source);
      const known = find.get(hash);
      if (known !== undefined) return { program: Number(known.program), isNew: false };
      const bytes = programBytes({ source, words });
      const base = baseOf(like, bytes.length);
      const depth = base === null ? 0 : base.depth + 1;
      const frame = packChange(bytes, base?.bytes ?? null);
      const program = Number(add.run(base?.program ?? null, depth, frame).lastInsertRowid);
      addHash.run(hash, program);
      contents.keep(program, { bytes, depth });
      return { program, isNew: true };
    },
    forget: contents.forget,
  };
}
