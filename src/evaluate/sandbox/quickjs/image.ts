import type {
  QuickJSContext,
  QuickJSHandle,
  QuickJSRuntime,
  QuickJSSyncVariant,
} from "quickjs-emscripten-core";
import { driverSource } from "../driver.ts";
import type { RealmSettings } from "../realm-settings.ts";
import { type MemorySnapshot, takeSnapshot } from "./snapshot.ts";

/** One WebAssembly instance with its context, its driver and the image to go back to. */
export interface Image {
  readonly memory: WebAssembly.Memory;
  readonly runtime: QuickJSRuntime;
  readonly context: QuickJSContext;
  /** The driver's functions. */
  readonly init: QuickJSHandle;
  readonly start: QuickJSHandle;
  readonly poll: QuickJSHandle;
  /** Those for policies; `null` where programs are called as functions. */
  readonly policy: { readonly enter: QuickJSHandle; readonly calls: QuickJSHandle } | null;
  readonly snapshot: MemorySnapshot;
}

/**
 * Builds an instance whose memory is bounded, with the driver and the kits in place: what they cost to load is
 * part of the image, and of nobody's fuel.
 *
 * @param interrupt - called by the engine now and then; `true` stops it
 */
export async function buildImage(
  wasm: WebAssembly.Module,
  { limits, clock, isPolicy = false, kits = [] }: RealmSettings,
  interrupt: () => boolean,
): Promise<Image> {
  const maximum = BASE_PAGES + Math.ceil(limits.memoryMb) * 16;
  const memory = new WebAssembly.Memory({ initial: Math.min(FIRST_PAGES, maximum), maximum });
  const { newQuickJSWASMModuleFromVariant, newVariant, variant } = await loadEngine();
  const module = await newQuickJSWASMModuleFromVariant(
    newVariant(variant, { wasmMemory: memory, wasmModule: wasm, log: () => {} }),
  );
  const runtime = module.newRuntime();
  runtime.setMemoryLimit(limits.memoryMb * MIB);
  runtime.setMaxStackSize(STACK_BYTES);
  runtime.setInterruptHandler(interrupt);
  const context = runtime.newContext();
  const source = driverSource(limits.outputKb * 1024, clock, isPolicy);
  const driver = context.unwrapResult(context.evalCode(source, "driver.js"));
  const [init, start, poll] = ["init", "start", "poll"].map((name) => context.getProp(driver, name)) as [
    QuickJSHandle,
    QuickJSHandle,
    QuickJSHandle,
  ];
  const policy = isPolicy
    ? { enter: context.getProp(driver, "enter"), calls: context.getProp(driver, "calls") }
    : null;
  // a module that was evaluated under its name is found by it: no loader is needed
  for (const { name, code } of kits) context.unwrapResult(context.evalCode(code, name, { type: "module" }));
  // Handles that the wrapper creates lazily must exist before the snapshot, or they would dangle after a
  // restore.
  void [context.undefined, context.null, context.true, context.false, context.global];
  return { memory, runtime, context, init, start, poll, policy, snapshot: takeSnapshot(memory, STACK_END) };
}

/**
 * The engine's JavaScript, loaded by the first instance: the evaluator's first thread has none, nor have the threads
 * of other kinds.
 */
async function loadEngine() {
  const [core, { default: variant }] = await Promise.all([
    import("quickjs-emscripten-core"),
    import("@jitl/quickjs-wasmfile-release-sync"),
  ]);
  // the package's types describe its CommonJS form; its ES module exports the variant itself as the default
  return { ...core, variant: variant as unknown as QuickJSSyncVariant };
}

const MIB = 1 << 20;
/** Pages that the module itself needs: static data and a 5 MiB C stack within its 16 MiB initial memory. */
const BASE_PAGES = 256;
/** The C stack lies between static data and heap; the heap begins above this address. */
const STACK_END = 5 * MIB;
/**
 * Pages that a new instance has: a candidate that needs more costs a new instance, one that needs less does
 * not.
 */
const FIRST_PAGES = 512;
const STACK_BYTES = 512 * 1024;
