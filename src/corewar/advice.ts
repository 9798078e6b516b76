/** Advice on a warrior that needs no opponent: what it does to itself, what it cannot reach, how far its steps go. */
import { DebugSession } from "./debugger/index.ts";
import type { Instruction, Opcode, Warrior } from "./instruction.ts";
import type { MarsSettings } from "./mars/index.ts";
import { signed } from "./print.ts";

/** Instructions that are executed at most to see what a warrior does to itself. */
const LOOKED_AT = 40_000;

/** Advice on a warrior, a sentence each, with indices of instructions from 0; empty where nothing strikes. */
export function adviseOn(warrior: Warrior, settings: MarsSettings): readonly string[] {
  return [...whatItDoes(warrior, settings), ...unreached(warrior, settings), ...steps(warrior, settings)];
}

/** Alone in the core: when it dies, and when it first destroys an instruction of its own. */
function whatItDoes(warrior: Warrior, settings: MarsSettings): readonly string[] {
  const session = new DebugSession({ ...settings, warriors: 1 }, [warrior], { positions: [0] });
  const cycles = Math.min(settings.maxCycles, LOOKED_AT);
  const said: string[] = [];
  for (let cycle = 1; cycle <= cycles && session.goesOn; cycle++) {
    session.step(1);
    if (said.length > 0) continue;
    const hit = warrior.instructions.findIndex((one, at) => isDestroyed(one, session.cell(at)));
    if (hit !== -1)
      said.push(
        `it overwrites its own instruction ${hit} in cycle ${cycle}: ${becomes(warrior, hit, session)}`,
      );
  }
  const [left = 0] = session.facts().processes;
  if (left === 0) said.push(`alone in the core it dies in cycle ${session.facts().cycles}`);
  return said;
}

/** True where what was code is other code now; numbers may change, and data is there to be changed. */
function isDestroyed(was: Instruction, is: Instruction): boolean {
  return was.opcode !== "DAT" && (was.opcode !== is.opcode || was.modifier !== is.modifier);
}

function becomes({ instructions }: Warrior, at: number, session: DebugSession): string {
  const [was, is] = [instructions[at], session.cell(at)];
  return `${was?.opcode}.${was?.modifier} becomes ${is.opcode}.${is.modifier}`;
}

const SKIPS: ReadonlySet<Opcode> = new Set<Opcode>(["SEQ", "SNE", "CMP", "SLT"]);
const JUMPS: ReadonlySet<Opcode> = new Set<Opcode>(["JMP", "JMZ", "JMN", "DJN", "SPL"]);

/** Instructions that no way leads to and no operand names. */
function unreached({ instructions, start }: Warrior, { coreSize }: MarsSettings): readonly string[] {
  const seen = new Set<number>();
  const open = [start];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const instruction = instructions[at];
    if (instruction === undefined || seen.has(at)) continue;
    seen.add(at);
    const { opcode, aMode, a } = instruction;
    if (opcode === "DAT") continue;
    if (JUMPS.has(opcode)) {
      // a jump through a pointer may lead anywhere
      if (aMode !== "$" && aMode !== "#") return [];
      open.push(at + (aMode === "#" ? 0 : signed(a, coreSize)));
    }
    if (opcode !== "JMP") open.push(at + 1);
    if (SKIPS.has(opcode)) open.push(at + 2);
  }
  const named = new Set([...seen].flatMap((at) => namedBy(instructions[at], at, coreSize)));
  // a pointer that counts through the code names what it passes
  const counts = instructions.some(({ aMode, bMode }) => /[{}<>]/.test(aMode + bMode));
  if (counts) return [];
  const lost = instructions.flatMap(({ opcode }, at) =>
    opcode === "DAT" || seen.has(at) || named.has(at) ? [] : [at],
  );
  return lost.length === 0
    ? []
    : [`nothing leads to ${lost.length === 1 ? "instruction" : "instructions"} ${lost.join(", ")}`];
}

/** Places that an instruction's operands name. */
function namedBy(instruction: Instruction | undefined, at: number, coreSize: number): readonly number[] {
  if (instruction === undefined) return [];
  const { aMode, a, bMode, b } = instruction;
  return [
    ...(aMode === "#" ? [] : [at + signed(a, coreSize)]),
    ...(bMode === "#" ? [] : [at + signed(b, coreSize)]),
  ];
}

/** Reach of constant steps. */
function steps({ instructions }: Warrior, { coreSize }: MarsSettings): readonly string[] {
  return instructions.flatMap(({ opcode, aMode, a }, at) => {
    if ((opcode !== "ADD" && opcode !== "SUB") || aMode !== "#" || a === 0) return [];
    const spacing = commonDivisor(a, coreSize);
    return [
      `the step ${signed(a, coreSize)} of instruction ${at} comes to ${coreSize / spacing} of ${coreSize} cells, ${spacing === 1 ? "all" : `one in ${spacing}`}`,
    ];
  });
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
