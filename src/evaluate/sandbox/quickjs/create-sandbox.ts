import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { failure } from "../../failures.ts";
import type { RealmSettings } from "../realm-settings.ts";
import type { PreparedProgram, Sandbox, SandboxRun } from "../sandbox.ts";
import { callProgram } from "./call.ts";
import { createEpisodes } from "./episodes.ts";
import { buildImage } from "./image.ts";
import { Meter } from "./meter.ts";
import { restoreSnapshot } from "./snapshot.ts";
import { trapFailure } from "./trap-failure.ts";

/** Version of QuickJS inside @jitl/quickjs-wasmfile-release-sync 0.32.0. */
export const QUICKJS_ENGINE = "quickjs@2025-09-13";

let compiled: Promise<WebAssembly.Module> | undefined;

/** Compiles the engine once per process, with what was made faster since; threads share the compiled module. */
export function compileQuickJS(): Promise<WebAssembly.Module> {
  compiled ??= (async () => {
    const path = fileURLToPath(import.meta.resolve("@jitl/quickjs-wasmfile-release-sync/wasm"));
    return compilePatiently(await readFile(path));
  })();
  return compiled;
}

/**
 * A module whose functions are optimised only when candidates have kept them busy: to build one memory image heats the interpreter
 * enough to be optimised in the background, a fifth of all that an evaluator's start costs. The budget of a module is read when it is
 * made; the setting is put back at once, because compiled code that was kept is of use under the same settings only. A budget that
 * this process was started with stays: it could not be told from V8's own again.
 */
function compilePatiently(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  if (process.execArgv.some((flag) => BUDGET_FLAG.test(flag))) return new WebAssembly.Module(bytes);
  setFlagsFromString(`--wasm-tiering-budget=${PATIENT_BUDGET}`);
  try {
    return new WebAssembly.Module(bytes);
  } finally {
    setFlagsFromString(`--wasm-tiering-budget=${USUAL_BUDGET}`);
  }
}

/**
 * Sandbox level 1: QuickJS compiled to WebAssembly, its memory image restored byte for byte before every
 * call. There are no host functions, no module loader and no clock inside; `WebAssembly.Memory`'s maximum
 * bounds the memory; the count of interrupts is the fuel. The instance is thrown away when a call trapped or
 * when its memory grew.
 */
export async function createQuickJSSandbox(
  wasm: WebAssembly.Module,
  settings: RealmSettings,
): Promise<Sandbox> {
  const { limits, isPolicy = false } = settings;
  const meter = new Meter(limits);
  const build = () => buildImage(wasm, { ...settings, isPolicy: false }, () => meter.interrupt());
  let image = await build();

  async function run(program: PreparedProgram, input: string, seed: number): Promise<SandboxRun> {
    meter.begin();
    let trapped = false;
    let outcome: SandboxRun;
    try {
      outcome = callProgram(image, meter, program, input, seed);
      if (meter.overdrawn) outcome = meter.failure();
    } catch (error) {
      trapped = true;
      outcome = trapFailure(error);
    }
    const used = meter.end();
    const grown = image.memory.buffer.byteLength !== image.snapshot.byteLength;
    // Without memory for an error object QuickJS throws null.
    if (grown && outcome.status === "error" && outcome.message === "null")
      outcome = failure("memory", "oom", "out of memory");
    if (trapped || grown) image = await build();
    else restoreSnapshot(image.memory, image.snapshot);
    return { ...outcome, ...used };
  }

  return {
    level: 1,
    engine: QUICKJS_ENGINE,
    ...(isPolicy && { episodes: createEpisodes(wasm, settings) }),
    fresh: () => false,
    run,
    check: (program, input) => run(program, input, 1),
    close: async () => {},
  };
}

/** Bytes of a function, as V8 counts them, that run before it is optimised: an image is built with less, and V8's own number. */
const BUDGET_FLAG = /^--wasm[-_]tiering[-_]budget=/;
const PATIENT_BUDGET = 130_000_000;
const USUAL_BUDGET = 13_000_000;
