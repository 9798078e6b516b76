import { linesOf } from "./lines.ts";

/** A program's own word on how the numbers of a line may be tuned. */
export interface Declared {
  readonly range: readonly [low: number, high: number] | null;
  readonly isLogarithmic: boolean;
}

/** A text and where its comments are. */
interface Commented {
  readonly source: string;
  readonly comments: readonly { readonly start: number; readonly end: number }[];
}

/**
 * Declarations by line, from comments such as `// @tune 0.1 .. 2`, `// @tune log` and `// @tune log 1e-3 .. 1`. A comment speaks
 * of the numbers on its own line, or of those on the next one when it has a line to itself. A malformed one declares its line
 * without bounds.
 */
export function readDeclarations({ source, comments }: Commented): ReadonlyMap<number, Declared> {
  const declared = new Map<number, Declared>();
  const lines = linesOf(
    source,
    comments.map(({ start }) => start),
  );
  for (const [i, { start, end }] of comments.entries()) {
    const text = source.slice(start, Math.min(end, start + LONGEST));
    const at = text.indexOf("@tune");
    if (at === -1) continue;
    const before = source.slice(Math.max(0, start - LONGEST), start);
    const isAlone = before.slice(before.lastIndexOf("\n") + 1).trim() === "";
    const line = (lines[i] as number) + (isAlone ? 1 : 0);
    declared.set(line, readDeclaration(text.slice(at + "@tune".length)));
  }
  return declared;
}

function readDeclaration(text: string): Declared {
  const words = text.trim().split(/\s+/, 5);
  const isLogarithmic = words[0] === "log";
  const [low, dots, high] = isLogarithmic ? words.slice(1) : words;
  const range = dots === ".." ? ([Number(low), Number(high)] as const) : null;
  const isRange = range?.every(Number.isFinite) && range[0] < range[1];
  return { range: isRange ? range : null, isLogarithmic };
}

/** Characters of a comment, and of what stands before it, that are looked at. */
const LONGEST = 200;
