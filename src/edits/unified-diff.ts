import type { BlockChange, EditBlock } from "./block.ts";
import { readFences } from "./fences.ts";
import { type EditFailure, editFailure } from "./outcome.ts";

const HUNK = /^@@+(?:\s+-(\d+)(?:,(\d+))?\s+\+\d+(?:,(\d+))?)?.*$/;
const HEADER =
  /^(?:diff --git |index [0-9a-f]+|new file mode|deleted file mode|similarity index|rename (?:from|to) )/;

/**
 * Reads the hunks of a unified diff. Models miscount lines, so the numbers in `@@ -a,b +c,d @@` never bound a
 * hunk; the start only decides between several matches and places a hunk without context. Each hunk becomes a
 * block: context and removed lines are what is searched, each run of `-` and `+` is one change, and context
 * keeps the program's own bytes. An empty line counts as an empty context line, since editors and models
 * strip the blank. Returns no blocks when the reply has no `@@` line.
 */
export function readUnifiedDiff(reply: readonly string[]): readonly EditBlock[] | EditFailure {
  if (!reply.some((line) => HUNK.test(line))) return withoutHunks(reply);
  const open = readFences(reply).find((fence) => fence.close === null);
  if (open !== undefined && reply.some((line) => HUNK.test(line))) {
    return editFailure("truncated", `the reply ends inside the fence that line ${open.open + 1} opens.`);
  }
  const blocks: EditBlock[] = [];
  for (let at = 0; at < reply.length; at++) {
    const hunk = HUNK.exec(reply[at] ?? "");
    if (hunk === null) continue;
    let end = at + 1;
    while (end < reply.length && !endsHunk(reply, end)) end++;
    if (isHeader(reply, end) && isShort(reply.slice(at + 1, end), hunk)) end += 2;
    const body = reply.slice(at + 1, end);
    const block = readHunk(body, hunk[1] === undefined ? null : Number(hunk[1]), at + 1);
    if (block === null) {
      const message = `the hunk at line ${at + 1} of the reply has no line that begins with + or -.`;
      return editFailure(body.length === 0 ? "truncated" : "malformed", message);
    }
    blocks.push(block);
    at = end - 1;
  }
  return blocks;
}

/** A diff that has no `@@` line: what a fence of diffs holds, or what follows the header of a file. */
function withoutHunks(reply: readonly string[]): readonly EditBlock[] {
  const fence = readFences(reply).find(({ info }) => /^(?:diff|patch)\b/i.test(info));
  const header = reply.findIndex((line, at) => /^--- /.test(line) && /^\+\+\+ /.test(reply[at + 1] ?? ""));
  if (fence === undefined && header < 0) return [];
  const from = fence === undefined ? header + 2 : fence.open + 1;
  const close = reply.findIndex((line, at) => at >= from && /^(?:`{3,}|~{3,}|\*{3} .*)\s*$/.test(line));
  const body = reply.slice(from, close < 0 ? reply.length : close);
  const lines = body.filter(
    (line, at) =>
      !HEADER.test(line) &&
      !(/^--- /.test(line) && /^\+\+\+ /.test(body[at + 1] ?? "")) &&
      !(/^\+\+\+ /.test(line) && /^--- /.test(body[at - 1] ?? "")),
  );
  const block = readHunk(lines, null, from + 1);
  return block === null ? [] : [block];
}

function endsHunk(reply: readonly string[], at: number): boolean {
  const line = reply[at] ?? "";
  if (/^@@|^\*{3} /.test(line) || /^(?:`{3,}|~{3,})\s*$/.test(line) || HEADER.test(line)) return true;
  return isHeader(reply, at);
}

/**
 * `--- a` is a file header only in front of `+++ b` and a hunk; elsewhere it removes a line that begins with
 * `--`.
 */
function isHeader(reply: readonly string[], at: number): boolean {
  return (
    /^--- /.test(reply[at] ?? "") && /^\+\+\+ /.test(reply[at + 1] ?? "") && /^@@/.test(reply[at + 2] ?? "")
  );
}

/** True when the hunk's own counts say that one line of each side is still missing. */
function isShort(body: readonly string[], hunk: RegExpExecArray): boolean {
  if (hunk[1] === undefined) return false;
  const count = (sign: string): number => body.filter((line) => line[0] !== sign && line[0] !== "\\").length;
  return count("+") === Number(hunk[2] ?? 1) - 1 && count("-") === Number(hunk[3] ?? 1) - 1;
}

function readHunk(body: readonly string[], start: number | null, replyLine: number): EditBlock | null {
  const search: string[] = [];
  const changes: BlockChange[] = [];
  let open: { from: number; lines: string[] } | null = null;
  const close = (): void => {
    if (open !== null) changes.push({ from: open.from, to: search.length, lines: open.lines });
    open = null;
  };
  // Blank lines behind the last marked one belong to the reply's layout, not to the program.
  const last = body.findLastIndex((line) => line !== "");
  for (const line of body.slice(0, last + 1)) {
    const sign = line[0] ?? " ";
    if (sign === "\\") continue;
    if (sign === "+") {
      open ??= { from: search.length, lines: [] };
      open.lines.push(line.slice(1));
    } else if (sign === "-") {
      open ??= { from: search.length, lines: [] };
      search.push(line.slice(1));
    } else {
      close();
      search.push(sign === " " ? line.slice(1) : line);
    }
  }
  close();
  if (changes.length === 0) return null;
  // `-a,0` names the line *before* an insertion.
  const hint = start === null ? null : search.length === 0 ? start : Math.max(0, start - 1);
  return { search, changes, hint, replyLine, alternatives: [] };
}
