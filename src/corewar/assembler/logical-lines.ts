/** A line as pMARS reads it, which is not always one of the file. */
export interface LogicalLine {
  /** Number of its first line in the file, from 1. */
  readonly number: number;
  readonly text: string;
  /** True for the rest of a line that was too long. */
  readonly isRest: boolean;
}

/** The places where lines end. */
export interface LineEnds {
  /** True where a backslash at the end of a comment joins the next line to it, as in pMARS before 0.9.4. */
  readonly joinsComments: boolean;
  /** True where lines may be of any length. */
  readonly endless: boolean;
}

/** Most bytes of a line; what is longer goes on in the next one. */
const MOST_BYTES = 255;

/**
 * The lines of a source as pMARS reads them: a backslash at a line's end joins it with the next; a carriage
 * return or a NUL hides what follows it in its line; after 255 bytes the rest is a line of its own.
 */
export function* logicalLines(text: string, { joinsComments, endless }: LineEnds): Generator<LogicalLine> {
  const physical = text.replace(/^\uFEFF/, "").split("\n");
  let [index, from] = [0, 0];
  while (index < physical.length) {
    const [number, isRest] = [index + 1, from > 0];
    const parts: string[] = [];
    let room = MOST_BYTES;
    let isCode = true;
    for (let isJoined = true; isJoined && index < physical.length; ) {
      const line = physical[index] ?? "";
      const end = endless ? line.length : from + fitting(line, from, room);
      const piece = line.slice(from, end).split(HIDING, 1)[0] ?? "";
      isCode &&= !piece.includes(";");
      isJoined =
        piece.endsWith("\\") &&
        (isCode || joinsComments) &&
        (end < line.length || index + 1 < physical.length);
      parts.push(isJoined ? piece.slice(0, -1) : piece);
      room -= piece.length - Number(isJoined);
      [index, from] = end < line.length ? [index, end] : [index + 1, 0];
      if (room <= 0) break;
    }
    yield { number, text: parts.join(""), isRest };
  }
}

const HIDING = /[\r\0]/;

/** How many characters of a line, from one on, are within so many bytes; at least one. */
function fitting(line: string, from: number, bytes: number): number {
  let [at, used] = [from, 0];
  while (at < line.length) {
    used += bytesOf(line.charCodeAt(at));
    if (used > bytes) break;
    at++;
  }
  return Math.max(1, at - from);
}

/** Bytes of a UTF-16 unit in UTF-8; what could not be decoded was one byte. */
function bytesOf(unit: number): number {
  if (unit < 0x80 || unit === 0xfffd) return 1;
  if (unit < 0x800 || (unit >= 0xd800 && unit < 0xe000)) return 2;
  return 3;
}
