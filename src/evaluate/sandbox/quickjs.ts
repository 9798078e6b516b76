import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import variantModule from "@jitl/quickjs-wasmfile-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
  type QuickJSSyncVariant,
} from "quickjs-emscripten-core";
import type { Limits } from "../../problem/index.ts";
import { type Failure, failure } from "../failures.ts";
import { type Clock, driverSource, readReply, STACK_MARK, thrownFailure } from "./driver.ts";
import { isBusy, PATIENCE } from "./process-tree.ts";
import type { PreparedProgram, Sandbox, SandboxRun } from "./sandbox.ts";
import { type MemorySnapshot, restoreSnapshot, takeSnapshot } from "./snapshot.ts";

/** The package's types describe its CommonJS form; its ES module exports the variant itself as the default. */
const baseVariant = variantModule as unknown as QuickJSSyncVariant;

/** Version of QuickJS inside @jitl/quickjs-wasmfile-release-sync 0.32.0. */
export const QUICKJS_ENGINE = "quickjs@2025-09-13";

/**
 * Fuel units per nominal millisecond. QuickJS calls the interrupt handler once per 10,000 loop turns and calls; on the slow
 * two-core machine where this was calibrated that is every 0.4 ms in an empty loop, every 1 ms in numeric code and every 3.5 ms
 * in code that makes objects. The count, not the clock, is the limit, so a timeout verdict is the same on every machine; the
 * deadline, ten times the nominal time unless the problem says otherwise, lies beyond it for all of them.
 */
export const FUEL_PER_MS = 1;

/** Jobs run between two looks at the limits; also the price, in jobs, of one unit of fuel. */
const JOBS_PER_UNIT = 100;
const MIB = 1 << 20;
/** Longest text that is copied out of a thrown value, characters. */
const MAX_TEXT = 100_000;
/** What the module itself needs: static data and a 5 MiB C stack within its 16 MiB initial memory. */
const BASE_PAGES = 256;
/** Pages that a new instance has: a candidate that needs more costs a new instance, one that needs less does not. */
const FIRST_PAGES = 512;
const STACK_BYTES = 512 * 1024;

/** One WebAssembly instance with its context, its driver and the image to go back to. */
interface Image {
  readonly memory: WebAssembly.Memory;
  readonly runtime: QuickJSRuntime;
  readonly context: QuickJSContext;
  readonly init: QuickJSHandle;
  readonly start: QuickJSHandle;
  readonly poll: QuickJSHandle;
  readonly snapshot: MemorySnapshot;
}

/** Compiles the engine once per process; threads share the compiled module. */
export async function compileQuickJS(): Promise<WebAssembly.Module> {
  const path = fileURLToPath(import.meta.resolve("@jitl/quickjs-wasmfile-release-sync/wasm"));
  return WebAssembly.compile(await readFile(path));
}

/**
 * Sandbox level 1: QuickJS compiled to WebAssembly, its memory image restored byte for byte before every call. There are no
 * host functions, no module loader and no clock inside; `WebAssembly.Memory`'s maximum bounds the memory; the count of
 * interrupts is the fuel. The instance is thrown away when a call trapped or when its memory grew.
 */
