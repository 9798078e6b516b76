import { stripVTControlCharacters } from "node:util";
import { printable } from "../../core/index.ts";

/** The beginning and the end of what an agent says; the middle of a long one is left out. */
export class Transcript {
  private head = "";
  private tail = "";
  private left = 0;

  /** Takes a piece in. */
  add(piece: string): void {
    const text = printable(stripVTControlCharacters(piece), "");
    const room = HEAD - this.head.length;
    this.head += text.slice(0, room);
    this.tail += text.slice(Math.max(0, room));
    if (this.tail.length <= 2 * TAIL) return;
    this.left += this.tail.length - TAIL;
    this.tail = this.tail.slice(-TAIL);
  }

  /** All of it, in bounds. */
  get text(): string {
    const cut = Math.max(0, this.tail.length - TAIL);
    const left = this.left + cut;
    const middle = left === 0 ? "" : `\n… ${left} characters left out …\n`;
    return `${this.head}${middle}${this.tail.slice(cut)}`;
  }

  /** Its last line that says something; empty where there is none. */
  get lastWords(): string {
    const lines = `${this.head}\n${this.tail}`.split("\n").map((line) => line.trim());
    return (lines.findLast((line) => line !== "") ?? "").slice(-300);
  }
}

/** Characters that are kept of the beginning and of the end. */
const HEAD = 16_000;
const TAIL = 32_000;
