import type { BlockChange, EditBlock } from "./block.ts";
import { checkChange } from "./frozen.ts";
import { reindent } from "./indentation.ts";
import { indexLines, type LineIndex } from "./line-index.ts";
import { dominantEol, type Line, offsetOfLine, splitLines } from "./lines.ts";
import { excerpt, firstDifference, nearestText } from "./nearest.ts";
import {
  type EditableRange,
  type EditFailure,
  type EditOutcome,
  editFailure,
  type MatchLevel,
} from "./outcome.ts";

/** A change with its place in the program: lines [from, to) become `lines`. */
interface PlacedChange extends BlockChange {
  readonly match: MatchLevel;
}

/**
 * Applies blocks to a program. Every block is found in the *parent*, so their order does not matter and a
 * block cannot match text that another one wrote. Untouched lines keep their bytes, new lines get the
 * program's prevailing line end, and the program keeps its way of ending (with or without a last line end).
 */
export function applyBlocks(
  source: string,
  blocks: readonly EditBlock[],
  editable: readonly EditableRange[] | null,
): EditOutcome {
  if (blocks.length > MAX_BLOCKS) {
    return editFailure(
      "malformed",
      `a reply may hold at most ${MAX_BLOCKS} blocks, this one has ${blocks.length}.`,
    );
  }
  const lines = splitLines(source);
  const texts = lines.map((line) => line.text);
  const index = indexLines(texts);
  const changes: PlacedChange[] = [];
  for (const block of blocks) {
    const placed = placeBlock(block, texts, index);
    if ("status" in placed) return placed;
    changes.push(...placed);
  }
  changes.sort((a, b) => a.from - b.from || a.to - b.to);
  for (const [at, change] of changes.entries()) {
    const next = changes[at + 1];
    if (next !== undefined && next.from < change.to) {
      return editFailure("overlap", `two blocks change line ${next.from + 1} of the program.`);
    }
    const refusal = checkChange(lines, source.length, change, editable);
    if (refusal !== null) return refusal;
  }
  const changed = splice(source, lines, changes);
  if (changed === source) {
    return editFailure("no-change", "the blocks leave the program as it is: SEARCH and REPLACE are equal.");
  }
  const edits = changes
    .filter((change) => change.to > change.from || change.lines.length > 0)
    .map(({ from, to, lines: added, match }) => ({
      line: from + 1,
      removed: to - from,
      added: added.length,
      match,
    }));
  return { status: "applied", source: changed, edits };
}

function placeBlock(
  block: EditBlock,
  texts: readonly string[],
  index: LineIndex,
): readonly PlacedChange[] | EditFailure {
  let failure: EditFailure | null = null;
  for (const reading of [block, ...block.alternatives]) {
    const placed =
      reading.parts === undefined
        ? placeReading(reading, texts, index)
        : placeParts(reading.parts, texts, index);
    if (!("status" in placed)) return placed;
    // Of several readings, the one that at least occurs explains more than the one that does not.
    if (failure === null || (failure.kind === "no-match" && placed.kind === "ambiguous")) failure = placed;
  }
  return failure ?? [];
}

function placeParts(
  parts: readonly EditBlock[],
  texts: readonly string[],
  index: LineIndex,
): readonly PlacedChange[] | EditFailure {
  const placed: PlacedChange[] = [];
  for (const part of parts) {
    // a part that changes nothing only says where lines were left out
    const isContext = part.changes.every(({ from, to, lines }) => from === to && lines.length === 0);
    const changes = isContext ? [] : placeReading(part, texts, index);
    if ("status" in changes) return changes;
    placed.push(...changes);
  }
  return placed;
}

function placeReading(
  block: EditBlock,
  texts: readonly string[],
  index: LineIndex,
): readonly PlacedChange[] | EditFailure {
  const where = `the block at line ${block.replyLine} of the reply`;
  const blank = (line: string): boolean => line.trim() === "";
  if (block.search.length === 0 || (block.search.every(blank) && !texts.every(blank))) {
    const at = texts.length === 0 ? 0 : block.search.length === 0 ? block.hint : null;
    if (at === null || at > texts.length) {
      return editFailure("malformed", `${where} quotes no line of the program; quote the lines to replace.`);
    }
    return block.changes.map((change) => ({ from: at, to: at, lines: change.lines, match: "exact" }));
  }
  const found = index.find(block.search);
  if (found === null) {
    const count = block.search.length;
    if (count === 1) {
      const message = `${where} quotes a line that the program does not have.`;
      return editFailure("no-match", message, nearestText(texts, block.search));
    }
    const difference = firstDifference(texts, block.search);
    const seen = difference === null ? "" : ` (${difference.message})`;
    const message = `${where} quotes ${count} lines that do not follow one another like this in the program${seen}; quote its lines exactly, leaving none out.`;
    return editFailure("no-match", message, difference?.nearest ?? nearestText(texts, block.search));
  }
  const at =
    found.lines.length === 1
      ? found.lines[0]
      : block.hint !== null && found.lines.includes(block.hint)
        ? block.hint
        : undefined;
  if (at === undefined) {
    const places = found.lines.slice(0, 8).map((line) => line + 1);
    const message = `${where} quotes lines that occur ${found.lines.length} times (at lines ${places.join(", ")}); quote more of the surroundings.`;
    return editFailure("ambiguous", message, excerpt(texts, found.lines[0] ?? 0, block.search.length + 4));
  }
  const moved = found.level === "indentation" || found.level === "typography";
  const matched = texts.slice(at, at + block.search.length);
  return block.changes.map(({ from, to, lines }) => ({
    from: at + from,
    to: at + to,
    lines: moved ? reindent(straightened(lines, block.search, matched), block.search, matched) : lines,
    match: found.level,
  }));
}

/** New lines with straight quotes where a reply has curled those that it quotes from the program. */
function straightened(
  lines: readonly string[],
  quoted: readonly string[],
  matched: readonly string[],
): readonly string[] {
  const curly = /[\u2018\u2019\u201c\u201d]/;
  if (!quoted.some((line) => curly.test(line)) || matched.some((line) => curly.test(line))) return lines;
  return lines.map((line) => line.replace(/[\u2018\u2019]/g, "'").replace(/[\u201c\u201d]/g, '"'));
}

function splice(source: string, lines: readonly Line[], changes: readonly PlacedChange[]): string {
  const eol = dominantEol(lines);
  const last = lines.at(-1);
  const endsOpen = last !== undefined && last.eol === "";
  const parts: string[] = [];
  let kept = 0;
  for (const { from, to, lines: added } of changes) {
    parts.push(source.slice(kept, offsetOfLine(lines, from, source.length)));
    kept = offsetOfLine(lines, to, source.length);
    if (added.length === 0) continue;
    const text = added.join(eol);
    // Behind an unterminated last line the line end goes in front, so that the program still ends as it did.
    if (endsOpen && from === lines.length) parts.push(eol, text);
    else if (endsOpen && to === lines.length) parts.push(text);
    else parts.push(text, eol);
  }
  parts.push(source.slice(kept));
  const changed = parts.join("");
  const removesOpenEnd = endsOpen && (changes.at(-1)?.to ?? 0) === lines.length && changed.endsWith(eol);
  return removesOpenEnd && changes.at(-1)?.lines.length === 0 ? changed.slice(0, -eol.length) : changed;
}

/** More blocks than this in one reply are refused. */
const MAX_BLOCKS = 256;
