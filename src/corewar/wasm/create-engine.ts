import { GalapagosError } from "../../core/index.ts";
import type { EngineFactory } from "../mars/engine.ts";
import { WebAssemblyEngine } from "./engine.ts";

/** Largest core that the generated code can address. */
const MAX_CORE_SIZE = 1 << 24;
/** A round's instructions are counted in 31 bits. */
const MAX_INSTRUCTIONS = 2 ** 29;

/**
 * Builds a WebAssembly engine. Throws when the settings are beyond it (cores above 2²⁴ cells, rounds above 2²⁹ instructions, or more
 * memory than WebAssembly has): the JavaScript engine takes those.
 */
export const createWebAssemblyEngine: EngineFactory = (settings) => {
  const { coreSize, maxCycles, maxProcesses, warriors } = settings;
  const tooLarge = (what: string, most: number, got: number): GalapagosError =>
    new GalapagosError(`the WebAssembly simulator takes at most ${most} ${what}, but got ${got}`, {
      code: "corewar/too-large",
      hint: "use the JavaScript engine for such settings",
    });
  if (coreSize > MAX_CORE_SIZE) throw tooLarge("cells", MAX_CORE_SIZE, coreSize);
  if (maxCycles * warriors > MAX_INSTRUCTIONS)
    throw tooLarge("instructions in a round", MAX_INSTRUCTIONS, maxCycles * warriors);
  const bytes = warriors * (4 * maxProcesses + 2 * coreSize);
  if (bytes > 2 ** 30) throw tooLarge("bytes for queues and observations", 2 ** 30, bytes);
  return new WebAssemblyEngine(settings);
};
