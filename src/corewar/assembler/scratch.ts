import type { Reader } from "./reader.ts";
import { type Token, tokenize } from "./token.ts";

/**
 * The buffer in which pMARS puts an opcode together with what touches it, and which it forgets to end where a
 * line ends there: then it reads on in what an earlier, longer text has left. `dat#9` has become `dat#90` in
 * published warriors so.
 */
export class Scratch {
  readonly #signs: string[] = Array.from({ length: 256 }, () => END);

  /** A line as it was read, with where its comment begins; −1 for none. */
  line(text: string, comment: number): void {
    this.write(text);
    this.#signs[text.length + 1] = END;
    if (comment !== -1) this.#signs[comment] = END;
  }

  write(text: string): void {
    for (let at = 0; at < text.length && at < 255; at++) this.#signs[at] = text[at] ?? END;
    this.#signs[Math.min(text.length, 255)] = END;
  }

  /** Text behind the first so many signs, up to the next end. */
  behind(length: number): string {
    const end = this.#signs.indexOf(END, length);
    return this.#signs.slice(length, end === -1 ? undefined : end).join("");
  }

  /** Nothing more is read. */
  close(): void {
    this.#signs[0] = END;
  }
}

const END = "\0";

/**
 * An opcode with what touches it, which is taken as it is, so that its modifier is no name: up to a blank or,
 * where the line ends without one, as pMARS reads on.
 */
export function touching(
  opcode: Token,
  reader: Reader,
  scratch: Scratch,
  isStrict: boolean,
): readonly Token[] {
  const raw = [opcode];
  let last = opcode;
  while (!last.spaced && reader.peek() !== undefined) {
    last = reader.take() ?? last;
    raw.push(last);
  }
  const own = raw.map(({ text }) => text).join("");
  const text = opcode.text.toUpperCase() + own.slice(opcode.text.length);
  const tail = last.spaced || raw.length === 1 || !isStrict ? "" : scratch.behind(text.length);
  scratch.write(text + (last.spaced ? " " : tail));
  const tokens = tokenize(text + tail, opcode.line, opcode.column);
  const end = tokens.pop() ?? opcode;
  return [...tokens, { ...end, spaced: last.spaced || tail.endsWith(" ") }];
}
