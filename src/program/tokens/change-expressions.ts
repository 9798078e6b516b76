import type { Random } from "../../core/index.ts";
import type { TokenContext, TokenOperator } from "./changes.ts";
import { namesAt } from "./names.ts";
import { isPortable } from "./portable.ts";
import { hasBraces } from "./rules.ts";
import { beginsOperand, closersOf, endsOperand, type Operand, type TokenProgram } from "./token-program.ts";

/** Another operator of its kind between two operands, or `and` for `or`. */
export const changeOperator: TokenOperator = {
  name: "operator",
  apply({ program, random }) {
    const places = operatorsOf(program);
    if (places.length === 0) return null;
    const { start, end, text, others } = random.pick(places);
    const other = random.pick(others);
    return { edits: [{ start, end, text: other }], note: `${text} → ${other}` };
  },
};

/** Another name that has a value there. */
export const changeName: TokenOperator = {
  name: "name",
  apply({ program, random }) {
    const names = program.operands.filter(({ kind }) => kind === "name");
    if (names.length === 0) return null;
    const place = random.pick(names);
    const others = namesAt(program.bindings, place.start).filter((name) => name !== place.text);
    if (others.length === 0) return null;
    const other = random.pick(others);
    return { edits: [{ ...place, text: other }], note: `${place.text} → ${other}` };
  },
};

/** Another expression of the program in the place of one. */
export const replaceOperand: TokenOperator = {
  name: "replace",
  apply({ program, random }) {
    const { operands } = program;
    if (operands.length < 2) return null;
    const place = random.pick(operands);
    const other = random.pick(operands);
    if (other.text === place.text || overlaps(place, other)) return null;
    if (!isPortable(program, other, program, place.start)) return null;
    return { edits: [{ ...place, text: other.text }], note: `${short(place.text)} → ${short(other.text)}` };
  },
};

/** An operator and another operand around an expression. */
export const wrapOperand: TokenOperator = {
  name: "wrap",
  apply({ program, random }) {
    if (program.operands.length === 0) return null;
    const place = random.pick(program.operands);
    const arithmetic = program.rules.operators[0] ?? ["+"];
    const text = `(${place.text} ${random.pick(arithmetic)} ${someOperand(program, place, random)})`;
    return { edits: [{ ...place, text }], note: `${short(place.text)} → ${short(text)}` };
  },
};

/** One side of an operation in place of the whole: `a` for `(a + b)`, or for `a + b` within a sum. */
export const unwrapOperand: TokenOperator = {
  name: "unwrap",
  apply({ program, random }) {
    const { operands, code } = program;
    const byEnd = new Map(operands.map((operand) => [operand.end, operand]));
    const byStart = new Map(operands.map((operand) => [operand.start, operand]));
    const places = operatorsOf(program).flatMap(({ at }) => {
      const left = byEnd.get(code[at - 1]?.end ?? -1);
      const right = byStart.get(code[at + 1]?.start ?? -1);
      return left === undefined || right === undefined ? [] : [[left, right] as const];
    });
    if (places.length === 0) return null;
    const [left, right] = random.pick(places);
    const keepsLeft = random.next() < 0.5;
    const edit = keepsLeft
      ? { start: left.end, end: right.end, text: "" }
      : { start: left.start, end: right.start, text: "" };
    const kept = keepsLeft ? left : right;
    return { edits: [edit], note: `only ${short(kept.text)} of an operation` };
  },
};

/** The opposite of a condition. */
export const negateCondition: TokenOperator = {
  name: "negate",
  apply({ program, random }) {
    const conditions = conditionsOf(program);
    if (conditions.length === 0) return null;
    const { start, end } = random.pick(conditions);
    const text = program.source.slice(start, end);
    return { edits: [{ start, end, text: program.rules.negate(text) }], note: `not ${short(text)}` };
  },
};

/** The other one of two constants: `True` for `False`. */
export const flipConstant: TokenOperator = {
  name: "constant",
  apply({ program: { code, rules, isOpen }, random }) {
    const places = code.flatMap(({ kind, text, start, end }) => {
      const others = rules.constants.find((group) => group.includes(text))?.filter((other) => other !== text);
      return kind === "word" && others !== undefined && isOpen(start, end)
        ? [{ start, end, text, others }]
        : [];
    });
    if (places.length === 0) return null;
    const { start, end, text, others } = random.pick(places);
    const other = random.pick(others);
    return { edits: [{ start, end, text: other }], note: `${text} → ${other}` };
  },
};

