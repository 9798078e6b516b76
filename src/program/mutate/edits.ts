/** Replacement of a range of the source. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /**
   * Set when the edit merely gives a numeric literal another value: the literal's offset, and the value
   * (without sign).
   */
  readonly literal?: { readonly start: number; readonly value: number };
}

/** The source with all edits made at once, or `null` when two of them overlap. */
export function applyEdits(source: string, edits: readonly Edit[]): string | null {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = "";
  let from = 0;
  for (const edit of ordered) {
    if (edit.start < from) return null;
    result += source.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return result + source.slice(from);
}

/** Line (from 1) of an offset. */
export function lineAt(source: string, offset: number): number {
  let line = 1;
  for (let at = source.indexOf("\n"); at >= 0 && at < offset; at = source.indexOf("\n", at + 1)) line++;
  return line;
}
