/** A change inside the quoted lines of a block: lines [from, to) become `lines`. */
export interface BlockChange {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** A quotation of the program and what to change in it; both block formats are read into this. */
export interface EditBlock {
  /** Lines that must occur in the program, once. */
  readonly search: readonly string[];
  readonly changes: readonly BlockChange[];
  /** Line of the program (from 0) that the reply names; decides between several matches. */
  readonly hint: number | null;
  /** Where the block starts in the reply, from 1. */
  readonly replyLine: number;
  /** Other ways to read the same block, tried when this one matches nowhere. */
  readonly alternatives: readonly EditBlock[];
  /** The block in parts, where it leaves lines out by `...`; all of them must be found. */
  readonly parts?: readonly EditBlock[];
}

/** The change that turns `search` into `replace`, without the lines they share at both ends. */
export function changeBetween(search: readonly string[], replace: readonly string[]): BlockChange {
  const shorter = Math.min(search.length, replace.length);
  let head = 0;
  while (head < shorter && search[head] === replace[head]) head++;
  let tail = 0;
  while (tail < shorter - head && search[search.length - 1 - tail] === replace[replace.length - 1 - tail])
    tail++;
  return { from: head, to: search.length - tail, lines: replace.slice(head, replace.length - tail) };
}
