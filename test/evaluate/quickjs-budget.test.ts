import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";

const sandbox = new URL("../../src/evaluate/sandbox/quickjs/create-sandbox.ts", import.meta.url).href;
/** Compiles the engine, and tells which of V8's settings were changed meanwhile. */
const compiling = `
import { syncBuiltinESMExports } from "node:module";
import v8 from "node:v8";
const flags = [];
v8.setFlagsFromString = (flag) => flags.push(flag);
syncBuiltinESMExports();
const { compileQuickJS } = await import(${JSON.stringify(sandbox)});
await compileQuickJS();
console.log(JSON.stringify(flags));`;
const flagsSet = (...own: readonly string[]): unknown =>
  JSON.parse(
    execFileSync(
      process.execPath,
      [...own, "--disable-warning=ExperimentalWarning", "--input-type=module", "-e", compiling],
      { encoding: "utf8" },
    ),
  );

it("the budget after which WebAssembly is optimised is V8's own again once the engine is compiled", () => {
  expect(flagsSet()).toEqual(["--wasm-tiering-budget=130000000", "--wasm-tiering-budget=13000000"]);
});

it.each(["--wasm-tiering-budget=5", "--wasm_tiering_budget=5"])(
  "a process that was started with %s keeps it",
  (flag) => {
    expect(flagsSet(flag)).toEqual([]);
  },
);
