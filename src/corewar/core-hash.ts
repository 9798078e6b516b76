import { sha256 } from "../core/index.ts";
import type { Instruction } from "./instruction.ts";

/**
 * SHA-256 of a core as text, one line `OP.MOD <mode>A,<mode>B` for each cell from address 0, with numbers in
 * [0, coreSize) and `CMP` written as `SEQ`.
 */
export function coreSha256(core: readonly Instruction[]): string {
  const lines = core.map(({ opcode, modifier, aMode, a, bMode, b }) => {
    return `${opcode === "CMP" ? "SEQ" : opcode}.${modifier} ${aMode}${a},${bMode}${b}\n`;
  });
  return sha256(lines.join(""));
}
