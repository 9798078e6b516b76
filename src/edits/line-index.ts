import type { MatchLevel } from "./outcome.ts";

const LEVELS: readonly { readonly level: MatchLevel; readonly key: (line: string) => string }[] = [
  { level: "exact", key: (line) => line },
  { level: "trailing", key: (line) => line.trimEnd() },
  { level: "indentation", key: (line) => line.trim() },
  { level: "typography", key: foldTypography },
];

/** The strictest level at which quoted lines occur, and every line (from 0) where they do. */
interface Occurrences {
  readonly level: MatchLevel;
  readonly lines: readonly number[];
}

/** Finds runs of lines in a program, in time linear in the program and the run, whatever their text. */
export interface LineIndex {
  /** The occurrences at the strictest level that has any; `null` when no level has. */
  find(search: readonly string[]): Occurrences | null;
}

/**
 * Prepares the lines of a program for {@link LineIndex.find}; each level is indexed when it is first needed.
 */
export function indexLines(source: readonly string[]): LineIndex {
  const indexes: { ids: Map<string, number>; lines: Int32Array }[] = [];
  const indexAt = (level: number, key: (line: string) => string) => {
    const known = indexes[level];
    if (known !== undefined) return known;
    const ids = new Map<string, number>();
    const lines = new Int32Array(source.length);
    source.forEach((line, at) => {
      const text = key(line);
      const id = ids.get(text) ?? ids.size;
      ids.set(text, id);
      lines[at] = id;
    });
    const index = { ids, lines };
    indexes[level] = index;
    return index;
  };
  return {
    find(search) {
      if (search.length === 0) return null;
      for (const [at, { level, key }] of LEVELS.entries()) {
        const { ids, lines } = indexAt(at, key);
        const wanted = new Int32Array(search.length);
        const known = search.every((line, position) => {
          const id = ids.get(key(line)) ?? -1;
          wanted[position] = id;
          return id >= 0;
        });
        if (!known) continue;
        const found = occurrences(lines, wanted);
        if (found.length > 0) return { level, lines: found };
      }
      return null;
    },
  };
}

const ASCII = /^[\t -~]*$/;

/**
 * Text with compatibility forms, curly quotes, dashes, invisible characters and white-space runs made plain.
 */
export function foldTypography(line: string): string {
  if (ASCII.test(line)) return line.replace(/\s+/g, " ").trim();
  return line
    .normalize("NFKC")
    .replace(/[\u2018\u2019\u201a\u2032]/g, "'")
    .replace(/[\u201c\u201d\u201e\u2033]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** All places of `wanted` in `lines`, overlapping ones included (Knuth, Morris & Pratt 1977). */
function occurrences(lines: Int32Array, wanted: Int32Array): number[] {
  const border = new Int32Array(wanted.length);
  for (let at = 1, length = 0; at < wanted.length; at++) {
    while (length > 0 && wanted[at] !== wanted[length]) length = border[length - 1] ?? 0;
    if (wanted[at] === wanted[length]) length++;
    border[at] = length;
  }
  const found: number[] = [];
  for (let at = 0, length = 0; at < lines.length; at++) {
    while (length > 0 && (length === wanted.length || lines[at] !== wanted[length])) {
      length = border[length - 1] ?? 0;
    }
    if (lines[at] === wanted[length]) length++;
    if (length === wanted.length) found.push(at - length + 1);
  }
  return found;
}
