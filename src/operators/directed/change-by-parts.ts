import { writeEdit } from "../../edits/index.ts";
import { cutMiddle } from "./change-text.ts";

/**
 * The change from one program to another as a diff in which every place that changed is seen: where it is too long, the lines that went
 * are cut before those that came, and long stretches before short ones, each from its end.
 */
export function changeByParts(before: string, after: string, maxLength: number): string {
  const diff = writeEdit(before, after, "unified-diff", { context: 1 }).split("\n").slice(3, -1);
  const runs = runsOf(diff);
  for (const most of MOST_LINES) {
    const text = runs.flatMap((run) => shortened(run, most)).join("\n");
    if (text.length <= maxLength) return text;
  }
  return cutMiddle(runs.flatMap((run) => shortened(run, 1)).join("\n"), maxLength);
}

/** Lines of a diff that stand together and begin with the same sign. */
interface Run {
  readonly sign: string;
  readonly lines: string[];
}

function runsOf(diff: readonly string[]): readonly Run[] {
  const runs: Run[] = [];
  for (const line of diff) {
    const sign = line[0] ?? " ";
    const last = runs.at(-1);
    if (last?.sign === sign && sign !== "@") last.lines.push(line);
    else runs.push({ sign, lines: [line] });
  }
  return runs;
}

function shortened({ sign, lines }: Run, most: number): readonly string[] {
  // what came tells more than what went
  const room = sign === "+" ? most : sign === "-" ? Math.ceil(most / 3) : Number.POSITIVE_INFINITY;
  if (lines.length <= room + 1) return lines;
  return [...lines.slice(0, room), `${sign} … ${lines.length - room} lines more`];
}

/** Most lines of a stretch, from a diff as it is to one that names its places. */
const MOST_LINES = [Number.POSITIVE_INFINITY, 60, 40, 27, 18, 12, 8, 5, 3, 2, 1];
