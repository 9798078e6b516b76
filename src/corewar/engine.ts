import { type Engine, JavaScriptEngine, type MarsSettings } from "./mars/index.ts";
import { createWebAssemblyEngine } from "./wasm/index.ts";

/** Which engine to build: `auto` takes WebAssembly, the faster one, where it works for the settings. */
export type EngineKind = "auto" | "javascript" | "webassembly";

/**
 * Builds a simulator for these rules (see `completeSettings`). Build once, fight many rounds.
 *
 * @throws GalapagosError when WebAssembly is asked for by name and cannot work
 */
export function createEngine(settings: MarsSettings, kind: EngineKind = "auto"): Engine {
  if (kind === "javascript") return new JavaScriptEngine(settings);
  if (kind === "webassembly") return createWebAssemblyEngine(settings);
  try {
    return createWebAssemblyEngine(settings);
  } catch {
    // Too large for it, or no WebAssembly here: the other engine has the same semantics.
    return new JavaScriptEngine(settings);
  }
}
