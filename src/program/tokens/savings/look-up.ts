import { insertion } from "../change-statements.ts";
import type { TokenOperator } from "../changes.ts";
import type { Edit } from "../../mutate/edits.ts";
import type { Token } from "../lexer.ts";
import { isPortable } from "../portable.ts";
import type { Membership } from "../rules.ts";
import { countBelow } from "../sorted.ts";
import { closersOf, type TokenProgram } from "../token-program.ts";
import { freshName } from "../../fresh-name.ts";
import { loopsAround, type Range } from "./loops.ts";
import { isSteady } from "./steady.ts";

/** A companion, made before a loop, that knows quickly what is in a collection, and grows with it. */
export const lookUp: TokenOperator = {
  name: "look-up",
  apply({ program, random }) {
    const { declare, membership } = program.rules;
    if (declare === null || membership === null) return null;
    const tests = testsOf(program, membership);
    if (tests.length === 0) return null;
    const asked = random.pick(tests);
    const loops = loopsAround(program, asked).filter(
      (loop) => isSteady(program, asked, loop) && isPortable(program, asked, program, loop.start),
    );
    if (loops.length === 0) return null;
    const loop = random.pick(loops);
    const list = asked.text;
    const name = freshName(`${list}_known`, program.uses);
    const within = ({ start, end }: Range): boolean => start >= loop.start && end <= loop.end;
    const edits: readonly Edit[] = [
      insertion(program, loop, `${loop.indent}${declare(name, membership.make(list))}`),
      ...tests
        .filter((test) => test.text === list && within(test))
        .map(({ start, end }) => ({ start, end, text: name })),
      ...growthOf(program, { list, companion: name, grows: membership.grows }).filter(within),
    ];
    return { edits, note: `${membership.make(list)} to look ${list} through` };
  },
};

/** Names that a value is looked for in. */
function testsOf({ code, isOpen }: TokenProgram, { test }: Membership): readonly Token[] {
  return code.flatMap((token, at) => {
    const isAlone = !/^(?:\.|\(|\[)$/.test(code[at + 1]?.text ?? "");
    const isTest = code[at - 1]?.text === test && !isLoopHead(code, at - 1);
    return token.kind === "word" && isTest && isAlone && isOpen(token.start, token.end) ? [token] : [];
  });
}

/** True for the `in` of `for … in`. */
function isLoopHead(code: readonly Token[], at: number): boolean {
  const depth = code[at]?.depth ?? 0;
  for (let i = at - 1; i >= Math.max(0, at - 64); i--) {
    const token = code[i] as Token;
    if (token.text === "for" && token.depth === depth) return true;
    if (token.depth < depth || (token.depth === depth && ENDS_TARGET.test(token.text))) return false;
  }
  return false;
}

const ENDS_TARGET = /^(?:if|elif|while|return|and|or|not|in|=|:)$/;

/** Edits behind the statements by which a list grows, so that its companion does, too. */
function growthOf(
  program: TokenProgram,
  {
    list,
    companion,
    grows,
  }: { readonly list: string; readonly companion: string; readonly grows: Membership["grows"] },
): readonly Edit[] {
  const { code, source, statements } = program;
  const closers = closersOf(code);
  return statements.flatMap(({ first, indent }) => {
    if (first.text !== list) return [];
    const at = countBelow(code, first.start, ({ start }) => start);
    const method = grows.get(code[at + 2]?.text ?? "");
    const [dot, open, close] = [code[at + 1], code[at + 3], code[closers.get(at + 3) ?? -1]];
    if (dot?.text !== "." || method === undefined || !open || !close) return [];
    const given = source.slice(open.start, close.end);
    return [{ start: close.end, end: close.end, text: `\n${indent}${companion}.${method}${given}` }];
  });
}
