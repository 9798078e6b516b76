import { short } from "../change-expressions.ts";
import { movableStatements, siblingsOf, textOf } from "../change-statements.ts";
import type { TokenOperator } from "../changes.ts";
import { loopsAround, statementsAround } from "./loops.ts";

/** An end to a loop as soon as one of its conditions has been met. */
export const leaveLoop: TokenOperator = {
  name: "leave",
  apply({ program, random }) {
    const statements = movableStatements(program);
    if (statements.length === 0) return null;
    const { leave } = program.rules;
    const place = random.pick(statements);
    const condition = statementsAround(program, place).at(-2);
    if (condition?.first.text !== "if" || loopsAround(program, place).length === 0) return null;
    const last = siblingsOf(program, place).at(-1) ?? place;
    const text = textOf(program, last);
    const ends = `${text.endsWith("\n") ? "" : "\n"}${last.indent}${leave}\n`;
    return { edits: [{ start: last.end, end: last.end, text: ends }], note: `${leave} after ${short(text)}` };
  },
};
