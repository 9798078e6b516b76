/** One line of a text, with its place. */
export interface Line {
  /** Without the line end. */
  readonly text: string;
  /** UTF-16 offset of the first character. */
  readonly start: number;
  /** The line's own end: LF, CR LF, or nothing on an unterminated last line. */
  readonly eol: "" | "\n" | "\r\n";
}

/**
 * Cuts a text into lines; a text that ends in a line end has no empty last line. A lone CR is an ordinary
 * character.
 */
export function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  while (start < text.length) {
    const feed = text.indexOf("\n", start);
    if (feed < 0) {
      lines.push({ text: text.slice(start), start, eol: "" });
      break;
    }
    const crlf = feed > start && text[feed - 1] === "\r";
    lines.push({ text: text.slice(start, crlf ? feed - 1 : feed), start, eol: crlf ? "\r\n" : "\n" });
    start = feed + 1;
  }
  return lines;
}

/** The texts of the lines, without line ends. */
export function lineTexts(text: string): string[] {
  return splitLines(text).map((line) => line.text);
}

/** The line end that most lines have; LF when there is none. */
export function dominantEol(lines: readonly Line[]): "\n" | "\r\n" {
  let crlf = 0;
  let lf = 0;
  for (const line of lines) {
    if (line.eol === "\r\n") crlf++;
    else if (line.eol === "\n") lf++;
  }
  return crlf > lf ? "\r\n" : "\n";
}

/** Offset at which line `index` starts; the text's length for the index after the last line. */
export function offsetOfLine(lines: readonly Line[], index: number, length: number): number {
  return lines[index]?.start ?? length;
}