export async function createQuickJSSandbox(
  wasm: WebAssembly.Module,
  limits: Limits,
  clock: Clock = "frozen",
): Promise<Sandbox> {
  const budget = Math.max(1, Math.ceil(limits.timeMs * FUEL_PER_MS));
  let fuel = 0;
  let wallEnd = Infinity;
  let stopped: "fuel" | "wall" | null = null;
  let cpuStart = process.threadCpuUsage();
  const busy = (): boolean => {
    const { user, system } = process.threadCpuUsage(cpuStart);
    return isBusy((user + system) / 1000, limits);
  };
  const interrupt = (): boolean => {
    if (++fuel > budget) stopped ??= "fuel";
    else {
      const late = performance.now() - wallEnd;
      if (late > 0 && (busy() || late > PATIENCE * limits.deadlineMs)) stopped ??= "wall";
    }
    return stopped !== null;
  };

  async function build(): Promise<Image> {
    const maximum = BASE_PAGES + Math.ceil(limits.memoryMb) * 16;
    const memory = new WebAssembly.Memory({ initial: Math.min(FIRST_PAGES, maximum), maximum });
    const module = await newQuickJSWASMModuleFromVariant(
      newVariant(baseVariant, { wasmMemory: memory, wasmModule: wasm, log: () => {} }),
    );
    const runtime = module.newRuntime();
    runtime.setMemoryLimit(limits.memoryMb * MIB);
    runtime.setMaxStackSize(STACK_BYTES);
    runtime.setInterruptHandler(interrupt);
    const context = runtime.newContext();
    const source = driverSource(limits.outputKb * 1024, clock);
    const driver = context.unwrapResult(context.evalCode(source, "driver.js"));
    const [init, start, poll] = ["init", "start", "poll"].map((name) => context.getProp(driver, name)) as [
      QuickJSHandle,
      QuickJSHandle,
      QuickJSHandle,
    ];
    // Handles that the wrapper creates lazily must exist before the snapshot, or they would dangle after a restore.
    void [context.undefined, context.null, context.true, context.false, context.global];
    return { memory, runtime, context, init, start, poll, snapshot: takeSnapshot(memory) };
  }

  let image = await build();
  const limitFailure = (): Failure =>
    stopped === "fuel"
      ? failure(
          "timeout",
          "fuel",
          `out of fuel: more than ${budget} units (limits.timeMs = ${limits.timeMs})`,
        )
      : failure(
          "timeout",
          busy() ? "cpu" : "wall",
          `still running after ${limits.deadlineMs} ms (limits.deadlineMs)`,
        );

  /** Runs a call and reads its text; the handles it makes die with the restore. */
  function attempt(program: PreparedProgram, input: string, seed: number): SandboxRun {
    const { context, runtime } = image;
    const text = (result: ReturnType<QuickJSContext["evalCode"]>): string =>
      result.error ? `fthrew:${describe(context, result.error)}` : context.getString(result.value);
    const drain = (): void => {
      while (stopped === null && runtime.hasPendingJob()) {
        if (runtime.executePendingJobs(JOBS_PER_UNIT).error && stopped === null) break;
        interrupt();
      }
    };
    context.callFunction(image.init, context.undefined, context.newNumber(seed));
    const type = program.kind === "module" ? "module" : "global";
    const loaded = context.evalCode(program.code, "candidate.js", { type });
    if (stopped !== null) return limitFailure();
    if (loaded.error) return thrownFailure(describe(context, loaded.error));
    let target = loaded.value;
    let key = context.undefined;
    if (program.kind === "module") {
      const settled = (): ReturnType<QuickJSContext["getPromiseState"]> => context.getPromiseState(target);
      let module = settled();
      if (module.type === "pending") {
        drain();
        module = settled();
      }
      if (stopped !== null) return limitFailure();
      if (module.type === "pending")
        return failure("timeout", "pending", "the module's top-level await never settles");
      if (module.type === "rejected") return thrownFailure(describe(context, module.error));
      target = module.value;
      key = context.newString(program.entryPoint);
    } else {
      const name = program.entryPoint;
      const found = context.evalCode(`typeof ${name} === "function" ? ${name} : undefined`, "entry.js");
      if (found.error) return thrownFailure(describe(context, found.error));
      target = found.value;
    }
    let reply = text(
      context.callFunction(image.start, context.undefined, target, key, context.newString(input)),
    );
    if (reply === "p") {
      drain();
      reply = text(context.callFunction(image.poll, context.undefined));
    }
    const verdict = readReply(reply, program.entryPoint);
    if (verdict.status === "ok") return verdict;
    if (stopped !== null) return limitFailure();
    if (verdict.status === "pending")
      return failure("timeout", "pending", `the promise of ${program.entryPoint} never settles`);
    return verdict;
  }

  async function run(program: PreparedProgram, input: string, seed: number): Promise<SandboxRun> {
    wallEnd = performance.now() + limits.deadlineMs;
    cpuStart = process.threadCpuUsage();
    let trapped = false;
    let outcome: SandboxRun;
    try {
      outcome = attempt(program, input, seed);
    } catch (error) {
      trapped = true;
      outcome = trapFailure(error);
    }
    const { user, system } = process.threadCpuUsage(cpuStart);
    const used = fuel;
    wallEnd = Infinity;
    stopped = null;
    fuel = 0;
    const grown = image.memory.buffer.byteLength !== image.snapshot.byteLength;
    // Without memory for an error object QuickJS throws null.
    if (grown && outcome.status === "error" && outcome.message === "null")
      outcome = failure("memory", "oom", "out of memory");
    if (trapped || grown) image = await build();
    else restoreSnapshot(image.memory, image.snapshot);
    return { ...outcome, fuel: used, ms: (user + system) / 1000 };
  }

  return {
    level: 1,
    engine: QUICKJS_ENGINE,
    fresh: () => false,
    run,
    check: (program, input) => run(program, input, 1),
    close: async () => {},
  };
}

/** What an exception that left the engine means: V8's stack ran out below it, or the engine trapped. */
function trapFailure(error: unknown): Failure {
  if (error instanceof RangeError)
    return failure("error", "stack", "stack overflow: too much recursion or nesting");
  const message = error instanceof Error ? error.message : String(error);
  if (/out of memory|memory access out of bounds/i.test(message))
    return failure("memory", "oom", "out of memory");
  return failure("error", "crash", `the engine trapped: ${message}`);
}

/** Name, message and stack of a thrown value, read as primitive strings of bounded length only. */
function describe(context: QuickJSContext, error: QuickJSHandle): string {
  const text = (value: QuickJSHandle): string => {
    if (context.typeof(value) !== "string") return "";
    const length = context.getNumber(context.getProp(value, "length"));
    return length > MAX_TEXT ? `(${length} characters)` : context.getString(value).slice(0, 600);
  };
  const kind = context.typeof(error);
  if (kind !== "object") return text(error) || `threw a ${kind}`;
  const read = (name: string): string => text(context.getProp(error, name));
  return `${read("name")}: ${read("message")}${STACK_MARK}${read("stack")}`;
}
