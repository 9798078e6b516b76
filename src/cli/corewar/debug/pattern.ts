import { closestName } from "../../../core/index.ts";
import { type Instruction, MODES, OPCODES } from "../../../corewar/index.ts";
import type { Debugging } from "./debugging.ts";
import { Mistake, opcodeIn, operandOf } from "./arguments.ts";

/** Tells whether an instruction is one that is searched for. */
export type Pattern = (instruction: Instruction) => boolean;

/** An opcode, a modifier, and two operands; all but the opcode may be left out. */
const SHAPE = /^(\w+|\?)(?:\.(\w+|\?))?(?:\s+([^,]+?)\s*(?:,\s*(.+?)\s*)?)?$/;

/**
 * The pattern that a text describes: an instruction in which `?` stands for anything, as does what is left out, and an operand
 * without a mode for that number by any mode. An empty core is full of DATs; they are found where their operands are named.
 *
 * @throws Mistake
 */
export function patternIn(text: string, debugging: Debugging): Pattern {
  const [, word = "", modifier = "?", a = "?", b = "?"] = SHAPE.exec(text) ?? [];
  const opcode = opcodeIn(word);
  if (opcode === null && word !== "?") throw new Mistake(`${text}: expected an opcode${nearOpcode(word)}`);
  const [isA, isB] = [operandIn(a, debugging), operandIn(b, debugging)];
  const isBare = modifier === "?" && a === "?" && b === "?";
  return (cell) =>
    (opcode === null || cell.opcode === opcode) &&
    (modifier === "?" || cell.modifier === modifier.toUpperCase()) &&
    isA(cell.aMode, cell.a) &&
    isB(cell.bMode, cell.b) &&
    !(isBare && isEmpty(cell));
}

function operandIn(text: string, debugging: Debugging): (mode: string, value: number) => boolean {
  if (text === "?") return () => true;
  const mode = MODES.find((symbol) => text.startsWith(symbol)) ?? null;
  const rest = mode === null ? text : text.slice(1).trim();
  const wanted = rest === "?" ? null : operandOf(rest, debugging);
  return (is, value) => (mode === null || mode === is) && (wanted === null || wanted === value);
}

function isEmpty({ opcode, modifier, aMode, bMode, a, b }: Instruction): boolean {
  return opcode === "DAT" && modifier === "F" && aMode === "$" && bMode === "$" && a === 0 && b === 0;
}

function nearOpcode(word: string): string {
  const near = closestName(word, OPCODES);
  return near === null ? " or an instruction, e.g. mov ?, 1" : `; did you mean ${near.toLowerCase()}?`;
}
