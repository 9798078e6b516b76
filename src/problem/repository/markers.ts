/** A file with the lines of one function, counted from 0, between markers. */
export function markedLines(
  lines: readonly string[],
  { from, to }: { readonly from: number; readonly to: number },
  comment: string,
): string {
  return [
    ...lines.slice(0, from),
    `${comment} ${START}`,
    ...lines.slice(from, to + 1),
    `${comment} ${END}`,
    ...lines.slice(to + 1),
  ].join("\n");
}

/** A file without the markers that {@link markedLines} put in. */
export function withoutMarkers(text: string): string {
  return text
    .split("\n")
    .filter((line) => !ADDED.has(line))
    .join("\n");
}

/** A text whose lines end as another's do where all of those end in CR and LF: what was written anew may have LF alone. */
export function withLineEndsOf(text: string, original: string): string {
  return original.includes("\n") && !/(?<!\r)\n/.test(original) ? text.replace(/\r?\n/g, "\r\n") : text;
}

const START = "EVOLVE-BLOCK-START";
const END = "EVOLVE-BLOCK-END";
const ADDED = new Set(["#", "//"].flatMap((comment) => [`${comment} ${START}`, `${comment} ${END}`]));
