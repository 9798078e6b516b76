import { type ChangeObject, diffArrays } from "diff";

/**
 * One program's text as a change of its first parent's, in UTF-16 units: so many kept, so many dropped, then a text that is new, over
 * and over; what is left of the base is kept. A program without a parent is a change of the empty text.
 */
export type SourceDelta = readonly (number | string)[];

/** Most lines that may differ before everything between what both begin and end with is written anew. */
const MOST_EDITS = 60;

/** The change that makes `text` of `base`. */
export function deltaOf(base: string, text: string): SourceDelta {
  if (base === text) return [];
  const [skip, drop, insert] = trimmedEnds(base, text);
  // within a line, or without anything to look for in between, there is no shorter one
  if (!insert.includes("\n") || !base.slice(skip, skip + drop).includes("\n")) return [skip, drop, insert];
  const [start, end] = wholeLines(base, skip, drop);
  const changes = diffArrays(
    linesOf(base.slice(start, end)),
    linesOf(text.slice(start, text.length - (base.length - end))),
    { maxEditLength: MOST_EDITS },
  );
  return changes === undefined ? [skip, drop, insert] : inPieces(changes, start);
}

/** Where the lines begin and end that a stretch of a text lies in. */
function wholeLines(text: string, from: number, length: number): [start: number, end: number] {
  const start = from === 0 ? 0 : text.lastIndexOf("\n", from - 1) + 1;
  const end = text.indexOf("\n", from + length);
  return [start, end === -1 ? text.length : end + 1];
}

/** The changes of lines as a delta. @param before - units that both texts begin with */
function inPieces(changes: readonly ChangeObject<string[]>[], before: number): SourceDelta {
  const delta: (number | string)[] = [];
  let kept = before;
  let [dropped, added] = ["", ""];
  const flush = (): void => {
    if (dropped === added) kept += dropped.length;
    else {
      const [skip, drop, insert, tail] = trimmedEnds(dropped, added);
      delta.push(kept + skip, drop, insert);
      kept = tail;
    }
    [dropped, added] = ["", ""];
  };
  for (const { added: isNew, removed: isOld, value } of changes) {
    if (isOld) dropped += value.join("");
    else if (isNew) added += value.join("");
    else {
      flush();
      kept += value.reduce((sum, line) => sum + line.length, 0);
    }
  }
  flush();
  return delta;
}

/** Lines with their ends. */
function linesOf(text: string): string[] {
  const lines: string[] = [];
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf("\n", at) + 1 || text.length;
    lines.push(text.slice(at, end));
    at = end;
  }
  return lines;
}

/** The text that a change makes of `base`. */
export function applyDelta(base: string, delta: SourceDelta): string {
  let text = "";
  let at = 0;
  for (let i = 0; i < delta.length; i += 3) {
    const [keep, drop, insert] = [Number(delta[i]), Number(delta[i + 1]), String(delta[i + 2])];
    text += base.slice(at, at + keep) + insert;
    at += keep + drop;
  }
  return text + base.slice(at);
}

/** Lengths of the common beginning, of what stands between in the base, its replacement, and the common end. */
function trimmedEnds(base: string, text: string): [skip: number, drop: number, insert: string, tail: number] {
  const limit = Math.min(base.length, text.length);
  let head = 0;
  while (head < limit && base.charCodeAt(head) === text.charCodeAt(head)) head++;
  let tail = 0;
  while (
    tail < limit - head &&
    base.charCodeAt(base.length - 1 - tail) === text.charCodeAt(text.length - 1 - tail)
  )
    tail++;
  return [head, base.length - head - tail, text.slice(head, text.length - tail), tail];
}
