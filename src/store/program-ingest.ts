import type { DatabaseSync } from "node:sqlite";
import {
  createProgramContents,
  type KnownContent,
  type ProgramContents,
  type ProgramRow,
} from "./program-contents.ts";
import type { ContentText } from "./content-text.ts";
import { contentText, packChange } from "./stored-program.ts";
import { hashOfText } from "./stored-text.ts";
import { corruptError } from "./store-error.ts";
import type { Words } from "./words.ts";

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

/** A program that another one is kept as a change of. */
type Base = KnownContent & { readonly program: number };

/** True where a change of this content is near enough to a whole text. */
function isShort({ depth, content }: KnownContent, size: number): boolean {
  return depth < MOST_CHANGES && (depth + 2) * Math.max(size, content.size) <= MOST_UNPACKED;
}

/**
 * Prepares the statements that take programs into the tables.
 * @param folder - the run's folder, for messages
 */
export function createProgramIngest(db: DatabaseSync, folder: string): ProgramIngest {
  const find = db.prepare("SELECT program FROM program_hashes WHERE hash = ?");
  const add = db.prepare("INSERT INTO programs(base, depth, frame) VALUES(?, ?, ?)");
  const addHash = db.prepare("INSERT INTO program_hashes(hash, program) VALUES(?, ?)");
  const row = db.prepare("SELECT base, depth, frame FROM programs WHERE id = ?");
  const depthOf = db.prepare("SELECT depth FROM programs WHERE id = ?");
  const contents = createProgramContents(
    (program) => row.get(program) as unknown as ProgramRow | undefined,
    (what, cause) => corruptError(folder, what, cause),
  );

  const bases = new BaseFinder(contents, (program) => Number(depthOf.get(program)?.depth ?? 0));
  const siblings = new Siblings();
  /** The program that came last: any one of a run is like any other. */
  let latest: number | null = null;

  return {
    take(source, like, words) {
      const hash = hashOfText(source);
      const known = find.get(hash);
      if (known !== undefined) return { program: Number(known.program), isNew: false };
      const content = contentText({ source, words });
      bases.rest();
      const fitting = (near: number | null): Base | null => bases.fitting(near, content.size);
      const sibling = siblings.take(content, like);
      const base = fitting(sibling) ?? fitting(like) ?? fitting(latest);
      const depth = base === null ? 0 : base.depth + 1;
      const frame = packChange(content, base?.content ?? null);
      const program = Number(add.run(base?.program ?? null, depth, frame).lastInsertRowid);
      addHash.run(hash, program);
      contents.keep(program, { content, depth });
      siblings.keep({ content, parent: like, program });
      latest = program;
      return { program, isNew: true };
    },
    forget() {
      contents.forget();
      siblings.forget();
      latest = null;
    },
  };
}

/**
 * The programs that came last for each parent and each form of text. Children of one parent that differ in
 * nothing but their numbers were drawn around the same place, and are more like each other than like it.
 */
class Siblings {
  /** One of each form, the latest last. */
  #latest: Sibling[] = [];

  /** Takes out the program of this form that came last; the new one stands in for it. */
  take(content: ContentText, parent: number | null): number | null {
    const at = this.#latest.findLastIndex(
      (sibling) => sibling.parent === parent && content.shares(sibling.content) === "all",
    );
    if (at === -1) return null;
    const [taken] = this.#latest.splice(at, 1);
    return taken?.program ?? null;
  }

  keep(sibling: Sibling): void {
    if (!sibling.content.isSplit) return;
    this.#latest.push(sibling);
    if (this.#latest.length > MOST_SIBLINGS) this.#latest.shift();
  }

  forget(): void {
    this.#latest = [];
  }
}

interface Sibling {
  readonly content: ContentText;
  readonly parent: number | null;
  readonly program: number;
}

/** The search for a program that a new one can be kept as a change of, with bounded work per new program. */
class BaseFinder {
  readonly #contents: ProgramContents;
  readonly #depthOf: (program: number) => number;
  /** Unpackings that the intake has in hand. */
  #patience = MOST_PATIENCE;

  constructor(contents: ProgramContents, depthOf: (program: number) => number) {
    this.#contents = contents;
    this.#depthOf = depthOf;
  }

  /** Adds the unpackings that one more program is worth. */
  rest(): void {
    this.#patience = Math.min(MOST_PATIENCE, this.#patience + PATIENCE_EACH);
  }

  /** A program as a base for a new one, or else what its row of changes began with. */
  fitting(program: number | null, size: number): Base | null {
    if (program === null) return null;
    const content = this.#near(program);
    if (content === null || isShort(content, size)) return content && { ...content, program };
    const first = this.#contents.firstOf(program);
    const beginning = this.#near(first);
    return beginning !== null && isShort(beginning, size) ? { ...beginning, program: first } : null;
  }

  /** Content of a program, where it does not take long to have. */
  #near(program: number): KnownContent | null {
    if (this.#contents.isAtHand(program)) return this.#contents.get(program);
    const unpackings = this.#depthOf(program) + 1;
    if (unpackings > this.#patience) return null;
    this.#patience -= unpackings;
    return this.#contents.get(program);
  }
}

/** Changes in a row at most, then one of the text that the row began with: each costs a reader some 30 µs. */
const MOST_CHANGES = 24;
/** Bytes that a reader of one program unpacks at most: large programs are kept whole more often. */
const MOST_UNPACKED = 1 << 20;
/**
 * Unpackings that the intake saves up, and how many with each program: parents are nearly always at hand, and
 * where they are not (a run that was just resumed) reading them must not hold up the writer.
 */
const MOST_PATIENCE = 2000;
/** Forms of text that the latest program is known of. */
const MOST_SIBLINGS = 64;
const PATIENCE_EACH = 0.25;
