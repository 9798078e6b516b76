import { printInstruction, type Warrior } from "../../corewar/index.ts";

/** A warrior's heading and its instructions, a line each; `START` marks the first to be executed. */
export function renderWarrior(warrior: Warrior, coreSize: number): string {
  const { name, author, start, instructions } = warrior;
  const lines = instructions.map(
    (instruction, index) =>
      `${index === start ? "START" : "     "}  ${printInstruction(instruction, coreSize)}`,
  );
  return [`${name} by ${author}, ${instructions.length} instructions`, ...lines].join("\n");
}
