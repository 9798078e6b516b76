/** Second pass of the assembler: from a statement to an instruction. */
import { type Instruction, MODES, MODIFIERS, type Mode, type Modifier, type Opcode } from "../instruction.ts";
import { reduce } from "../reduce.ts";
import { defaultModifier } from "./default-modifier.ts";
import type { Diagnostics } from "./diagnostic.ts";
import { type Arithmetic, evaluate, quote } from "./expression.ts";
import type { Statement } from "./output.ts";
import { MODES_88 } from "./standard-88.ts";
import type { Symbols } from "./symbols.ts";
import { isSymbol, type Token } from "./token.ts";

/** Symbols, registers and rules that the second pass works with. */
export interface StatementContext {
  readonly symbols: Symbols;
  readonly arithmetic: Arithmetic;
  readonly coreSize: number;
  readonly standard: "94" | "88";
  readonly pSpace: boolean;
  readonly lenient: boolean;
  readonly diagnostics: Diagnostics;
}

interface Operand {
  readonly mode: Mode;
  readonly value: number;
}

/**
 * Second pass: one statement to one instruction; `null` when it has an error, which is reported.
 *
 * @param address - of the instruction in its warrior: what labels are relative to
 */
export function parseInstruction(
  statement: Statement,
  address: number,
  context: StatementContext,
): Instruction | null {
  const { symbols, standard, diagnostics, lenient } = context;
  const opcode = statement.word as Opcode;
  if (standard === "88" && MODES_88[opcode] === undefined) {
    diagnostics.error(statement.token, `${opcode} is not in Redcode '88`, Object.keys(MODES_88).join(" "));
    return null;
  }
  if (!context.pSpace && (opcode === "LDP" || opcode === "STP")) {
    diagnostics.error(
      statement.token,
      `${opcode} is not allowed where there is no p-space`,
      "rules with p-space",
    );
    return null;
  }
  let tokens = symbols.flatten(statement.rest, address);
  if (tokens === null) return null;
  const reader = { at: 0 };
  const modifier = parseModifier(tokens, reader, statement, context);
  if (modifier === undefined) return null;
  if (lenient) tokens = insertComma(tokens, reader.at);
  const operands = parseOperands(tokens, reader, statement, context);
  if (operands === null) return null;
  const [a, b] = operands;
  if (standard === "88" && !legalIn88(statement, a.mode, b.mode, diagnostics)) return null;
  return {
    opcode,
    modifier: modifier ?? defaultModifier(opcode, a.mode, b.mode),
    aMode: a.mode,
    a: reduce(a.value, context.coreSize),
    bMode: b.mode,
    b: reduce(b.value, context.coreSize),
  };
}

/** A modifier, `null` when there is none, `undefined` after an error. */
function parseModifier(
  tokens: readonly Token[],
  reader: { at: number },
  { token }: Statement,
  { diagnostics, standard, lenient }: StatementContext,
): Modifier | null | undefined {
  const dot = tokens[reader.at];
  if (dot?.text !== ".") return null;
  if (standard === "88") {
    diagnostics.error(dot, "modifiers are not in Redcode '88", `${token.text} without a modifier`);
    return undefined;
  }
  const word = tokens[reader.at + 1];
  const modifier = MODIFIERS.find((name) => word?.kind === "name" && name === word.text.toUpperCase());
  if (modifier !== undefined) {
    reader.at += 2;
    return modifier;
  }
  const message = word === undefined ? "the modifier is missing" : `${quote(word.text)} is no modifier`;
  if (lenient && word?.kind === "name") {
    diagnostics.warn(word, `${message}; the default one is taken`, MODIFIERS.join(" "));
    reader.at += 2;
    return null;
  }
  diagnostics.error(word ?? dot, message, MODIFIERS.join(" "));
  return undefined;
}

