import { loadJsonc } from "./load-late.ts";
import { nameOf, placeAt } from "./place.ts";

/**
 * The text with blanks in place of comments and trailing commas, everything else where it was; `null` where
 * it is nested deeper than allowed.
 */
export function withoutComments(text: string, maxDepth: number): string | null {
  const parts: string[] = [];
  let depth = 0;
  let comma = -1;
  let afterValue = false;
  for (const { kind, own } of tokensOf(text)) {
    if (COMMENTS.has(kind)) {
      parts.push(own.replace(/[^\r\n]/g, " "));
      continue;
    }
    if (!BLANKS.has(kind)) {
      if (OPENING.has(kind)) depth += 1;
      if (depth > maxDepth) return null;
      if (CLOSING.has(kind)) {
        depth -= 1;
        if (comma >= 0) parts[comma] = " ";
      }
      // a comma that follows no value is a mistake, and stays
      comma = kind === COMMA && afterValue ? parts.length : -1;
      afterValue = !OPENING.has(kind) && kind !== COMMA && kind !== COLON;
    }
    parts.push(own);
  }
  return parts.join("");
}

/**
 * The faults of a text that is no JSON: one mistake per line, each with line and column, the first with a
 * hint.
 *
 * @param file - path for messages
 * @param cause - what `JSON.parse` said, for the mistakes that jsonc-parser lets pass
 */
export function explainSyntax(
  text: string,
  file: string,
  maxDepth: number,
  cause: unknown,
): { readonly message: string; readonly hint: string } {
  const deep = tooDeep(text, maxDepth);
  if (deep !== null) {
    const where = nameOf(file, placeAt(text, deep));
    return {
      message: `${where}: expected at most ${maxDepth} levels of nesting, got more`,
      hint: "flatten the data",
    };
  }
  const mistakes = mistakesIn(text);
  const [first] = mistakes;
  if (first === undefined) {
    const said = cause instanceof Error ? cause.message : String(cause);
    return { message: `expected JSON in ${file}, got a mistake: ${said}`, hint: HINT };
  }
  const lines = mistakes.map(
    ({ offset, expected }) =>
      `${nameOf(file, placeAt(text, offset))}: expected ${expected}, got ${cameAt(text, offset)}`,
  );
  return { message: lines.join("\n"), hint: hintFor(text.slice(first.offset, first.offset + 20)) };
}

interface Mistake {
  readonly offset: number;
  readonly expected: string;
}

/** Most mistakes that are listed. */
const MOST = 20;

/** The first mistake of each line, in the order of the text: a second one often only follows from it. */
function mistakesIn(text: string): readonly Mistake[] {
  const { visit, printParseErrorCode } = loadJsonc();
  const byLine = new Map<number, Mistake>();
  const full = new Error("enough");
  try {
    visit(
      text,
      {
        onError(code, offset, _length, line) {
          const expected = EXPECTED[printParseErrorCode(code)] ?? "JSON";
          if (!byLine.has(line)) byLine.set(line, { offset, expected });
          if (byLine.size === MOST) throw full;
        },
      },
      { allowTrailingComma: true },
    );
  } catch (error) {
    if (error !== full) throw error;
  }
  return [...byLine.values()];
}

/** The right text, by jsonc-parser's name of the mistake. */
const EXPECTED: { readonly [code: string]: string } = {
  InvalidSymbol: "a value or a name in double quotes",
  InvalidNumberFormat: "a number",
  PropertyNameExpected: "a property's name in double quotes",
  ValueExpected: "a value",
  ColonExpected: "a colon",
  CommaExpected: "a comma",
  CloseBraceExpected: "a comma or }",
  CloseBracketExpected: "a comma or ]",
  EndOfFileExpected: "the end of the file",
  InvalidCommentToken: "no comment here",
  UnexpectedEndOfComment: "the end of a comment, */",
  UnexpectedEndOfString: "the end of a text, a double quote",
  UnexpectedEndOfNumber: "more digits",
  InvalidUnicode: "four hex digits after \\u",
  InvalidEscapeCharacter: 'one of \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u',
  InvalidCharacter: "no control characters in a text",
};

function cameAt(text: string, offset: number): string {
  const came = /^(?:"[^"\r\n]{0,20}"?|[\p{L}\p{N}.+-]{1,20}|\S)/u.exec(
    text.slice(offset, offset + 22).trimStart(),
  )?.[0];
  return came ?? (text.slice(offset).trim() === "" ? "the end of the file" : "something else");
}

const HINT = "correct that line; an editor shows the place when the file begins with a $schema property";

function hintFor(rest: string): string {
  if (/^-?(NaN|Infinity)/.test(rest))
    return "JSON has no NaN or Infinity: write a finite number, or leave the property out";
  if (rest.startsWith("'")) return "JSON strings take double quotes";
  return HINT;
}

/** Offset of the bracket that is one too deep, or `null`. */
function tooDeep(text: string, maxDepth: number): number | null {
  let depth = 0;
  for (const { kind, offset } of tokensOf(text)) {
    if (OPENING.has(kind)) depth += 1;
    if (CLOSING.has(kind)) depth -= 1;
    if (depth > maxDepth) return offset;
  }
  return null;
}

interface Token {
  readonly kind: number;
  readonly offset: number;
  readonly own: string;
}

/** The tokens of a text one after the other, comments and blanks included; never recurses. */
function* tokensOf(text: string): Generator<Token> {
  const scanner = loadJsonc().createScanner(text);
  for (let kind: number = scanner.scan(); kind !== END; kind = scanner.scan()) {
    const offset = scanner.getTokenOffset();
    yield { kind, offset, own: text.slice(offset, offset + scanner.getTokenLength()) };
  }
}

// kinds of tokens by number: jsonc-parser's own names for them exist for the compiler only
const OPENING: ReadonlySet<number> = new Set([1, 3]);
const CLOSING: ReadonlySet<number> = new Set([2, 4]);
const COMMA = 5;
const COLON = 6;
const COMMENTS: ReadonlySet<number> = new Set([12, 13]);
const BLANKS: ReadonlySet<number> = new Set([14, 15]);
const END = 17;
