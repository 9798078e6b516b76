import { diffArrays } from "diff";

/**
 * One program's text as a change of its first parent's, in UTF-16 units: so many kept, so many dropped, then a text that is new, over
 * and over; what is left of the base is kept. A program without a parent is a change of the empty text.
 */
export type SourceDelta = readonly (number | string)[];

/** Most lines that may differ before everything between what both begin and end with is written anew. */
const MOST_EDITS = 60;

/** The change that makes `text` of `base`. */
export function deltaOf(base: string, text: string): SourceDelta {
  const changes =
    base === "" || text === ""
      ? undefined
      : diffArrays(linesOf(base), linesOf(text), { maxEditLength: MOST_EDITS });
  if (changes === undefined) {
    const [skip, drop, insert] = trimmedEnds(base, text);
    return base === text ? [] : [skip, drop, insert];
  }
  const delta: (number | string)[] = [];
  let kept = 0;
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
