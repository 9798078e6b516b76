import type { Edit } from "../mutate/edits.ts";
import type { TokenContext, TokenOperator } from "./changes.ts";
import { short, someCondition } from "./change-expressions.ts";
import { isNeeded, isPortable, isRepeatable } from "./portable.ts";
import type { Statement } from "./statement.ts";
import type { TokenProgram } from "./token-program.ts";

/** Leaves a statement out. */
export const deleteStatement: TokenOperator = {
  name: "delete",
  apply({ program, random }) {
    const statements = movableStatements(program).filter((statement) => !isNeeded(program, statement));
    if (statements.length === 0) return null;
    const place = random.pick(statements);
    const isLast = siblingsOf(program, place).length === 1 && place.block >= 0;
    const { nothing } = program.rules;
    const text = isLast && nothing !== null ? `${place.indent}${nothing}\n` : "";
    return { edits: [{ ...spanOf(place), text }], note: `deleted ${told(program, place)}` };
  },
};

/** Has a statement done twice. */
export const duplicateStatement: TokenOperator = {
  name: "duplicate",
  apply({ program, random }) {
    const statements = movableStatements(program).filter((statement) => isRepeatable(program, statement));
    if (statements.length === 0) return null;
    const place = random.pick(statements);
    return {
      edits: [insertion(program, place, textOf(program, place))],
      note: `duplicated ${told(program, place)}`,
    };
  },
};

/** Swaps two statements of one block. */
export const swapStatements: TokenOperator = {
  name: "swap",
  apply({ program, random }) {
    const statements = movableStatements(program);
    if (statements.length < 2) return null;
    const one = random.pick(statements);
    const others = statements.filter((other) => other.block === one.block && other !== one);
    if (others.length === 0) return null;
    const next = others.find(({ start }) => start >= one.end);
    const other = next !== undefined && random.next() < 0.6 ? next : random.pick(others);
    const [first, second] = one.start < other.start ? [one, other] : [other, one];
    if (isNeeded(program, first, second.end)) return null;
    const edits: readonly Edit[] = [
      { ...spanOf(one), text: ended(textOf(program, other), program, one) },
      { ...spanOf(other), text: ended(textOf(program, one), program, other) },
    ];
    return { edits, note: `swapped ${told(program, one)} with ${told(program, other)}` };
  },
};

/** Copies a statement to another place of the program. */
export const copyStatement: TokenOperator = {
  name: "copy",
  apply({ program, random }) {
    const statements = movableStatements(program);
    if (statements.length < 2) return null;
    const from = random.pick(statements);
    const place = random.pick(statements);
    if (from === place || (place.start > from.start && place.end <= from.end)) return null;
    if (!isRepeatable(program, from) || !isPortable(program, from, program, place.start)) return null;
    const text = indented(textOf(program, from), from.indent, place.indent);
    return { edits: [insertion(program, place, text)], note: `copied ${told(program, from)}` };
  },
};

/** Has a statement done only under a condition. */
export const guardStatement: TokenOperator = {
  name: "guard",
  apply(context) {
    const { program, random } = context;
    const { guard } = program.rules;
    if (guard === null) return null;
    const statements = movableStatements(program).filter(
      (statement) =>
        statement.start + statement.indent.length === statement.first.start && !isNeeded(program, statement),
    );
    if (statements.length === 0) return null;
    const place = random.pick(statements);
    const condition = someCondition(context, place.start);
    if (condition === null) return null;
    const text = guard(condition, textOf(program, place), place.indent);
    return { edits: [{ ...spanOf(place), text }], note: `${told(program, place)} only if ${condition}` };
  },
};

/** A statement of a relative: in the place of one that stands as high, or before it. */
export const takeStatement: TokenOperator = {
  name: "take-statement",
  apply({ program, mates, random }: TokenContext) {
    if (mates.length === 0) return null;
    const mate = random.pick(mates);
    const own = new Set(program.statements.map((statement) => textOf(program, statement).trim()));
    const theirs = movableStatements(mate).filter((statement) => !own.has(textOf(mate, statement).trim()));
    const places = movableStatements(program);
    if (theirs.length === 0 || places.length === 0) return null;
    const from = random.pick(theirs);
    const near = places.filter(({ indent }) => indent === from.indent);
    const height = from.start / mate.source.length;
    const place = (near.length > 0 ? near : places).reduce((best, other) =>
      Math.abs(other.start / program.source.length - height) <
      Math.abs(best.start / program.source.length - height)
        ? other
        : best,
    );
    if (!isPortable(mate, from, program, place.start)) return null;
    const text = indented(textOf(mate, from), from.indent, place.indent);
    const replaces = random.next() < 0.5;
    const edit = replaces
      ? { ...spanOf(place), text: ended(text, program, place) }
      : insertion(program, place, text);
    return { edits: [edit], note: `took ${short(text)} from the mate` };
  },
};

/**
 * Statements that may be moved, removed or copied: whole, in an evolve region, no function, import or case.
 */
export function movableStatements(program: TokenProgram): readonly Statement[] {
  const { rules, statements, isOpen } = program;
  return statements.filter(
    ({ start, end, first, isEdge }) =>
      isEdge !== true && !rules.functions.has(first.text) && first.kind !== "string" && isOpen(start, end),
  );
}

export function siblingsOf({ statements }: TokenProgram, { block }: Statement): readonly Statement[] {
  return statements.filter((other) => other.block === block);
}

function spanOf({ start, end }: Statement): { readonly start: number; readonly end: number } {
  return { start, end };
}

export function textOf({ source }: TokenProgram, { start, end }: Pick<Statement, "start" | "end">): string {
  return source.slice(start, end);
}

/** A text behind a statement, on lines of its own where the statement has its own. */
export function insertion(program: TokenProgram, place: Statement, text: string): Edit {
  return { start: place.start, end: place.start, text: ended(text, program, place) };
}

/** The text with a line end where the statement whose place it takes has one. */
function ended(text: string, program: TokenProgram, place: Statement): string {
  const fills = place.start + place.indent.length === place.first.start && place.start !== place.first.start;
  // where line ends end statements, one must stand between any two
  const needsLine = fills || program.rules.blocks !== "semicolons" || textOf(program, place).endsWith("\n");
  return needsLine && !text.endsWith("\n") ? `${text}\n` : text;
}

/** Lines moved from one indentation to another. */
export function indented(text: string, from: string, to: string): string {
  if (from === to) return text;
  return text
    .split("\n")
    .map((line) => (line.startsWith(from) && line.trim() !== "" ? to + line.slice(from.length) : line))
    .join("\n");
}

function told(program: TokenProgram, statement: Statement): string {
  return short(textOf(program, statement));
}
