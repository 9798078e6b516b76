import { countBelow } from "../sorted.ts";
import type { TokenProgram } from "../token-program.ts";
import type { Range } from "./loops.ts";

/** True when no name that a range asks for is given another value within another. What is done to the values is not known. */
export function isSteady({ code, bindings }: TokenProgram, range: Range, within: Range): boolean {
  const given = new Set(
    bindings.filter(({ at }) => at >= within.start && at < within.end).map(({ name }) => name),
  );
  for (let at = countBelow(code, within.start, ({ start }) => start); at < code.length; at++) {
    const token = code[at];
    if (token === undefined || token.end > within.end) break;
    if (token.kind === "word" && CHANGES.test(code[at + 1]?.text ?? "")) given.add(token.text);
  }
  for (let at = countBelow(code, range.start, ({ start }) => start); at < code.length; at++) {
    const token = code[at];
    if (token === undefined || token.end > range.end) break;
    if (token.kind === "word" && code[at - 1]?.text !== "." && given.has(token.text)) return false;
  }
  return true;
}

const CHANGES = /^(?:[-+*/%&|^]=|\*\*=|\/\/=|<<=|>>=|=|\+\+|--)$/;
