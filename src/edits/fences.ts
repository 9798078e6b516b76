/** A fenced block of a reply. */
export interface Fence {
  /** Text behind the opening fence, trimmed, e.g. `js` or `python title="x"`. */
  readonly info: string;
  /** Line of the opening fence, from 0. */
  readonly open: number;
  /** Line of the closing fence; `null` when the reply ends first. */
  readonly close: number | null;
}

const FENCE = /^( {0,3}|\t)?(`{3,}|~{3,}(?!~))([^`]*)$/;

/**
 * Finds the top-level fenced blocks (CommonMark 0.31 §4.5), with one addition: a fence *with* an info string
 * inside a block opens an inner block, so that a program whose comments hold a fenced example is not cut
 * short at the example.
 */
export function readFences(reply: readonly string[]): Fence[] {
  const fences: Fence[] = [];
  let open: { info: string; line: number; sign: string; length: number; inner: number } | null = null;
  for (const [at, line] of reply.entries()) {
    const match = FENCE.exec(line.trimEnd());
    const run = match?.[2];
    if (match === null || run === undefined) continue;
    const info = (match[3] ?? "").trim();
    const sign = run[0] ?? "`";
    if (open === null) {
      open = { info, line: at, sign, length: run.length, inner: 0 };
    } else if (sign === open.sign && run.length >= open.length) {
      if (info !== "") open.inner++;
      else if (open.inner > 0) open.inner--;
      else {
        fences.push({ info: open.info, open: open.line, close: at });
        open = null;
      }
    }
  }
  if (open !== null) fences.push({ info: open.info, open: open.line, close: null });
  return fences;
}
