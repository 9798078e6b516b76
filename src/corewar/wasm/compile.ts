import type { Layout } from "./generator/layout.ts";
import { generateDuel } from "./generator/duel-module.ts";
import { generateMelee } from "./generator/melee-module.ts";
import type { Tagging } from "./generator/tagging.ts";
import { Module, type WasmModule } from "./webassembly.ts";

/** Which of the generated modules: for exactly two warriors or for any number, observed or not. */
export interface Variant {
  readonly duel: boolean;
  readonly observe: boolean;
}

const compiled = new WeakMap<Tagging, Map<string, WasmModule>>();

/**
 * The module for a layout. Modules are kept as long as the thread lives, one for each variant and shape; a
 * melee module finds all that depends on the number of warriors through their records, so that one serves any
 * number.
 */
export function compileMars(layout: Layout, tagging: Tagging, { duel, observe }: Variant): WasmModule {
  const { warriors: _, ...shape } = layout.shape;
  const key = JSON.stringify([duel, observe, shape]);
  const modules = compiled.get(tagging) ?? new Map<string, WasmModule>();
  compiled.set(tagging, modules);
  const known = modules.get(key);
  if (known !== undefined) return known;
  const module = new Module(
    duel ? generateDuel(layout, tagging, observe) : generateMelee(layout, tagging, observe),
  );
  modules.set(key, module);
  return module;
}
