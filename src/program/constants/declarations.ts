import type { ParsedProgram } from "../parse.ts";

/** A program's own word on how the numbers of a line may be tuned. */
export interface Declared {
  readonly range: readonly [low: number, high: number] | null;
  readonly isLogarithmic: boolean;
}

/**
 * Declarations by line, from comments such as `// @tune 0.1 .. 2`, `// @tune log` and `// @tune log 1e-3 .. 1`. A comment speaks
 * of the numbers on its own line, or of those on the next one when it has a line to itself. A malformed one declares its line
 * without bounds.
 */
export function readDeclarations({ source, comments }: ParsedProgram): ReadonlyMap<number, Declared> {
  const declared = new Map<number, Declared>();
  for (const { start, end } of comments) {
    const text = source.slice(start, Math.min(end, start + LONGEST));
    const at = text.indexOf("@tune");
    if (at === -1) continue;
    const lineStart = source.lastIndexOf("\n", start) + 1;
    const isAlone = source.slice(lineStart, start).trim() === "";
    const line = source.slice(0, start).split("\n").length + (isAlone ? 1 : 0);
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

/** Characters of a comment that are looked at. */
const LONGEST = 200;
