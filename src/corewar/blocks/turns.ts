import type { Instruction } from "../instruction.ts";
import type { Code } from "../mutation/edit.ts";
import { type Drawing, writerFor } from "./block.ts";

/** Instructions that stand before the two warriors. */
const BRAIN = 10;

/**
 * Two warriors that take turns: p-space remembers who fought the last round, and the other one fights the next after a loss, or after
 * all but a win. `null` where one of them remembers something already.
 */
export function takeTurns(one: Code, other: Code, { random, coreSize }: Drawing): Code | null {
  if (hasMemory(one.instructions) || hasMemory(other.instructions)) return null;
  const write = writerFor(coreSize);
  const [result, state] = [8, 9];
  const first = BRAIN + one.start;
  const second = BRAIN + one.instructions.length + other.start;
  const brain = [
    write("LDP.AB", "#", 0, "$", result),
    write("LDP.AB", "#", 1, "$", state - 1),
    // cell 0 holds 0 after a loss, 1 after a win
    random.int(2) === 0 ? write("SEQ.AB", "#", 1, "$", result - 2) : write("SNE.AB", "#", 0, "$", result - 2),
    write("ADD.AB", "#", 1, "$", state - 3),
    write("MOD.AB", "#", 2, "$", state - 4),
    write("STP.B", "$", state - 5, "#", 1),
    write("JMZ.B", "$", first - 6, "$", state - 6),
    write("JMP.B", "$", second - 7, "$", 0),
    write("DAT.F", "$", 0, "$", 0),
    write("DAT.F", "$", 0, "$", 0),
  ];
  return { instructions: [...brain, ...one.instructions, ...other.instructions], start: 0 };
}

/** True for code that reads or writes p-space. */
function hasMemory(instructions: readonly Instruction[]): boolean {
  return instructions.some(({ opcode }) => opcode === "LDP" || opcode === "STP");
}
