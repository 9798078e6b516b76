/**
 * One program's text as a change of its first parent's: what both begin with and end with, in UTF-16 units, and what stands
 * between. A program without a parent is a change of the empty text.
 */
export interface SourceDelta {
  readonly head: number;
  readonly tail: number;
  readonly middle: string;
}

/** The change that makes `text` of `base`. */
export function deltaOf(base: string, text: string): SourceDelta {
  const limit = Math.min(base.length, text.length);
  let head = 0;
  while (head < limit && base.charCodeAt(head) === text.charCodeAt(head)) head++;
  let tail = 0;
  while (
    tail < limit - head &&
    base.charCodeAt(base.length - 1 - tail) === text.charCodeAt(text.length - 1 - tail)
  )
    tail++;
  return { head, tail, middle: text.slice(head, text.length - tail) };
}

/** The text that a change makes of `base`. */
export function applyDelta(base: string, { head, tail, middle }: SourceDelta): string {
  return base.slice(0, head) + middle + base.slice(base.length - tail);
}
