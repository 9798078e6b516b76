import { writeSync } from "node:fs";
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import type { CachedDataResult, Context, Isolate, Reference } from "isolated-vm";

/**
 * Entry of a level-2 child process: runs candidates with isolated-vm, a fresh isolate for each. Requests are
 * lines of JSON on standard input, replies lines of JSON on descriptor 3. Only strings enter and leave an
 * isolate. A catastrophic error inside V8 aborts the process; the parent enforces the deadline and the memory
 * bound with SIGKILL.
 */
export interface IsolateRequest {
  readonly code: string;
  readonly kind: "module" | "script";
  readonly entryPoint: string;
  readonly input: string;
  readonly seed: number;
  /** A program of our own: a fresh context in an isolate that no candidate ever saw is enough. */
  readonly check: boolean;
  readonly timeoutMs: number;
}

/** Steps of several policies, made one after the other: what one crossing of the wall carries. */
export interface StepsRequest {
  readonly steps: readonly Step[];
}

/** One step of a policy in a realm that stays: its calls, as the driver takes them, or its end. */
export interface Step {
  readonly realm: number;
  /** The program of a realm that is to be made for it. */
  readonly program?: Pick<IsolateRequest, "code" | "kind" | "entryPoint" | "seed">;
  /** `null`: the realm goes. */
  readonly calls: string | null;
  readonly timeoutMs: number;
}

/** The child's message: the driver's reply, or what ended the run. */
export type IsolateReply =
  | { readonly type: "ready" }
  | { readonly type: "steps"; readonly replies: readonly StepReply[] }
  | { readonly type: "reply"; readonly reply: string /** Processor time. */; readonly ms: number }
  | { readonly type: "ended"; readonly by: "timeout" | "memory"; readonly cpuMs: number }
  | { readonly type: "threw"; readonly description: string };

/** How one run or one step ended. */
export type StepReply = Exclude<IsolateReply, { readonly type: "ready" | "steps" }>;

/** The child's only argument, as JSON. */
export interface IsolateSettings {
  /** Path of isolated-vm's compiled add-on. */
  readonly addon: string;
  readonly driver: string;
  readonly memoryMb: number;
  /** Modules that programs may import. */
  readonly kits: readonly { readonly name: string; readonly code: string }[];
  /** Path of the watchdog's module. */
  readonly watchdog: string;
}

const REPLIES = 3;
/** Name of the constant at a module's end. */
const END = "$galapagosModuleEnd";
const settings = JSON.parse(process.argv[2] ?? "") as IsolateSettings;
const { ivm } = createRequire(import.meta.url)(settings.addon) as { ivm: typeof import("isolated-vm") };
new Worker(settings.watchdog).unref();

function reply(message: IsolateReply): void {
  const bytes = Buffer.from(`${JSON.stringify(message)}\n`);
  for (let sent = 0; sent < bytes.length; ) {
    try {
      sent += writeSync(REPLIES, bytes, sent);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
    }
  }
}

/**
 * Loads the program in a realm and finds what to call: a namespace's export, or a script's global function.
 * `null` when a top-level await is still pending: then a constant that was added at the module's end has no
 * value yet.
 */
function findEntry(
  isolate: Isolate,
  context: Context,
  request: Pick<IsolateRequest, "code" | "kind" | "entryPoint">,
  timeout: number,
): Reference | null {
  const { code, kind, entryPoint } = request;
  if (kind === "script") {
    context.evalSync(code, { timeout, filename: "candidate.js" });
    const found = `typeof ${entryPoint} === "function" ? ${entryPoint} : undefined`;
    return context.evalSync(found, { timeout, reference: true });
  }
  const module = isolate.compileModuleSync(`${code}\nexport const ${END} = true;`, {
    filename: "candidate.js",
  });
  module.instantiateSync(context, (specifier) => {
    const kit = settings.kits.find(({ name }) => name === specifier);
    if (kit === undefined) throw new Error(`could not load module '${specifier}'`);
    return isolate.compileModuleSync(kit.code, { filename: specifier });
  });
  module.evaluateSync({ timeout });
  try {
    module.namespace.getSync(END);
  } catch {
    return null;
  }
  return module.namespace.getSync(entryPoint, { reference: true });
}

/** The driver behind one function: every crossing into an isolate costs a tenth of a millisecond. */
const DRIVER = `(() => {
  const { init, start, poll, enter, calls } = ${settings.driver};
  return (call, first, key, input) => call === "calls" ? calls(input) : call === "enter" ? enter(first, key) : call === "start" ? start(first, key, input) : call === "poll" ? poll() : init(first);
})()`;

/**
 * The driver's compiled code, made once in this process: compiling it anew would cost every realm half a
 * millisecond.
 */
const { cachedData } = createIsolate().compileScriptSync(DRIVER, {
  filename: "driver.js",
  produceCachedData: true,
}) as CachedDataResult;

/** Everything that a candidate needs to run, made before anybody knows which one it will be. */
interface Realm {
  readonly isolate: Isolate;
  readonly context: Context;
  readonly driver: Reference;
}