function parseOperands(
  tokens: readonly Token[],
  reader: { at: number },
  statement: Statement,
  context: StatementContext,
): readonly [Operand, Operand] | null {
  const { diagnostics, lenient } = context;
  const { word, token } = statement;
  if (reader.at >= tokens.length) {
    if (!lenient) {
      diagnostics.error(
        token,
        `${word} has no operand`,
        word === "DAT" ? "DAT <operand>" : `${word} <operand>, <operand>`,
      );
      return null;
    }
    diagnostics.warn(token, `${word} has no operand; $0 is taken`);
    return [NO_OPERAND, NO_OPERAND];
  }
  const first = parseOperand(tokens, reader, statement, context);
  if (first === null) return null;
  const separator = tokens[reader.at];
  if (separator === undefined) return withOneOperand(first, statement, context);
  if (separator.text !== ",") {
    diagnostics.error(
      separator,
      `${quote(separator.text)} cannot stand here`,
      "a comma, an operator or the end of the line",
    );
    return null;
  }
  reader.at++;
  const second = parseOperand(tokens, reader, statement, context);
  if (second === null) return null;
  const excess = tokens[reader.at];
  if (excess === undefined) return [first, second];
  if (lenient) {
    diagnostics.warn(excess, `what follows the B operand was left out, from ${quote(excess.text)} on`);
    return [first, second];
  }
  diagnostics.error(excess, `${quote(excess.text)} cannot stand here`, "an operator or the end of the line");
  return null;
}

/** The operands of a statement that names one: some have no other, and 'DAT' has it as its second. */
function withOneOperand(
  first: Operand,
  { word, token }: Statement,
  { diagnostics, lenient }: StatementContext,
): readonly [Operand, Operand] | null {
  if (word === "DAT") return [{ mode: "#", value: 0 }, first];
  if (word === "JMP" || word === "SPL" || word === "NOP") return [first, NO_OPERAND];
  if (lenient) {
    diagnostics.warn(token, `${word} has one operand; $0 is taken as its B operand`);
    return [first, NO_OPERAND];
  }
  const { line, column } = token;
  diagnostics.error({ line, column }, `${word} has one operand`, "a comma and a B operand");
  return null;
}

const NO_OPERAND: Operand = { mode: "$", value: 0 };

function parseOperand(
  tokens: readonly Token[],
  reader: { at: number },
  statement: Statement,
  { symbols, arithmetic, diagnostics, standard }: StatementContext,
): Operand | null {
  const sign = tokens[reader.at];
  const mode = MODES.find((symbol) => symbol === sign?.text);
  if (mode !== undefined) reader.at++;
  if (mode !== undefined && standard === "88" && !"#$@<".includes(mode)) {
    diagnostics.error(sign ?? statement.token, `mode ${quote(mode)} is not in Redcode '88`, "# $ @ <");
    return null;
  }
  if (mode !== undefined && isSymbol(tokens[reader.at], ",")) {
    diagnostics.warn(sign ?? statement.token, "the A operand is empty; 0 is taken", "a number or a label");
    return { mode, value: 0 };
  }
  const value = evaluate(tokens, reader.at, arithmetic);
  if (value.ok) {
    const begin = tokens[reader.at] ?? statement.token;
    reader.at = value.next;
    if (value.usual !== null) {
      const message = `the order of pMARS gives ${value.value} here, usual precedence ${value.usual}`;
      diagnostics.warn(begin, message, "parentheses that say which one is meant");
    }
    return { mode: mode ?? "$", value: value.value };
  }
  const last = tokens.at(-1) ?? statement.token;
  const place = tokens[value.at] ?? { line: last.line, column: last.column + last.text.length };
  diagnostics.error(place, value.message + symbols.meant(tokens[value.at]), value.expected);
  return null;
}

/** `mov 0 1` and `mov #5 @2`: a blank between two operands where a comma is missing. */
function insertComma(tokens: readonly Token[], from: number): Token[] {
  if (tokens.some(({ text }, at) => at >= from && text === ",")) return [...tokens];
  for (let at = from + 1; at < tokens.length; at++) {
    const before = tokens[at - 1] as Token;
    const token = tokens[at] as Token;
    const gap = token.line !== before.line || token.column > before.column + before.text.length;
    const ends = before.kind !== "symbol" || before.text === ")";
    const next = tokens[at + 1];
    const touches = next !== undefined && next.column === token.column + token.text.length;
    const begins = token.kind !== "symbol" || (touches && MODES.some((mode) => mode === token.text));
    if (gap && ends && begins)
      return [...tokens.slice(0, at), { ...token, kind: "symbol", text: "," }, ...tokens.slice(at)];
  }
  return [...tokens];
}

function legalIn88({ word, token }: Statement, aMode: Mode, bMode: Mode, diagnostics: Diagnostics): boolean {
  const legal = MODES_88[word as Opcode];
  // DAT's missing A operand is #0, legal; JMP's and SPL's missing B operand is $0, legal too.
  if (legal?.a.includes(aMode) && legal.b.includes(bMode)) return true;
  diagnostics.error(
    token,
    `${word} ${aMode}, ${bMode} is not legal in Redcode '88`,
    `${word} [${legal?.a}], [${legal?.b}]`,
  );
  return false;
}
