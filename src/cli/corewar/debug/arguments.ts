/** Arguments of the debugger's commands: counts, addresses, ranges, instructions. */
import {
  assemble,
  calculate,
  type DebugSession,
  formatDiagnostic,
  type Instruction,
  type Opcode,
  OPCODES,
} from "../../../corewar/index.ts";
import type { Debugging } from "./debugging.ts";

/** A mistake of the person who types, told in a line. */
export class Mistake extends Error {}

/** A whole number from 1 on; 1 where nothing was typed. */
export function countIn(text: string): number {
  if (text === "") return 1;
  if (!/^\d{1,15}$/.test(text) || Number(text) === 0)
    throw new Mistake(`${text}: expected a whole number from 1 on`);
  return Number(text);
}

/**
 * Value of an expression with pMARS's names: `.` the current address, `$` the last one, A and B the operands of the current
 * instruction, PC the address that is executed next, PC1, PC2, … each warrior's, CYCLE the cycles left, LINES a screen's.
 */
export function numberIn(text: string, debugging: Debugging): number {
  const result = calculate(text, namesOf(debugging), debugging.registers);
  if (result.status === "error") throw new Mistake(`${text}: ${result.message}`);
  return result.value;
}

/** Values of several expressions with commas between them. */
export function calculationsIn(text: string, debugging: Debugging): readonly number[] {
  return text.split(",").map((one) => numberIn(one, debugging));
}

function namesOf(debugging: Debugging): ReadonlyMap<string, number> {
  const { session, current, size } = debugging;
  const { coreSize, maxCycles } = session.settings;
  const { a, b } = session.cell(debugging.cellAt(current));
  const next = session.turn()?.address ?? current;
  return new Map([
    [".", current],
    ["$", size - 1],
    ["A", a],
    ["B", b],
    ["PC", next],
    ...session.warriors.map((_, at): [string, number] => [`PC${at + 1}`, session.queueOf(at)[0] ?? 0]),
    ["CORESIZE", coreSize],
    ["CYCLE", maxCycles - session.facts().cycles],
    ["LINES", 24],
  ]);
}

/** An address, by an expression; one with a sign counts from the current address. */
function addressIn(text: string, debugging: Debugging): number {
  return modulo(numberIn(/^\s*[+-]/.test(text) ? `.${text.trim()}` : text, debugging), debugging.size);
}

/** An operand of a cell, by an expression, which never counts processes. */
export function operandOf(text: string, debugging: Debugging): number {
  return modulo(numberIn(text, debugging), debugging.session.settings.coreSize);
}

function modulo(value: number, size: number): number {
  return ((value % size) + size) % size;
}

/** The cell at an address. */
export function cellIn(text: string, debugging: Debugging): number {
  return debugging.cellAt(addressIn(text, debugging));
}

/**
 * The first and the last address of a range `from,to`, or one address twice. An end that is left out is the current address, and a
 * comma alone is the range that was named last.
 */
function rangeIn(text: string, debugging: Debugging): readonly [from: number, to: number] {
  const [from = "", to, ...more] = text.split(",").map((end) => end.trim());
  if (more.length > 0) throw new Mistake(`${text}: expected two addresses, e.g. .,.+10`);
  if (from === "" && (to ?? "") === "") return debugging.range;
  const end = (place: string): number => (place === "" ? debugging.current : addressIn(place, debugging));
  const first = end(from);
  // an address that counts something up is read once
  debugging.range = [first, to === undefined ? first : end(to)];
  return debugging.range;
}

/** The cells of a range. */
export function placesIn(text: string, debugging: Debugging): readonly number[] {
  const { size } = debugging;
  const [from, to] = rangeIn(text, debugging);
  const count = ((to - from + size) % size) + 1;
  return Array.from({ length: count }, (_, at) => debugging.cellAt((from + at) % size));
}

/** The opcode that a word is; `null` for any other. */
export function opcodeIn(text: string): Opcode | null {
  return OPCODES.find((opcode) => opcode === text.toUpperCase()) ?? null;
}

/** One instruction in Redcode, in which letters that were set stand for their numbers. */
export function instructionIn(text: string, { session, registers }: Debugging): Instruction {
  const [, opcode = "", operands = ""] = /^(\S+)(.*)$/.exec(text) ?? [];
  const counted = operands.replace(/\b[c-z]\b/gi, (letter) =>
    String(registers.get(letter.toLowerCase()) ?? letter),
  );
  const assembly = assemble(` ${opcode}${counted}\n`, { settings: { ...session.settings, maxLength: 2 } });
  const errors = assembly.status === "error" ? assembly.errors : [];
  const [instruction, ...more] = assembly.status === "ok" ? assembly.warrior.instructions : [];
  if (instruction !== undefined && more.length === 0) return instruction;
  const [fault] = errors;
  throw new Mistake(fault ? formatDiagnostic(fault) : `${text}: expected one instruction, e.g. mov.i 0, 1`);
}

/** The warrior with a letter, a number from 1 on, or the one whose turn it is. */
export function warriorIn(text: string, session: DebugSession): number {
  if (text === "") return session.turn()?.warrior ?? 0;
  const index = /^\d+$/.test(text) ? Number(text) - 1 : text.toLowerCase().charCodeAt(0) - 97;
  if (text.length < 4 && session.warriors[index] !== undefined) return index;
  throw new Mistake(`${text}: expected a warrior, ${session.warriors.length === 1 ? "a" : "a, b, …"}`);
}
