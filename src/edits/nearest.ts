import { foldTypography } from "./line-index.ts";
import type { NearestText } from "./outcome.ts";

const MAX_LINES = 40;
const MAX_LENGTH = 4000;

/**
 * The part of the program that shares most with quoted lines that were not found: first by equal lines
 * (folded), then, when no line is shared, by the character pairs of the first telling line. Linear in the
 * program and the quotation.
 */
export function nearestText(source: readonly string[], search: readonly string[]): NearestText | undefined {
  if (source.length === 0) return undefined;
  const at = bestWindow(source, search) ?? bestLine(source, search);
  return at === null ? undefined : excerpt(source, at, search.length);
}

/**
 * Where quoted lines leave the program that they come nearest to: the first of them that differs, and the
 * program around it. `null` when nothing is near.
 */
export function firstDifference(
  source: readonly string[],
  search: readonly string[],
): { readonly message: string; readonly nearest: NearestText } | null {
  const at = source.length === 0 ? null : (bestWindow(source, search) ?? bestLine(source, search));
  if (at === null) return null;
  const same = (line: number): boolean =>
    foldTypography(source[at + line] ?? "") === foldTypography(search[line] ?? "") &&
    at + line < source.length;
  const line = search.findIndex((_, each) => !same(each));
  if (line <= 0) return null;
  const there = source[at + line];
  const message = `the first ${line === 1 ? "line is" : `${line} lines are`} those from line ${at + 1} of the program on; then comes ${quote(search[line] ?? "")}, where line ${at + line + 1} of the program ${there === undefined ? "does not exist" : `is ${quote(there)}`}`;
  return { message, nearest: excerpt(source, Math.max(at, at + line - 3), 12) };
}

function quote(line: string): string {
  return JSON.stringify(line.trim().slice(0, 120));
}

/** Lines [at, at + count) of the source, cut to what fits a prompt. */
export function excerpt(source: readonly string[], at: number, count: number): NearestText {
  const text = source.slice(at, at + Math.min(Math.max(count, 1), MAX_LINES)).join("\n");
  return { line: at + 1, text: text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text };
}

function bestWindow(source: readonly string[], search: readonly string[]): number | null {
  const wanted = new Map<string, number>();
  for (const line of search) {
    const key = foldTypography(line);
    // Lines without a word (braces, blanks) occur everywhere and say nothing about the place.
    if (/\w/.test(key)) wanted.set(key, (wanted.get(key) ?? 0) + 1);
  }
  if (wanted.size === 0) return null;
  const keys = source.map(foldTypography);
  const offset = search.findIndex((line) => wanted.has(foldTypography(line)));
  const first = foldTypography(search[offset] ?? "");
  const inside = new Map<string, number>();
  let shared = 0;
  let best = { shared: 0, at: 0, aligned: false };
  for (let end = 0; end < keys.length; end++) {
    const entering = keys[end] ?? "";
    const count = (inside.get(entering) ?? 0) + 1;
    inside.set(entering, count);
    if (count <= (wanted.get(entering) ?? 0)) shared++;
    const leavingAt = end - search.length;
    if (leavingAt >= 0) {
      const leaving = keys[leavingAt] ?? "";
      const left = inside.get(leaving) ?? 0;
      if (left <= (wanted.get(leaving) ?? 0)) shared--;
      inside.set(leaving, left - 1);
    }
    const at = Math.max(0, leavingAt + 1);
    // Of windows that share as much, the one that begins like the quotation.
    const aligned = keys[at + offset] === first;
    if (shared > best.shared || (shared === best.shared && aligned && !best.aligned)) {
      best = { shared, at, aligned };
    }
  }
  return best.shared > 0 ? best.at : null;
}

function bestLine(source: readonly string[], search: readonly string[]): number | null {
  const offset = search.findIndex((line) => (line.match(/\w/g) ?? []).length >= 3);
  if (offset < 0) return null;
  const wanted = characterPairs((search[offset] ?? "").slice(0, 500));
  if (wanted.size === 0) return null;
  let best = { likeness: 0, at: 0 };
  source.forEach((line, at) => {
    const pairs = characterPairs(line.slice(0, 500));
    let common = 0;
    for (const pair of pairs) if (wanted.has(pair)) common++;
    // Dice's coefficient on sets of character pairs.
    const likeness = (2 * common) / (pairs.size + wanted.size);
    if (likeness > best.likeness) best = { likeness, at };
  });
  return best.likeness >= 0.3 ? Math.max(0, best.at - offset) : null;
}

function characterPairs(line: string): Set<string> {
  const text = line.replace(/\s+/g, "");
  const pairs = new Set<string>();
  for (let at = 0; at + 1 < text.length; at++) pairs.add(text.slice(at, at + 2));
  return pairs;
}
