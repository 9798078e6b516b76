import type { Span } from "./tree-form.ts";

/**
 * A program's text with comments dropped and white space reduced to one blank or one line break, except
 * inside `verbatim` spans (strings, templates, regular expressions), where it has a meaning. Both lists
 * ascend and do not overlap.
 */
export function textForm(source: string, comments: readonly Span[], verbatim: readonly Span[]): string {
  const pieces: string[] = [];
  let code = "";
  let from = 0;
  let c = 0;
  const takeCode = (until: number): void => {
    for (let comment = comments[c]; comment && comment.start < until; comment = comments[++c]) {
      const text = source.slice(comment.start, comment.end);
      code += source.slice(from, comment.start) + (text.includes("\n") ? "\n" : " ");
      from = comment.end;
    }
    pieces.push(
      (code + source.slice(from, until)).replace(/(?<![ \t])[ \t]*\r?\n\s*/g, "\n").replace(/[ \t]+/g, " "),
    );
    code = "";
  };
  for (const span of verbatim) {
    takeCode(span.start);
    pieces.push(source.slice(span.start, span.end));
    from = span.end;
  }
  takeCode(source.length);
  return pieces.join("").trim();
}

/**
 * The same for a language without a parser here: only line endings and the end of the file are normalised,
 * because in an unknown language any other blank or `#` may stand inside a string, and two programs must
 * never be taken for one.
 */
export function plainTextForm(source: string): string {
  return source.replace(/\r\n?/g, "\n").replace(/(?<!\n)\n+$/, "\n");
}
