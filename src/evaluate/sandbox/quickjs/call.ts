import type { QuickJSContext, QuickJSHandle } from "quickjs-emscripten-core";
import { type Failure, failure } from "../../failures.ts";
import { readReply, STACK_MARK, thrownFailure } from "../driver.ts";
import type { PreparedProgram, SandboxRun } from "../sandbox.ts";
import type { Image } from "./image.ts";
import type { Meter } from "./meter.ts";

/** The part of a meter that a call looks at. */
type Gauge = Pick<Meter, "stopped" | "interrupt" | "failure">;

/** Calls a program's entry point and reads its text; the handles it makes die when the image is restored. */
export function callProgram(
  image: Image,
  meter: Gauge,
  program: PreparedProgram,
  input: string,
  seed: number,
): SandboxRun {
  const { context } = image;
  context.callFunction(image.init, context.undefined, context.newNumber(seed));
  const loaded = loadProgram(image, meter, program);
  if ("status" in loaded) return loaded;
  const { target, key } = loaded;
  let reply = textOf(
    context,
    context.callFunction(image.start, context.undefined, target, key, context.newString(input)),
  );
  if (reply === "p") {
    drain(image, meter);
    reply = textOf(context, context.callFunction(image.poll, context.undefined));
  }
  const verdict = readReply(reply, program.entryPoint);
  if (verdict.status === "ok") return verdict;
  if (meter.stopped) return meter.failure();
  if (verdict.status === "pending")
    return failure("timeout", "pending", `the promise of ${program.entryPoint} never settles`);
  return verdict;
}

/** The target of a driver's call: a function, or an object and the name of its function. */
export interface Target {
  readonly target: QuickJSHandle;
  readonly key: QuickJSHandle;
}

/** Evaluates a program: an ES module to its namespace, a classic script to its global function. */
export function loadProgram(image: Image, meter: Gauge, program: PreparedProgram): Target | Failure {
  const { context } = image;
  const type = program.kind === "module" ? "module" : "global";
  const loaded = context.evalCode(program.code, "candidate.js", { type });
  if (meter.stopped) return meter.failure();
  if (loaded.error) return thrownFailure(describe(context, loaded.error));
  if (program.kind === "module") return awaitModule(image, meter, loaded.value, program.entryPoint);
  const name = program.entryPoint;
  const found = context.evalCode(`typeof ${name} === "function" ? ${name} : undefined`, "entry.js");
  if (found.error) return thrownFailure(describe(context, found.error));
  return { target: found.value, key: context.undefined };
}

function awaitModule(image: Image, meter: Gauge, promise: QuickJSHandle, entry: string): Target | Failure {
  const { context } = image;
  const settled = (): ReturnType<QuickJSContext["getPromiseState"]> => context.getPromiseState(promise);
  let module = settled();
  if (module.type === "pending") {
    drain(image, meter);
    module = settled();
  }
  if (meter.stopped) return meter.failure();
  if (module.type === "pending")
    return failure("timeout", "pending", "the module's top-level await never settles");
  if (module.type === "rejected") return thrownFailure(describe(context, module.error));
  return { target: module.value, key: context.newString(entry) };
}

/** Runs the jobs that wait, until none is left or a limit is met. */
export function drain({ runtime }: Image, meter: Gauge): void {
  while (!meter.stopped && runtime.hasPendingJob()) {
    if (runtime.executePendingJobs(JOBS_PER_UNIT).error && !meter.stopped) break;
    meter.interrupt();
  }
}

/** Jobs run between two looks at the limits; also the price, in jobs, of one unit of fuel. */
const JOBS_PER_UNIT = 100;

export function textOf(context: QuickJSContext, result: ReturnType<QuickJSContext["evalCode"]>): string {
  return result.error ? `fthrew:${describe(context, result.error)}` : context.getString(result.value);
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

/** Longest text that is copied out of a thrown value, characters. */
const MAX_TEXT = 100_000;
