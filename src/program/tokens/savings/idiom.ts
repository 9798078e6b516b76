import { lex } from "../lexer.ts";
import type { LexicalRules } from "../rules.ts";
import { laidOut, type LaidToken } from "./laid-out.ts";

/** A piece of an idiom: a token as it is written, or a hole. */
export type Piece =
  | { readonly hole: null; readonly text: string }
  | { readonly hole: HoleKind; readonly text: string };

/** Contents that a hole may have. */
export type HoleKind = "operand" | "expression" | "list";

/** An idiom, ready to be looked for. */
export interface ReadIdiom {
  readonly pieces: readonly Piece[];
  /** True where it stands for whole statements. */
  readonly fillsLines: boolean;
  readonly fast: string;
}

/** The idioms of a language, each read once. */
export function readIdioms(rules: LexicalRules): readonly ReadIdiom[] {
  const known = read.get(rules);
  if (known !== undefined) return known;
  const idioms = rules.idioms.map(([slow, fast]): ReadIdiom => {
    const { tokens } = lex(slow, rules);
    return {
      pieces: laidOut(slow, tokens, slow.endsWith("\n")).map(pieceOf),
      fillsLines: slow.endsWith("\n"),
      fast,
    };
  });
  read.set(rules, idioms);
  return idioms;
}

const read = new WeakMap<LexicalRules, readonly ReadIdiom[]>();

function pieceOf({ kind, text }: LaidToken): Piece {
  if (kind !== "word" || !text.startsWith("$")) return { hole: null, text };
  const hole = text.startsWith("$$$") ? "list" : text.startsWith("$$") ? "expression" : "operand";
  return { hole, text };
}
