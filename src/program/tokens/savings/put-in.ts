import { short } from "../change-expressions.ts";
import { movableStatements, siblingsOf, textOf } from "../change-statements.ts";
import type { TokenOperator } from "../changes.ts";
import type { Token } from "../lexer.ts";
import { countBelow } from "../sorted.ts";
import type { Statement } from "../statement.ts";
import { chainEnd, closersOf, type TokenProgram } from "../token-program.ts";

/** The only value of a name in the places where it is asked for. */
export const putIn: TokenOperator = {
  name: "put-in",
  apply({ program, random }) {
    const places = givenOnce(program);
    if (places.length === 0) return null;
    const place = random.pick(places);
    const { statement, uses } = place;
    if (siblingsOf(program, statement).length === 1) return null;
    const value = valueText(program, place);
    const edits = [
      { start: statement.start, end: statement.end, text: "" },
      ...uses.map(({ start, end }) => ({ start, end, text: value })),
    ];
    return { edits, note: `put ${short(value)} in for ${statement.first.text}` };
  },
};

/** A statement that gives a name the only value it ever has, for whoever asks behind it. */
interface GivenOnce {
  readonly statement: Statement;
  /** Place of the name among the code tokens; `=` and the value follow it. */
  readonly at: number;
  readonly uses: readonly Token[];
}

function givenOnce(program: TokenProgram): readonly GivenOnce[] {
  const { code, bindings, rules, isOpen } = program;
  if (rules.blocks !== "indentation") return [];
  const times = new Map<string, number>();
  for (const { name } of bindings) times.set(name, (times.get(name) ?? 0) + 1);
  return movableStatements(program).flatMap((statement): readonly GivenOnce[] => {
    const { first, end } = statement;
    const at = countBelow(code, first.start, ({ start }) => start);
    if (code[at + 1]?.text !== "=" || times.get(first.text) !== 1) return [];
    const uses = (program.uses.get(first.text) ?? []).filter((use) => use !== first);
    const areFree = uses.every(
      (use) => use.start >= end && isOpen(use.start, use.end) && !isChanged(code, use),
    );
    return areFree && uses.length > 0 ? [{ statement, at, uses }] : [];
  });
}

/** The value's text, in parentheses unless it is one operand. */
function valueText(program: TokenProgram, { statement: { end }, at }: GivenOnce): string {
  const { code } = program;
  const last = countBelow(code, end, ({ start }) => start) - 1;
  const [from, to] = [code[at + 2] as Token, code[last] as Token];
  const text = textOf(program, { start: from.start, end: to.end });
  const isOperand = from.kind !== "sign" && chainEnd(code, at + 2, closersOf(code)) === last;
  return isOperand ? text : `(${text})`;
}

function isChanged(code: readonly Token[], use: Token): boolean {
  const next = code[countBelow(code, use.start, ({ start }) => start) + 1];
  return ASSIGNS.test(next?.text ?? "");
}

const ASSIGNS = /^(?:[-+*/%&|^@]|\*\*|\/\/|<<|>>)?=$/;
