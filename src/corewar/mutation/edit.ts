import type { Instruction } from "../instruction.ts";
import { signed } from "../print.ts";
import { reduce } from "../reduce.ts";

/** Code and start, which edits change together. */
export interface Code {
  readonly instructions: readonly Instruction[];
  readonly start: number;
}

/**
 * Replaces `removed` instructions at `at` by a block, and mends what pointed across the place: an operand
 * that named another cell of the warrior still names it. Immediate numbers and far offsets stay as they are;
 * so do the block's own.
 */
export function splice(
  code: Code,
  at: number,
  removed: number,
  block: readonly Instruction[],
  coreSize: number,
): Code {
  const { instructions, start } = code;
  const shift = block.length - removed;
  const moved = (index: number): number => (index >= at + removed ? index + shift : index);
  const mend = (instruction: Instruction, index: number): Instruction => {
    const field = (mode: Instruction["aMode"], value: number): number => {
      if (mode === "#") return value;
      const target = index + signed(value, coreSize);
      // One past the end counts as inside: pointers often stand there.
      if (target < 0 || target > instructions.length) return value;
      return reduce(moved(target) - moved(index), coreSize);
    };
    return {
      ...instruction,
      a: field(instruction.aMode, instruction.a),
      b: field(instruction.bMode, instruction.b),
    };
  };
  const mended = instructions.map(mend);
  const next = [...mended.slice(0, at), ...block, ...mended.slice(at + removed)];
  return { instructions: next, start: Math.max(0, Math.min(next.length - 1, moved(start))) };
}
