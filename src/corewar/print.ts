/** Warriors as text: load files, and source with labels. */
import type { Instruction, Opcode, Warrior } from "./instruction.ts";

/** A number of the core as people write it: −core/2 < n ≤ core/2. */
export function signed(value: number, coreSize: number): number {
  return value > coreSize / 2 ? value - coreSize : value;
}

/** One instruction in load-file columns: `MOV.I  $     0, $     1`. */
export function printInstruction(
  { opcode, modifier, aMode, a, bMode, b }: Instruction,
  coreSize: number,
): string {
  const number = (value: number): string => String(signed(value, coreSize)).padStart(6);
  return `${`${opcode}.${modifier}`.padEnd(6)} ${aMode}${number(a)}, ${bMode}${number(b)}`;
}

/** Comments that keep a warrior's name, author and strategy through printing and assembling. */
function header({ name, author, strategy, pin }: Warrior, coreSize: number): string[] {
  return [
    ";redcode-94",
    `;name ${name}`,
    `;author ${author}`,
    ...(strategy === "" ? [] : strategy.split("\n").map((line) => `;strategy ${line}`)),
    `;assert CORESIZE == ${coreSize}`,
    ...(pin === null ? [] : [`       PIN    ${pin}`]),
  ];
}

/**
 * A warrior as a load file (ICWS'94 draft, section 3): one instruction a line, everything explicit.
 * Assembling it gives the warrior again.
 */
export function printLoadFile(warrior: Warrior, coreSize: number): string {
  const lines = [
    ...header(warrior, coreSize),
    `       ORG    ${warrior.start}`,
    ...warrior.instructions.map((instruction) => `       ${printInstruction(instruction, coreSize)}`),
    "       END",
  ];
  return `${lines.join("\n")}\n`;
}

const JUMPS: ReadonlySet<Opcode> = new Set<Opcode>(["JMP", "JMZ", "JMN", "DJN", "SPL"]);

/**
 * Disassembles: a warrior as source for people, with labels at its start and where its jumps lead. Assembling
 * it gives the warrior again.
 */
export function printSource(warrior: Warrior, coreSize: number): string {
  const { instructions, start } = warrior;
  const target = ({ opcode, aMode, a }: Instruction, index: number): number | null => {
    if (!JUMPS.has(opcode) || aMode === "#") return null;
    const address = index + signed(a, coreSize);
    return address >= 0 && address < instructions.length ? address : null;
  };
  const names = new Map<number, string>();
  if (start < instructions.length) names.set(start, "start");
  for (const [index, instruction] of instructions.entries()) {
    const address = target(instruction, index);
    if (address !== null && !names.has(address)) names.set(address, `l${address}`);
  }
  const mode = (symbol: string): string => (symbol === "$" ? "" : symbol);
  const body = instructions.map((instruction, index) => {
    const { opcode, modifier, aMode, a, bMode, b } = instruction;
    const address = target(instruction, index);
    const jump = address === null ? undefined : names.get(address);
    const operands = `${mode(aMode)}${jump ?? signed(a, coreSize)}, ${mode(bMode)}${signed(b, coreSize)}`;
    const operation = `${opcode}.${modifier}`.toLowerCase().padEnd(6);
    return `${(names.get(index) ?? "").padEnd(6)} ${operation} ${operands}`;
  });
  const origin = start < instructions.length ? "start" : String(start);
  return `${[...header(warrior, coreSize), `       org    ${origin}`, ...body, "       end"].join("\n")}\n`;
}
