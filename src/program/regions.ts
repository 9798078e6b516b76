/**
 * A part of a program that evolution may change: offsets into the source, and the line it begins on (from 1).
 */
export interface Region {
  /** Offset of the first character after the line of the opening marker. */
  readonly start: number;
  /** Offset just past the last character that may change. */
  readonly end: number;
  readonly line: number;
}

/** The evolve regions of a program, or what is wrong with its markers and where (line from 1). */
export type RegionsResult =
  | { readonly status: "ok"; readonly regions: readonly Region[] }
  | { readonly status: "malformed"; readonly message: string; readonly line: number };

/**
 * A marker fills a line of its own: a comment opener made of punctuation (or BASIC's `rem`), then the word.
 * What follows the word on that line (a comment's end, a remark) is ignored. A quote before the word makes it
 * text, not a marker.
 */
const MARKER = /^\uFEFF?[ \t]*(?:[^\w\s"'`]{1,4}|rem)[ \t]*EVOLVE-BLOCK-(START|END)\b/i;
const MISPLACED = /(?:\/\/|\/\*|#|<!--)[ \t]*EVOLVE-BLOCK-(?:START|END)\b/;

/**
 * Finds the parts of a program between `EVOLVE-BLOCK-START` and `EVOLVE-BLOCK-END` comments of any style. A
 * program without markers is one region. Markers must alternate and may not nest.
 */
export function findRegions(source: string): RegionsResult {
  if (!source.includes("EVOLVE-BLOCK-"))
    return { status: "ok", regions: [{ start: 0, end: source.length, line: 1 }] };
  const regions: Region[] = [];
  let open: { readonly start: number; readonly line: number } | null = null;
  let offset = 0;
  let line = 0;
  for (const text of source.split("\n")) {
    line++;
    const next = offset + text.length + 1;
    const kind = MARKER.exec(text)?.[1]?.toUpperCase();
    if (kind === "START") {
      if (open) return malformed(`EVOLVE-BLOCK-START inside the region opened on line ${open.line}`, line);
      if (next > source.length) return malformed("EVOLVE-BLOCK-START is never closed", line);
      open = { start: next, line: line + 1 };
    } else if (kind === "END") {
      if (!open) return malformed("EVOLVE-BLOCK-END without an EVOLVE-BLOCK-START before it", line);
      regions.push({ start: open.start, end: offset, line: open.line });
      open = null;
    } else if (MISPLACED.test(text)) {
      return malformed("an EVOLVE-BLOCK marker must stand on a line of its own", line);
    }
    offset = next;
  }
  if (open) return malformed("EVOLVE-BLOCK-START is never closed", open.line - 1);
  if (regions.length === 0) return { status: "ok", regions: [{ start: 0, end: source.length, line: 1 }] };
  return { status: "ok", regions };
}

/** The program without the lines of its markers, so that all of it may change. */
export function withoutMarkers(source: string): string {
  return source
    .split("\n")
    .filter((line) => !MARKER.test(line))
    .join("\n");
}

function malformed(message: string, line: number): RegionsResult {
  return { status: "malformed", message: `${message} (line ${line})`, line };
}

/**
 * True when both programs have the same text outside their evolve regions, byte for byte; false when either
 * has malformed markers.
 */
export function sameOutsideRegions(parent: string, child: string): boolean {
  const before = fixedText(parent);
  const after = fixedText(child);
  return (
    before !== null &&
    after !== null &&
    before.length === after.length &&
    before.every((text, i) => text === after[i])
  );
}

/** The pieces of a program that evolution may not change, in order; `null` when its markers are malformed. */
function fixedText(source: string): string[] | null {
  const found = findRegions(source);
  if (found.status !== "ok") return null;
  const pieces: string[] = [];
  let from = 0;
  for (const region of found.regions) {
    pieces.push(source.slice(from, region.start));
    from = region.end;
  }
  pieces.push(source.slice(from));
  return pieces;
}
