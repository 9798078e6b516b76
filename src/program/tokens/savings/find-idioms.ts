import { lex } from "../lexer.ts";
import type { LexicalRules } from "../rules.ts";
import { closersOf, type TokenProgram } from "../token-program.ts";
import type { HoleKind, Piece, ReadIdiom } from "./idiom.ts";
import { laidOut, type LaidToken, LINE_ENDS } from "./laid-out.ts";

/** A place where an idiom is written. */
export interface FoundIdiom {
  readonly idiom: ReadIdiom;
  readonly start: number;
  readonly end: number;
  /** Texts of the holes. */
  readonly held: ReadonlyMap<string, string>;
}

/** Every place in the evolve regions where one of the idioms is written. */
export function findIdioms(program: TokenProgram, idioms: readonly ReadIdiom[]): readonly FoundIdiom[] {
  if (idioms.length === 0) return [];
  const { source, rules, isOpen } = program;
  const { tokens } = lex(source, rules);
  const laid = laidOut(source, tokens, rules.blocks === "indentation");
  const code = { source, rules, laid, closers: closersOf(laid) };
  return laid.flatMap((first, at) => {
    const beginsLine = at === 0 || laid[at - 1]?.kind === "layout";
    const continues = /^(?:\.|->|::)$/.test(laid[at - 1]?.text ?? "");
    if (first.kind === "layout" || continues) return [];
    return idioms.flatMap((idiom): readonly FoundIdiom[] => {
      if (idiom.fillsLines && !beginsLine) return [];
      const match = matchFrom(code, { pieces: idiom.pieces, from: 0 }, at, NOTHING);
      const last = match === null ? undefined : laid[match.end - 1];
      if (match === null || last === undefined || !isOpen(first.start, endOfLast(laid, match.end, isCode)))
        return [];
      if (!idiom.fillsLines) return [{ idiom, start: first.start, end: last.end, held: match.held }];
      // what is carried on by a clause is not whole
      if (rules.clauses.has(laid[match.end]?.text ?? "")) return [];
      const start = source.lastIndexOf("\n", first.start - 1) + 1;
      return [{ idiom, start, end: endOfLast(laid, match.end, isLineEnd), held: match.held }];
    });
  });
}

const NOTHING: ReadonlyMap<string, string> = new Map();

interface Code {
  readonly source: string;
  readonly rules: LexicalRules;
  readonly laid: readonly LaidToken[];
  readonly closers: ReadonlyMap<number, number>;
}

interface Match {
  /** Place past its last token. */
  readonly end: number;
  readonly held: ReadonlyMap<string, string>;
}

/** Matches the pieces from one on with the tokens from one on. */
function matchFrom(
  code: Code,
  { pieces, from }: { readonly pieces: readonly Piece[]; readonly from: number },
  at: number,
  held: ReadonlyMap<string, string>,
): Match | null {
  const piece = pieces[from];
  if (piece === undefined) return { end: at, held };
  const rest = { pieces, from: from + 1 };
  if (piece.hole === null)
    return code.laid[at]?.text === piece.text ? matchFrom(code, rest, at + 1, held) : null;
  for (const end of endsOf(code, piece.hole, at, pieces[from + 1])) {
    const text = code.source.slice(code.laid[at]?.start, code.laid[end - 1]?.end);
    const before = held.get(piece.text);
    if (before !== undefined && before !== text) continue;
    const match = matchFrom(code, rest, end, new Map(held).set(piece.text, text));
    if (match !== null) return match;
  }
  return null;
}

/** Where what a hole holds may end, the nearest first. */
function endsOf(code: Code, hole: HoleKind, at: number, next: Piece | undefined): readonly number[] {
  return hole === "operand" ? operandEnds(code, at, next) : expressionEnds(code, hole, at);
}

/** Ends of a name, a literal or a bracket, and of what is called, indexed and asked of it, as far as the idiom goes on with that. */
function operandEnds({ rules, laid, closers }: Code, at: number, next: Piece | undefined): readonly number[] {
  const first = laid[at];
  if (first === undefined || first.kind === "layout") return [];
  if (first.kind === "word" && rules.keywords.has(first.text)) return [];
  if (first.kind === "sign" && !closers.has(at)) return [];
  const ends: number[] = [];
  for (let end = (closers.get(at) ?? at) + 1; ; ) {
    const after = laid[end];
    const isAsked = after?.text === "." && laid[end + 1]?.kind === "word";
    const isCalled = /^[([]$/.test(after?.text ?? "") && after?.start === laid[end - 1]?.end;
    const goesOn = isAsked || isCalled;
    if (!goesOn || (next?.hole === null && next.text === after?.text)) ends.push(end);
    if (!goesOn) return ends;
    end = isAsked ? end + 2 : (closers.get(end) ?? end) + 1;
  }
}

function expressionEnds({ laid, closers }: Code, hole: HoleKind, at: number): readonly number[] {
  const ends: number[] = [];
  for (let end = at; end < at + LONGEST; ) {
    const token = laid[end];
    const isOver = token === undefined || token.kind === "layout" || /^[)\]};:]$/.test(token.text);
    if (isOver || ASSIGNS.test(token.text) || (token.text === "," && hole === "expression")) break;
    end = (closers.get(end) ?? end) + 1;
    ends.push(end);
  }
  return ends;
}

/** Tokens of the longest expression that a hole holds. */
const LONGEST = 256;
const ASSIGNS = /^(?::=|(?:[-+*/%&|^@]|\*\*|\/\/|<<|>>)?=)$/;

/** End of the last of the tokens before a place that is one of a kind. */
function endOfLast(laid: readonly LaidToken[], before: number, is: (token: LaidToken) => boolean): number {
  for (let at = before - 1; at >= 0; at--) if (is(laid[at] as LaidToken)) return (laid[at] as LaidToken).end;
  return 0;
}

const isCode = ({ kind }: LaidToken): boolean => kind !== "layout";
const isLineEnd = ({ text }: LaidToken): boolean => text === LINE_ENDS;
