import { changeBetween, type EditBlock } from "./block.ts";
import { type EditFailure, editFailure } from "./outcome.ts";

/**
 * Reads the SEARCH/REPLACE blocks of a reply:
 *
 * ```
 * <<<<<<< SEARCH
 * lines of the program
 * =======
 * lines to put in their place (none deletes)
 * >>>>>>> REPLACE
 * ```
 *
 * A block's divider and end have as many signs as its start, so that a program which itself contains such
 * lines can be edited with longer ones; other lengths are taken only where no equal one is found. Text around
 * the blocks, fences included, is ignored; a block that is said twice counts once. Returns no blocks when the reply has none.
 */
export function readSearchReplace(reply: readonly string[]): readonly EditBlock[] | EditFailure {
  const blocks: EditBlock[] = [];
  const seen = new Set<string>();
  for (let at = 0; at < reply.length; at++) {
    const open = OPEN.exec(reply[at] ?? "")?.[1];
    if (open === undefined) continue;
    const end = findClose(reply, at + 1, open.length);
    if (end === null) {
      return editFailure("truncated", `the SEARCH block at line ${at + 1} of the reply has no REPLACE end.`);
    }
    const block = readBlock(reply.slice(at + 1, end), open.length, at + 1);
    if (block === null) {
      return editFailure("malformed", `the SEARCH block at line ${at + 1} of the reply has no ======= line.`);
    }
    const text = reply.slice(at + 1, end).join("\n");
    if (!seen.has(text)) blocks.push(block);
    seen.add(text);
    at = end;
  }
  return blocks;
}

function findClose(reply: readonly string[], from: number, signs: number): number | null {
  let other: number | null = null;
  for (let at = from; at < reply.length; at++) {
    const line = reply[at] ?? "";
    const close = CLOSE.exec(line)?.[1];
    if (close?.length === signs) return at;
    if (close !== undefined) other ??= at;
    // A new block of the same kind begins: this one was never closed with as many signs.
    if (OPEN.exec(line)?.[1]?.length === signs) break;
  }
  return other;
}

function readBlock(body: readonly string[], signs: number, replyLine: number): EditBlock | null {
  const dividers = body.flatMap((line, at) => {
    const length = DIVIDER.exec(line)?.[1]?.length;
    const exact = length === signs;
    return length === undefined || (!exact && length < LEAST_SIGNS) ? [] : [{ at, exact }];
  });
  const exact = dividers.filter((divider) => divider.exact);
  const readings = (exact.length > 0 ? exact : dividers)
    .slice(0, MAX_READINGS)
    .flatMap(({ at }) => readingsOf(body.slice(0, at), body.slice(at + 1), replyLine));
  const [first, ...alternatives] = readings;
  return first === undefined ? null : { ...first, alternatives };
}

/** A line that stands for lines left out, as models write it on both sides of a block. */
const LEFT_OUT = /^(?:\/\/|#|--|;|\/\*|<!--)? {0,4}(?:\.{3}|…)[^\w]{0,20}$/;

/** The parts of a block between lines left out; none where its sides do not leave out as many. */
function partsOf(search: readonly string[], replace: readonly string[], replyLine: number): EditBlock[] {
  const [old, written] = [search, replace].map((lines) => {
    const parts: string[][] = [[]];
    for (const line of lines) {
      if (LEFT_OUT.test(line.trim())) parts.push([]);
      else parts.at(-1)?.push(line);
    }
    return parts;
  });
  if (old === undefined || written === undefined || old.length < 2 || old.length !== written.length)
    return [];
  return old.flatMap((lines, at) => {
    const changes = [changeBetween(lines, written[at] ?? [])];
    const isEmpty = lines.length === 0 && (written[at] ?? []).length === 0;
    return isEmpty ? [] : [{ search: lines, changes, hint: null, replyLine, alternatives: [] }];
  });
}

/** The block as written; without a fence around each side; without blank lines around what is searched. */
function readingsOf(search: readonly string[], replace: readonly string[], replyLine: number): EditBlock[] {
  const sides = [{ search, replace }];
  const unfenced = { search: withoutFence(search), replace: withoutFence(replace) };
  if (unfenced.search.length < search.length) sides.push(unfenced);
  for (const side of [...sides]) {
    const head = side.search.findIndex((line) => line.trim() !== "");
    const tail = side.search.findLastIndex((line) => line.trim() !== "");
    if (head < 0 || (head === 0 && tail === side.search.length - 1)) continue;
    sides.push({ search: side.search.slice(head, tail + 1), replace: withoutBlankEdges(side.replace) });
  }
  const whole: EditBlock[] = sides.map((side) => ({
    search: side.search,
    changes: [changeBetween(side.search, side.replace)],
    hint: null,
    replyLine,
    alternatives: [],
  }));
  const parts = partsOf(search, replace, replyLine);
  const [first] = whole;
  return first === undefined || parts.length === 0 ? whole : [...whole, { ...first, parts }];
}

function withoutFence(lines: readonly string[]): readonly string[] {
  const trimmed = withoutBlankEdges(lines);
  const first = trimmed[0]?.trim() ?? "";
  const last = trimmed.at(-1)?.trim() ?? "";
  return trimmed.length >= 2 && /^`{3,}\w*$/.test(first) && /^`{3,}$/.test(last)
    ? trimmed.slice(1, -1)
    : lines;
}

function withoutBlankEdges(lines: readonly string[]): readonly string[] {
  const head = lines.findIndex((line) => line.trim() !== "");
  const tail = lines.findLastIndex((line) => line.trim() !== "");
  return head < 0 ? [] : lines.slice(head, tail + 1);
}

/** True for a line that ends a block. */
export function endsWithBlock(line: string): boolean {
  return CLOSE.test(line);
}

/** Where a block begins, by any of the words in use: `SEARCH`, `ORIGINAL`, `HEAD`; Cline writes dashes. */
const OPEN = /^\s*(?:\*\*)?(<{3,}(?=\s*SEARCH)|<{5,}|-{5,}(?=\s*SEARCH))\s*(?:SEARCH|ORIGINAL|HEAD|OLD)\b/i;
const DIVIDER = /^\s*(={3,})\s*(?:(?:REPLACE(?:\s+WITH)?|WITH)\s*)?:?\s*$/i;
const CLOSE = /^\s*(?:\*\*)?(>{3,}(?=\s*REPLACE)|>{5,}|\+{5,}(?=\s*REPLACE))\s*(?:\w.*)?$/i;
/** Fewest signs of a divider that has not as many as its block's start. */
const LEAST_SIGNS = 5;
/** More dividers than this in one block are not tried. */
const MAX_READINGS = 8;
