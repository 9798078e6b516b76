import { fenceFor } from "../core/index.ts";
import { indexLines } from "./line-index.ts";
import { lineTexts } from "./lines.ts";
import type { EditFormat } from "./outcome.ts";
import { type Patch, patchBetween } from "./patch-between.ts";

/** Options of {@link writeEdit}. */
export interface WriteEditOptions {
  /** Unchanged lines kept around each change. @defaultValue 3 */
  readonly context?: number;
  /** Info string of the fence around a full program. @defaultValue "" */
  readonly language?: string;
}

/**
 * Writes the change from `before` to `after` as a reply in the given format, such that applying it to
 * `before` gives `after` (when both end alike, with or without a last line end, and use one kind of line
 * end). SEARCH blocks get as much context as makes them unique. What the stand-in model answers with, and how
 * a child's change is shown to people and models.
 */
export function writeEdit(
  before: string,
  after: string,
  format: EditFormat,
  options: WriteEditOptions = {},
): string {
  if (format === "full-program") return fenced(lineTexts(after).join("\n"), options.language ?? "");
  const old = lineTexts(before);
  const rewritten = lineTexts(after);
  const context = options.context ?? 3;
  if (format === "search-replace") return uniqueHunks(old, rewritten, context).map(asBlock).join("\n\n");
  const body = hunksBetween(old, rewritten, context).map((hunk) => {
    const { oldStart, oldLines, newStart, newLines } = hunk;
    return [`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`, ...hunk.lines].join("\n");
  });
  return fenced(["--- program", "+++ program", ...body].join("\n"), "diff");
}

/** Old lines and what takes their place. */
interface Hunk {
  readonly search: readonly string[];
  readonly replace: readonly string[];
}

/** The changes in the order of the text; one from the first line that differs to the last where there are very many. */
function hunksBetween(before: readonly string[], after: readonly string[], context: number): Patch["hunks"] {
  // Without the line ends, so that "no newline at end of file" never becomes part of the change.
  const [oldText, newText] = [before, after].map((lines) => lines.map((line) => `${line}\n`).join(""));
  return patchBetween(oldText ?? "", newText ?? "", context)?.hunks ?? [wholeHunk(before, after, context)];
}

function wholeHunk(
  before: readonly string[],
  after: readonly string[],
  context: number,
): Patch["hunks"][number] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const [from, kept] = [Math.max(0, head - context), Math.min(tail, context)];
  const part = (lines: readonly string[], start: number, end: number, sign: string): readonly string[] =>
    lines.slice(start, end).map((line) => sign + line);
  const [oldEnd, newEnd] = [before.length - tail, after.length - tail];
  return {
    ...{
      oldStart: from + 1,
      oldLines: oldEnd + kept - from,
      newStart: from + 1,
      newLines: newEnd + kept - from,
    },
    lines: [
      ...part(before, from, head, " "),
      ...part(before, head, oldEnd, "-"),
      ...part(after, head, newEnd, "+"),
      ...part(before, oldEnd, oldEnd + kept, " "),
    ],
  };
}

/** Hunks whose old lines occur once in the program: the context doubles until they do. */
function uniqueHunks(before: readonly string[], after: readonly string[], context: number): Hunk[] {
  const index = indexLines(before);
  for (let width = context; width < before.length; width = 2 * width + 1) {
    const hunks = hunksBetween(before, after, width).map(({ lines }) => {
      const side = (sign: string): string[] =>
        lines.flatMap((line) => (line[0] === " " || line[0] === sign ? [line.slice(1)] : []));
      return { search: side("-"), replace: side("+") };
    });
    const telling = (hunk: Hunk): boolean => hunk.search.some((line) => line.trim() !== "");
    if (hunks.every((hunk) => telling(hunk) && index.find(hunk.search)?.lines.length === 1)) return hunks;
  }
  return [{ search: before, replace: after }];
}

function asBlock({ search, replace }: Hunk): string {
  // Signs longer than any run in the text, so that lines which look like markers stay text.
  const runs = [...search, ...replace].map(
    (line) => line.match(/^\s*(?:<{5,}|={5,}|>{5,})/)?.[0].trim().length ?? 0,
  );
  const signs = Math.max(7, ...runs.map((length) => length + 1));
  return [
    `${"<".repeat(signs)} SEARCH`,
    ...search,
    "=".repeat(signs),
    ...replace,
    `${">".repeat(signs)} REPLACE`,
  ].join("\n");
}

function fenced(text: string, info: string): string {
  const fence = fenceFor(text);
  return `${fence}${info}\n${text}\n${fence}`;
}
