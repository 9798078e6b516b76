import { LIMITS } from "./limits.ts";
import type { Token } from "./token.ts";

/** Values of the names in an expression; `null` when a name has none. */
export type Lookup = (name: string) => number | null;

/** An expression's value and the first token after it, or what is wrong and where. */
export type Value =
  | { readonly ok: true; readonly value: number; readonly next: number }
  | { readonly ok: false; readonly at: number; readonly message: string; readonly expected: string };

const PRECEDENCE: Readonly<Record<string, number>> = {
  "||": 1,
  "&&": 2,
  "==": 3,
  "!=": 3,
  "<": 3,
  ">": 3,
  "<=": 3,
  ">=": 3,
  "+": 4,
  "-": 4,
  "*": 5,
  "/": 5,
  "%": 5,
};

/**
 * Evaluates the expression that begins at a token, with the operators and precedences of pMARS (redcode.ref): C's, whole numbers,
 * division and remainder towards zero, comparisons giving 1 or 0, and `=` assigning to the registers a … z.
 *
 * @param registers - the 26 registers by name; changed by assignments
 */
export function evaluate(
  tokens: readonly Token[],
  from: number,
  lookup: Lookup,
  registers: Map<string, number>,
): Value {
  const parser = new Parser(tokens, from, lookup, registers);
  try {
    const value = parser.assignment(0);
    return { ok: true, value, next: parser.at };
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
  readonly #tokens: readonly Token[];
  readonly #lookup: Lookup;
  readonly #registers: Map<string, number>;

  constructor(tokens: readonly Token[], at: number, lookup: Lookup, registers: Map<string, number>) {
    this.#tokens = tokens;
    this.at = at;
    this.#lookup = lookup;
    this.#registers = registers;
  }

  assignment(depth: number): number {
    const name = this.#tokens[this.at];
    if (name?.kind === "name" && /^[a-zA-Z]$/.test(name.text) && this.#tokens[this.at + 1]?.text === "=") {
      if (this.#lookup(name.text) === null) {
        this.#deepen(depth);
        this.at += 2;
        const value = this.assignment(depth + 1);
        this.#registers.set(name.text.toLowerCase(), value);
        return value;
      }
    }
    return this.#binary(1, depth);
  }

  #binary(least: number, depth: number): number {
    let left = this.#unary(depth);
    for (;;) {
      const operator = this.#tokens[this.at];
      const precedence = operator?.kind === "symbol" ? (PRECEDENCE[operator.text] ?? 0) : 0;
      if (operator === undefined || precedence < least) return left;
      const place = this.at++;
      const right = this.#binary(precedence + 1, depth);
      left = this.#apply(operator.text, left, right, place);
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
    if (token.kind === "name") return this.#name(token);
    if (token.text !== "(") {
      throw new Problem(this.at, `${quote(token.text)} cannot stand here`, "a number, a label or (");
    }
    this.#deepen(depth);
    this.at++;
    const value = this.assignment(depth + 1);
    if (this.#tokens[this.at]?.text !== ")") throw new Problem(this.at, "a parenthesis is not closed", ")");
    this.at++;
    return value;
  }

  #name(token: Token): number {
    const value =
      this.#lookup(token.text) ??
      (/^[a-zA-Z]$/.test(token.text) ? (this.#registers.get(token.text.toLowerCase()) ?? 0) : null);
    if (value === null) {
      throw new Problem(
        this.at,
        `undefined label ${quote(token.text)}`,
        "a label, an EQU name or a predefined constant",
      );
    }
    this.at++;
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

/** A piece of source for a message: quoted, printable, short. */
export function quote(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return `"${short.replace(/[\p{Cc}\p{Cf}\u2028\u2029"\\]/gu, "?")}"`;
}
