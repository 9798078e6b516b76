/** Arithmetic of Redcode: values of expressions. */
import { LIMITS } from "./limits.ts";
import { type Apply, foldByPrecedence, foldLikePmars, PRECEDENCE } from "./operator.ts";
import { isSymbol, type Token } from "./token.ts";

/** Registers and order of operators, which expressions are evaluated with. */
export interface Arithmetic {
  /** The 26 registers by name; changed by assignments. */
  readonly registers: Map<string, number>;
  /** Applies operators in the order of pMARS 0.9.2 ({@link foldLikePmars}) instead of the usual one. */
  readonly oldOrder: boolean;
}

/** An expression's value and the first token after it, or what is wrong and where. */
export type Value =
  | {
      readonly ok: true;
      readonly value: number;
      readonly next: number;
      /** The value by usual precedence, where pMARS's order gives another. */
      readonly usual: number | null;
    }
  | { readonly ok: false; readonly at: number; readonly message: string; readonly expected: string };

/**
 * Evaluates the expression that begins at a token, with the operators of pMARS (redcode.ref): whole numbers,
 * division and remainder towards zero, comparisons giving 1 or 0, and `=` assigning to the registers a … z.
 */
export function evaluate(tokens: readonly Token[], from: number, arithmetic: Arithmetic): Value {
  const parser = new Parser(tokens, from, arithmetic);
  try {
    const value = parser.chain(0);
    return { ok: true, value, next: parser.at, usual: parser.usual };
  } catch (problem) {
    if (problem instanceof Problem)
      return { ok: false, at: problem.at, message: problem.message, expected: problem.expected };
    throw problem;
  }
}

class Problem extends Error {
  readonly at: number;
  readonly expected: string;

  constructor(at: number, message: string, expected: string) {
    super(message);
    this.at = at;
    this.expected = expected;
  }
}

class Parser {
  at: number;
  usual: number | null = null;
  readonly #tokens: readonly Token[];
  readonly #registers: Map<string, number>;
  readonly #oldOrder: boolean;

  constructor(tokens: readonly Token[], at: number, { registers, oldOrder }: Arithmetic) {
    this.#tokens = tokens;
    this.at = at;
    this.#registers = registers;
    this.#oldOrder = oldOrder;
  }

  /** Operands and the operators between them. */
  chain(depth: number): number {
    const operands = [this.#unary(depth)];
    const operators: string[] = [];
    const places: number[] = [];
    for (let operator = this.#operator(); operator !== null; operator = this.#operator()) {
      if (operators.length >= LIMITS.operators) {
        throw new Problem(this.at, "the expression is too long", `at most ${LIMITS.operators} operators`);
      }
      operators.push(operator);
      places.push(this.at);
      this.at += operator.length > 1 && this.#tokens[this.at]?.text !== operator ? 2 : 1;
      operands.push(this.#unary(depth));
    }
    if (operators.length === 0) return operands[0] ?? 0;
    const apply: Apply = (index, left, right) =>
      this.#apply(operators[index] ?? "", left, right, places[index] ?? this.at);
    const value = this.#oldOrder ? foldLikePmars(operands, operators, apply) : null;
    if (value === null) return foldByPrecedence(operands, operators, apply);
    if (operators.length > 2) this.#compare(value, () => foldByPrecedence(operands, operators, apply));
    return value;
  }

  /** The operator that stands here; those of two characters may be two tokens. */
  #operator(): string | null {
    const [first, second] = [this.#tokens[this.at], this.#tokens[this.at + 1]];
    if (first?.kind !== "symbol") return null;
    const both = second?.kind === "symbol" ? first.text + second.text : "";
    if (PRECEDENCE[both] !== undefined) return both;
    return PRECEDENCE[first.text] === undefined ? null : first.text;
  }

  #compare(value: number, usual: () => number): void {
    try {
      const other = usual();
      if (other !== value) this.usual = other;
    } catch (problem) {
      // The usual order may divide by zero where this one does not: nothing to compare with.
      if (!(problem instanceof Problem)) throw problem;
    }
  }

  #unary(depth: number): number {
    const token = this.#tokens[this.at];
    if (token?.kind === "symbol" && (token.text === "-" || token.text === "+" || token.text === "!")) {
      this.#deepen(depth);
      this.at++;
      const value = this.#unary(depth + 1);
      return token.text === "-" ? -value : token.text === "+" ? value : Number(value === 0);
    }
    return this.#primary(depth);
  }

  #primary(depth: number): number {
    const token = this.#tokens[this.at];
    if (token === undefined)
      throw new Problem(this.at, "the expression is incomplete", "a number, a label or (");
    if (token.kind === "number") {
      this.at++;
      return this.#checked(Number(token.text), this.at - 1);
    }
    if (token.kind === "name") return this.#register(token, depth);
    if (token.text !== "(") {
      throw new Problem(this.at, `${quote(token.text)} cannot stand here`, "a number, a label or (");
    }
    this.#deepen(depth);
    this.at++;
    const value = this.chain(depth + 1);
    if (this.#tokens[this.at]?.text !== ")") throw new Problem(this.at, "a parenthesis is not closed", ")");
    this.at++;
    return value;
  }

  /**
   * A single letter is a register, which `=` assigns to; every other name has been replaced, or is unknown.
   */
  #register(token: Token, depth: number): number {
    const name = token.text.toLowerCase();
    if (!/^[a-z]$/.test(name)) {
      const expected = "a label, an EQU name or a predefined constant";
      throw new Problem(this.at, `undefined label ${quote(token.text)}`, expected);
    }
    this.at++;
    const [sign, next] = [this.#tokens[this.at], this.#tokens[this.at + 1]];
    if (!isSymbol(sign, "=") || isSymbol(next, "=")) return this.#registers.get(name) ?? 0;
    this.#deepen(depth);
    this.at++;
    const value = this.chain(depth + 1);
    this.#registers.set(name, value);
    return value;
  }

  #apply(operator: string, left: number, right: number, place: number): number {
    switch (operator) {
      case "+":
        return this.#checked(left + right, place);
      case "-":
        return this.#checked(left - right, place);
      case "*":
        return this.#checked(left * right, place);
      case "/":
      case "%":
        if (right === 0) throw new Problem(place, "division by zero", "a divisor other than 0");
        return operator === "/" ? Math.trunc(left / right) : left % right;
      case "==":
        return Number(left === right);
      case "!=":
        return Number(left !== right);
      case "<":
        return Number(left < right);
      case ">":
        return Number(left > right);
      case "<=":
        return Number(left <= right);
      case ">=":
        return Number(left >= right);
      case "&&":
        return Number(left !== 0 && right !== 0);
      default:
        return Number(left !== 0 || right !== 0);
    }
  }

  #checked(value: number, place: number): number {
    if (Number.isSafeInteger(value)) return value;
    throw new Problem(place, "the number is too large", "a value between −2^53 and 2^53");
  }

  #deepen(depth: number): void {
    if (depth >= LIMITS.nesting)
      throw new Problem(this.at, "the expression is nested too deeply", `at most ${LIMITS.nesting} levels`);
  }
}

/**
 * A piece of source for a message: quoted, printable, short; `U+00A0` for what looks like a blank and is
 * none.
 */
export function quote(text: string): string {
  if (/^[^\S ]$/.test(text)) return `U+${text.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return `"${short.replace(/[\p{Cc}\p{Cf}\u2028\u2029"\\]/gu, "?")}"`;
}
