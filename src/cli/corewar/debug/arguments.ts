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

/** A mistake of the person who types, told in a line. */
export class Mistake extends Error {}

/** A whole number from 1 on; 1 where nothing was typed. */
export function countIn(text: string): number {
  if (text === "") return 1;
  if (!/^\d{1,15}$/.test(text) || Number(text) === 0)
    throw new Mistake(`${text}: expected a whole number from 1 on`);
  return Number(text);
}

/** Value of an expression, in which `.` is the address that is executed next. */
export function numberIn(text: string, session: DebugSession): number {
  const names = new Map([
    [".", session.turn()?.address ?? 0],
    ["CORESIZE", session.settings.coreSize],
  ]);
  const result = calculate(text, names);
  if (result.status === "error") throw new Mistake(`${text}: ${result.message}`);
  return result.value;
}

/** An address in the core, by an expression. */
export function addressIn(text: string, session: DebugSession): number {
  const { coreSize } = session.settings;
  return ((numberIn(text, session) % coreSize) + coreSize) % coreSize;
}

/** The first and the last address of a range `from,to`, or one address twice. */
export function rangeIn(text: string, session: DebugSession): readonly [from: number, to: number] {
  const [from = "", to = from, ...more] = text.split(",");
  if (more.length > 0) throw new Mistake(`${text}: expected two addresses, e.g. .,.+10`);
  return [addressIn(from, session), addressIn(to, session)];
}

/** All addresses of a range. */
export function placesIn(text: string, session: DebugSession): readonly number[] {
  const { coreSize } = session.settings;
  const [from, to] = rangeIn(text, session);
  const count = ((to - from + coreSize) % coreSize) + 1;
  return Array.from({ length: count }, (_, at) => (from + at) % coreSize);
}

/** The opcode that a word is; `null` for any other. */
export function opcodeIn(text: string): Opcode | null {
  return OPCODES.find((opcode) => opcode === text.toUpperCase()) ?? null;
}

/** One instruction in Redcode. */
export function instructionIn(text: string, session: DebugSession): Instruction {
  const assembly = assemble(` ${text}\n`, { settings: { ...session.settings, maxLength: 2 } });
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