interface OperatorPlace {
  readonly at: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly others: readonly string[];
}

/**
 * Operators between two operands. Without blanks on both sides `<`, `*` and `&` may be brackets or pointers
 * of a type.
 */
function operatorsOf({ code, rules, source, isOpen }: TokenProgram): readonly OperatorPlace[] {
  return code.flatMap((token, at): OperatorPlace[] => {
    const { text, start, end } = token;
    const group = rules.operators.find((signs) => signs.includes(text));
    if (group === undefined || token.kind === "number" || token.kind === "string" || !isOpen(start, end))
      return [];
    if (!endsOperand(code[at - 1], rules) || !beginsOperand(code[at + 1], rules)) return [];
    const isSpaced = /\s/.test(source[start - 1] ?? "") && /\s/.test(source[end] ?? "");
    if (!isSpaced && hasBraces(rules) && /^[<>*&]$/.test(text)) return [];
    return [{ at, start, end, text, others: group.filter((other) => other !== text) }];
  });
}

/** A condition made of two operands that have values at an offset; `null` where there are none. */
export function someCondition(context: TokenContext, offset: number): string | null {
  const { program, random } = context;
  const names = namesAt(program.bindings, offset);
  if (names.length === 0) return null;
  const numbers = program.operands.filter(({ kind }) => kind === "number");
  const other = random.next() < 0.5 || numbers.length === 0 ? random.pick(names) : random.pick(numbers).text;
  return `${random.pick(names)} ${random.pick(["<", ">", "<=", ">="])} ${other}`;
}

function someOperand(program: TokenProgram, place: Operand, random: Random): string {
  const names = namesAt(program.bindings, place.start);
  const draw = random.next();
  if (draw < 0.4 && names.length > 0) return random.pick(names);
  const others = program.operands.filter((other) => other.text.length < 60 && !overlaps(place, other));
  const other = draw < 0.8 && others.length > 0 ? random.pick(others) : null;
  if (other !== null && isPortable(program, other, program, place.start)) return other.text;
  return random.pick(["1", "2", "0.5", "0.1"]);
}

/** Tokens of a condition that are looked through for its end. */
const LONGEST_CONDITION = 1024;

/** Conditions of `if` and `while`: up to the colon, in the parentheses, or up to the brace. */
function conditionsOf({
  source,
  code,
  rules,
  isOpen,
}: TokenProgram): readonly { start: number; end: number }[] {
  if (rules.blocks === "lines") return [];
  const closers = closersOf(code);
  return code.flatMap((token, at) => {
    if (token.kind !== "word" || !/^(?:if|elif|while)$/.test(token.text)) return [];
    const first = code[at + 1];
    const opens = rules.blocks === "indentation" ? ":" : "{";
    let last = at + 1;
    if (rules.blocks === "semicolons" && first?.text === "(") last = closers.get(at + 1) ?? last;
    else
      while (
        last < Math.min(code.length, at + LONGEST_CONDITION) &&
        !(code[last]?.text === opens && code[last]?.depth === token.depth)
      )
        last++;
    const [from, to] =
      rules.blocks === "semicolons" && first?.text === "("
        ? [first.end, code[last]?.start]
        : [first?.start, code[last - 1]?.end];
    // a condition of an expression, `a if b else c`, has no colon of its own
    const isExpression = rules.blocks === "indentation" && !isFirstOnLine(source, token.start);
    if (from === undefined || to === undefined || to <= from || isExpression || !isOpen(from, to)) return [];
    return [{ start: from, end: to }];
  });
}

function isFirstOnLine(source: string, at: number): boolean {
  let start = at;
  while (start > 0 && source[start - 1] !== "\n" && /\s/.test(source[start - 1] as string)) start -= 1;
  return start === 0 || source[start - 1] === "\n";
}

function overlaps(a: Operand, b: Operand): boolean {
  return a.start < b.end && b.start < a.end;
}

/** A text as notes show it. */
export function short(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
