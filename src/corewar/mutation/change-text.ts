/** Changes of numbers where they are written: labels, constants by name and comments of the source stay. */
import type { Random } from "../../core/index.ts";
import { OPCODES } from "../instruction.ts";
import { signed } from "../print.ts";
import { reduce } from "../reduce.ts";
import { changeNumber } from "./numbers.ts";

/** A number as it is written in a source. */
interface Site {
  readonly from: number;
  readonly to: number;
  readonly value: number;
  /** True where a sign may be written: it is not part of a sum or a product. */
  readonly mayBeNegative: boolean;
}

/** The end of a text behind which an operand or a constant begins: a mode, a comma, an opcode or `equ`. */
const LEAD = new RegExp(String.raw`(?:[,#$@<>{}]|\b(?:equ|${OPCODES.join("|")})(?:\.\w+)?\s)\s*$`, "i");

/** Lines in which numbers are no operands. */
const NOT_CODE = /^\s*(?:[A-Za-z_]\w*:?\s+)?(?:org|end|pin|for|rof)\b/i;

/**
 * The source with one of its numbers changed, wherever that counts; `null` where none is written. Every use of a constant by name
 * changes with it.
 */
export function changeWrittenNumber(
  source: string,
  random: Random,
  coreSize: number,
  length: number,
): string | null {
  const sites = sitesOf(source);
  if (sites.length === 0) return null;
  const { from, to, value, mayBeNegative } = random.pick(sites);
  const next = signed(changeNumber(reduce(value, coreSize), random, coreSize, length), coreSize);
  return `${source.slice(0, from)}${mayBeNegative ? next : Math.abs(next)}${source.slice(to)}`;
}

function sitesOf(source: string): Site[] {
  const sites: Site[] = [];
  let begin = 0;
  for (const line of source.split("\n")) {
    const [code = ""] = line.split(";");
    if (!NOT_CODE.test(code)) sites.push(...sitesOfLine(code, begin));
    begin += line.length + 1;
  }
  return sites;
}

function sitesOfLine(code: string, begin: number): Site[] {
  const sites: Site[] = [];
  for (const match of code.matchAll(/\d+/g)) {
    const at = match.index;
    const [digits] = match;
    if (/[\w.&]/.test(code[at - 1] ?? "") || /[\w.&]/.test(code[at + digits.length] ?? "")) continue;
    const ahead = code.slice(0, at);
    const isNegative = ahead.endsWith("-") && LEAD.test(ahead.slice(0, -1));
    const mayBeNegative = isNegative || LEAD.test(ahead);
    const from = begin + at - (isNegative ? 1 : 0);
    sites.push({
      from,
      to: begin + at + digits.length,
      value: Number(digits) * (isNegative ? -1 : 1),
      mayBeNegative,
    });
  }
  return sites;
}
