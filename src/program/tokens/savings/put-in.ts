import { short } from "../change-expressions.ts";
import { movableStatements, siblingsOf, textOf } from "../change-statements.ts";
import type { TokenOperator } from "../changes.ts";
import type { Token } from "../lexer.ts";
import type { Statement } from "../statement.ts";
import { chainEnd, closersOf, type TokenProgram } from "../token-program.ts";

/** What a name was given once, in the places where it is asked for. */
export const putIn: TokenOperator = {
  name: "put-in",
  apply({ program, random }) {
    const places = movableStatements(program).flatMap((statement) => givenOnce(program, statement));
    if (places.length === 0) return null;
    const { statement, value, uses } = random.pick(places);
    const edits = [
      { start: statement.start, end: statement.end, text: "" },
      ...uses.map(({ start, end }) => ({ start, end, text: value })),
    ];
    return { edits, note: `put ${short(value)} in for ${statement.first.text}` };
  },
};

/** A statement that gives a name the only value it ever has, for whoever asks behind it; nothing for any other statement. */
function givenOnce(program: TokenProgram, statement: Statement) {
  const { code, bindings, rules, isOpen } = program;
  const { first, end } = statement;
  const at = code.indexOf(first);
  const isGiven = rules.blocks === "indentation" && code[at + 1]?.text === "=";
  const own = bindings.filter(({ name }) => name === first.text);
  const uses = (program.uses.get(first.text) ?? []).filter((use) => use !== first);
  const areOpen = uses.every((use) => use.start > end && isOpen(use.start, use.end));
  const [value, last] = [code[at + 2], code.findLast((token) => token.end <= end)];
  if (!isGiven || own.length !== 1 || uses.length === 0 || !areOpen || !value || !last) return [];
  if (siblingsOf(program, statement).length === 1 || uses.some((use) => isChanged(program, use))) return [];
  const text = textOf(program, { start: value.start, end: last.end });
  const isOperand = code[chainEnd(code, at + 2, closersOf(code))] === last && value.kind !== "sign";
  return [{ statement, uses, value: isOperand ? text : `(${text})` }];
}

function isChanged({ code }: TokenProgram, use: Token): boolean {
  return (
    /^[-+*/%&|^<>@]*=$/.test(code[code.indexOf(use) + 1]?.text ?? "") &&
    code[code.indexOf(use) + 1]?.text !== "=="
  );
}