function createIsolate(): Isolate {
  return new ivm.Isolate({ memoryLimit: settings.memoryMb, onCatastrophicError: () => process.abort() });
}

function createRealm(isolate: Isolate): Realm {
  const context = isolate.createContextSync();
  const code = { filename: "driver.js", ...(cachedData && { cachedData }) };
  const driver = isolate.compileScriptSync(DRIVER, code).runSync(context, { reference: true });
  return { isolate, context, driver };
}

/** Programs of our own run in an isolate that no candidate ever saw. */
let own: Isolate | undefined;
/** The realm of the next candidate. */
let next: Realm | undefined;

function takeRealm(check: boolean): Realm {
  if (check) {
    own ??= createIsolate();
    return createRealm(own);
  }
  const realm = next ?? createRealm(createIsolate());
  next = undefined;
  return realm;
}

/** Work after a reply, while the parent works: away with the old realm, and on with the next one. */
function clear({ isolate, context }: Realm, check: boolean): void {
  if (check) context.release();
  else if (!isolate.isDisposed) isolate.dispose();
  next ??= createRealm(createIsolate());
}

function run(request: IsolateRequest, { isolate, context, driver }: Realm): StepReply {
  const end = performance.now() + request.timeoutMs;
  const begun = process.threadCpuUsage();
  const left = (): number => Math.max(1, Math.ceil(end - performance.now()));
  try {
    driver.applySync(undefined, ["init", request.seed | 0]);
    const entry = findEntry(isolate, context, request, left());
    if (!entry) return { type: "reply", reply: "p", ms: 0 };
    const call = ["start", entry.derefInto(), undefined, request.input];
    const options = { timeout: left(), result: { copy: true } } as const;
    let text = driver.applySync(undefined, call, options) as string;
    if (text === "p") text = driver.applySync(undefined, ["poll"], { ...options, timeout: left() }) as string;
    const { user, system } = process.threadCpuUsage(begun);
    return { type: "reply", reply: text, ms: (user + system) / 1000 };
  } catch (error) {
    return endOf(error, isolate, begun);
  }
}

/** How a run ended that threw into this process. */
function endOf(error: unknown, isolate: Isolate, begun: NodeJS.CpuUsage): StepReply {
  const { name, message, stack } =
    error instanceof Error ? error : { name: "", message: String(error), stack: "" };
  const { user, system } = process.threadCpuUsage(begun);
  const cpuMs = (user + system) / 1000;
  if (isolate.isDisposed || /memory limit/.test(message)) return { type: "ended", by: "memory", cpuMs };
  if (/timed out/.test(message)) return { type: "ended", by: "timeout", cpuMs };
  return { type: "threw", description: `${name}: ${message}\x01${stack ?? ""}`.slice(0, 1500) };
}

/** Realms of episodes that are under way. */
const episodes = new Map<number, Realm>();

/** Makes one step of a policy. */
function step({ realm: number, program, calls, timeoutMs }: Step): StepReply {
  const begun = process.threadCpuUsage();
  const realm = program ? takeRealm(false) : episodes.get(number);
  if (calls === null || realm === undefined) {
    if (realm && !realm.isolate.isDisposed) realm.isolate.dispose();
    episodes.delete(number);
    return { type: "reply", reply: "onull", ms: 0 };
  }
  const { isolate, context, driver } = realm;
  const end = performance.now() + timeoutMs;
  const left = (): number => Math.max(1, Math.ceil(end - performance.now()));
  try {
    if (program) {
      episodes.set(number, realm);
      driver.applySync(undefined, ["init", program.seed | 0]);
      const entry = findEntry(isolate, context, program, left());
      if (!entry) return { type: "reply", reply: "p", ms: 0 };
      const entered = driver.applySync(undefined, ["enter", entry.derefInto()], { result: { copy: true } });
      if (entered !== "o") return { type: "reply", reply: String(entered), ms: 0 };
    }
    const options = { timeout: left(), result: { copy: true } } as const;
    let text = driver.applySync(undefined, ["calls", undefined, undefined, calls], options) as string;
    if (text === "p") text = driver.applySync(undefined, ["poll"], { ...options, timeout: left() }) as string;
    const { user, system } = process.threadCpuUsage(begun);
    return { type: "reply", reply: text, ms: (user + system) / 1000 };
  } catch (error) {
    return endOf(error, isolate, begun);
  }
}

let waiting = "";
process.stdin.setEncoding("utf8");
process.stdin.on("data", (chunk: string) => {
  waiting += chunk;
  for (let end = waiting.indexOf("\n"); end >= 0; end = waiting.indexOf("\n")) {
    const line = waiting.slice(0, end);
    waiting = waiting.slice(end + 1);
    const request = JSON.parse(line) as IsolateRequest | StepsRequest;
    if ("steps" in request) {
      reply({ type: "steps", replies: request.steps.map(step) });
      continue;
    }
    const realm = takeRealm(request.check);
    reply(run(request, realm));
    clear(realm, request.check);
  }
});
process.stdin.on("end", () => process.exit(0));
reply({ type: "ready" });
