import { GalapagosError } from "../../core/index.ts";
import type { EngineFactory } from "../mars/engine.ts";
import { WebAssemblyEngine } from "./engine.ts";

/**
 * Builds a WebAssembly engine.
 *
 * @throws GalapagosError when the settings are beyond it; the JavaScript engine takes those
 */
export const createWebAssemblyEngine: EngineFactory = (settings) => {
  const { coreSize, maxCycles, maxProcesses, warriors } = settings;
  atMost("cells", coreSize, LARGEST.coreSize);
  atMost("cycles", maxCycles, LARGEST.maxCycles);
  atMost("instructions in a round", maxCycles * warriors, LARGEST.instructions);
  atMost("bytes of queues and observations", warriors * (8 * maxProcesses + 2 * coreSize), LARGEST.bytes);
  return new WebAssemblyEngine(settings);
};

function atMost(what: string, got: number, most: number): void {
  if (got <= most) return;
  throw new GalapagosError(`the WebAssembly simulator takes at most ${most} ${what}, but got ${got}`, {
    code: "corewar/too-large",
    hint: "use the JavaScript engine for such settings",
  });
}

/**
 * Most cells, cycles and bytes of queues and observations that the generated code can count in 32 bits, with
 * room to spare.
 */
const LARGEST = {
  coreSize: 1 << 24,
  maxCycles: 2 ** 30 - 1,
  instructions: 2 ** 31 - 1,
  bytes: 2 ** 30,
} as const;
