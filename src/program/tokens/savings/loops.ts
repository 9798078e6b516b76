import type { Statement } from "../statement.ts";
import type { TokenProgram } from "../token-program.ts";

/** A range of a program's text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The loops that a range lies in, the outermost first, up to the innermost function around it. */
export function loopsAround(program: TokenProgram, range: Range): readonly Statement[] {
  return statementsAround(program, range).filter(({ first }) => LOOP.test(first.text));
}

/** The innermost loop around each statement that lies in one, within the innermost function around it. */
export function innermostLoops({ statements, rules }: TokenProgram): ReadonlyMap<Statement, Statement> {
  const loops = new Map<Statement, Statement>();
  const open: { readonly end: number; readonly loop: Statement | undefined }[] = [];
  for (const statement of statements) {
    while ((open.at(-1)?.end ?? Infinity) <= statement.start) open.pop();
    const outer = open.at(-1)?.loop;
    if (outer !== undefined) loops.set(statement, outer);
    const { first, end } = statement;
    const inner = LOOP.test(first.text) ? statement : outer;
    open.push({ end, loop: rules.functions.has(first.text) ? undefined : inner });
  }
  return loops;
}

/** The statements that a range lies in or is, the outermost first, within the innermost function around it. */
export function statementsAround({ statements, rules }: TokenProgram, range: Range): readonly Statement[] {
  const around = statements.filter(({ start, end }) => start <= range.start && end >= range.end);
  const head = around.findLastIndex(({ first }) => rules.functions.has(first.text));
  return around.slice(head + 1);
}

const LOOP = /^(?:for|while|loop)$/;
