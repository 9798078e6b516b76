import type { SandboxKind } from "./kind.ts";
import { compileQuickJS, createQuickJSSandbox, QUICKJS_ENGINE } from "./quickjs/create-sandbox.ts";
import { realmSettingsOf } from "./realm-settings.ts";

/** Level 1: JavaScript in QuickJS, compiled to WebAssembly, deterministic to the unit of fuel. */
export const quickjs: SandboxKind<WebAssembly.Module> = {
  engine: "quickjs",
  contract: "function",
  level: 1,
  title: "JavaScript in WebAssembly",
  times: { batch: 8, grace: 10, hold: 8 },
  needsCanary: true,
  probe: async () => ({ available: true, detail: QUICKJS_ENGINE, hint: "" }),
  // threads share the compiled module
  prepare: async () => ({ setup: await compileQuickJS(), warnings: [] }),
  open: ({ definition }, wasm) => createQuickJSSandbox(wasm, realmSettingsOf(definition)),
};
