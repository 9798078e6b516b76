import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Duplex } from "node:stream";
import { fileURLToPath } from "node:url";
import { GalapagosError, siblingModule } from "../../core/index.ts";
import type { Limits } from "../../problem/index.ts";
import { type Failure, failure } from "../failures.ts";
import { type Bubblewrap, readableByNobody, systemFolders, wallCommand } from "./bubblewrap.ts";
import { type Clock, driverSource, readReply, thrownFailure } from "./driver.ts";
import type { IsolateReply, IsolateRequest, IsolateSettings } from "./isolate-child.ts";
import { cpuMs, isBusy, PATIENCE, processTree, residentBytes } from "./process-tree.ts";
import type { Sandbox, SandboxRun } from "./sandbox.ts";

/** A child is replaced after this many candidates. */
const LIFETIME = 500;
/** How often the child's memory is looked at, milliseconds. */
const WATCH_MS = 20;
/** From the in-VM clock's end to SIGKILL, milliseconds. */
const GRACE_MS = 10;
/** What our own programs may take on a busy machine, whatever the problem's limits are, milliseconds. */
const CHECK_MS = 10_000;
/** What the engine itself may use meanwhile (old and next realm), in the coarse ticks of /proc, milliseconds. */
const ENGINE_MS = 20;
/** Longest start of a child, milliseconds. */
const START_MS = 20_000;
const MIB = 1 << 20;

/** Where isolated-vm's compiled add-on lies; throws `evaluate/level` when it is missing or too old. */
export function findIsolatedVm(): string {
  const require = createRequire(import.meta.url);
  const hint = "Type: npm install isolated-vm@7.0.1";
  try {
    const home = dirname(require.resolve("isolated-vm/package.json"));
    const { version } = require("isolated-vm/package.json") as { version: string };
    const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
    if (major < 7 || (major === 7 && minor === 0 && patch < 1)) {
      throw new GalapagosError(
        `isolated-vm ${version} has a known escape (GHSA-864f-rcv7-6rh4); 7.0.1 or later is needed`,
        { code: "evaluate/level", hint },
      );
    }
    const build = createRequire(join(home, "package.json"))("node-gyp-build") as {
      path(folder: string): string;
    };
    return build.path(home);
  } catch (error) {
    if (error instanceof GalapagosError) throw error;
    throw new GalapagosError(
      "engine v8 (sandbox level 2) needs the package isolated-vm, which is not installed here",
      {
        code: "evaluate/level",
        hint,
        cause: error,
      },
    );
  }
}

/** A child process that is ready for candidates. */
interface Child {
  readonly process: ChildProcess;
  /** Resolves with the next reply, or with `null` when the process ended. */
  next(): Promise<IsolateReply | null>;
  /** The process of V8 itself, below bubblewrap. */
  readonly enginePid: number;
  readonly baseBytes: number;
  served: number;
}

/**
 * Sandbox level 2: V8 through isolated-vm in a child process, a fresh isolate per call, inside bubblewrap where it works.
 * The child's clock stops ordinary loops; SIGKILL stops the rest at the deadline; resident memory is watched. After any
 * forced end, and after a number of candidates, a new process takes over.
 */
export function createIsolateSandbox(
  limits: Limits,
  wall: Bubblewrap | null,
  clock: Clock = "frozen",
): Sandbox {
  const settings: IsolateSettings = {
    addon: findIsolatedVm(),
    driver: driverSource(limits.outputKb * 1024, clock),
    memoryMb: Math.max(8, Math.ceil(limits.memoryMb)),
    watchdog: fileURLToPath(siblingModule(import.meta.url, "../local/host/watchdog")),
  };
  const longestReply = limits.outputKb * 1024 * 6 + 4096;
  const start = (): Promise<Child> => {
    const starting = startChild(settings, wall, longestReply);
    starting.catch(() => {});
    return starting;
  };
  let child: Promise<Child> | null = null;
  /** Killed, and not yet gone. */
  const dying = new Set<Promise<void>>();
  /** Started ahead, so that the next candidate does not wait for a process. */
  let spare: Promise<Child> | null = null;

  async function take(): Promise<Child> {
    if (!child) {
      child = spare ?? start();
      spare = start();
    }
    return child;
  }

  /** Waits for the reply to one request under the deadline and the memory bound. */
  async function supervise(
    current: Child,
    request: IsolateRequest,
  ): Promise<SandboxRun & { readonly forced: boolean }> {
    const bounds = { ...limits, deadlineMs: request.timeoutMs };
    let cpuBefore: number | null = null;
    let busyMs = 0;
    const engine = [current.enginePid];
    const bound = current.baseBytes + (2 * limits.memoryMb + 64) * MIB;
    const started = performance.now();
    const stopped = Promise.withResolvers<"time" | "memory">();
    const look = (): void => {
      cpuBefore ??= cpuMs(engine);
      if (residentBytes(engine) > bound) stopped.resolve("memory");
      const late = performance.now() - started - bounds.deadlineMs;
      if (late < GRACE_MS) return;
      busyMs = cpuMs(engine) - cpuBefore - ENGINE_MS;
      if (isBusy(busyMs, bounds) || late > PATIENCE * bounds.deadlineMs) stopped.resolve("time");
    };
    const watch = setInterval(look, WATCH_MS);
    const deadline = setTimeout(look, bounds.deadlineMs + GRACE_MS + 1);
    current.process.stdin?.write(`${JSON.stringify(request)}\n`);
    const reply = await Promise.race([current.next(), stopped.promise]);
    clearInterval(watch);
    clearTimeout(deadline);
    if (reply === "time") return { ...timeFailure(limits, busyMs), forced: true };
    if (reply === "memory") return { ...memoryFailure(limits), forced: true };
    if (reply === null) {
      // V8 aborts its process when it cannot go on, nearly always for want of memory.
      return {
        ...failure("memory", "oom", "the engine gave up, most likely for want of memory"),
        forced: true,
      };
    }
    if (reply.type === "ended") {
      const why = reply.by === "memory" ? memoryFailure(limits) : timeFailure(limits, reply.cpuMs);
      return { ...why, forced: true };
    }
    if (reply.type === "threw") return { ...thrownFailure(reply.description), forced: false };
    if (reply.type === "ready")
      return { ...failure("error", "crash", "the engine answered out of turn"), forced: true };
    const verdict = readReply(reply.reply, request.entryPoint);
    if (verdict.status !== "pending") return { ...verdict, ms: reply.ms, forced: false };
    const pending = failure("timeout", "pending", `the promise of ${request.entryPoint} never settles`);
    return { ...pending, forced: false };
  }

  async function call(request: IsolateRequest): Promise<SandboxRun> {
    const current = await take();
    const { forced, ...run } = await supervise(current, request);
    current.served++;
    if (forced || current.served >= LIFETIME) {
      child = null;
      const end = kill(current.process).finally(() => dying.delete(end));
      dying.add(end);
    }
    return run;
  }

  return {
    level: 2,
    engine: `v8@${process.versions.v8}`,
    fresh: () => child === null,
    run: (program, input, seed) =>
      call({ ...program, input, seed, check: false, timeoutMs: limits.deadlineMs }),
    check: (program, input) => call({ ...program, input, seed: 1, check: true, timeoutMs: CHECK_MS }),
    async close() {
      const all = await Promise.all([child?.catch(() => null), spare?.catch(() => null)]);
      await Promise.all([...dying, ...all.map((one) => (one ? kill(one.process) : undefined))]);
    },
  };
}

function timeFailure(limits: Limits, busyMs: number): Failure {
  const message = `still running after ${limits.deadlineMs} ms (limits.deadlineMs)`;
  return failure("timeout", isBusy(busyMs, limits) ? "cpu" : "wall", message);
}

function memoryFailure(limits: Limits): Failure {
  return failure("memory", "oom", `more than ${limits.memoryMb} MiB (limits.memoryMb)`);
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}

async function startChild(
  settings: IsolateSettings,
  wall: Bubblewrap | null,
  longestReply: number,
): Promise<Child> {
  const module = fileURLToPath(siblingModule(import.meta.url, "./isolate-child"));
  const node = [
    process.execPath,
    "--no-node-snapshot",
    "--disable-warning=ExperimentalWarning",
    "--max-old-space-size=128",
  ];
  const inner = [...node, module, JSON.stringify(settings)];
  const readable = [process.execPath, settings.addon, module, settings.watchdog];
  const [command, ...args] = wall
    ? wallCommand(
        wall,
        { readable: [...systemFolders(), ...readable], env: {}, seccompFd: wall.filter ? 5 : 0, limits: [] },
        inner,
      )
    : (inner as [string, ...string[]]);
  const child = spawn(command, args, {
    env: {},
    ...wall?.user,
    cwd: "/",
    stdio: ["pipe", "ignore", "pipe", "pipe", "pipe", "pipe"],
  });
  let lastWords = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString("utf8")).slice(-1000);
  });
  const ignore = (): void => {};
  child.on("error", ignore);
  const pipes = child.stdio as readonly (Duplex | null | undefined)[];
  for (const pipe of pipes) pipe?.on("error", ignore);
  pipes[5]?.end(wall?.filter ?? "");

  const replies: IsolateReply[] = [];
  let ended = false;
  let wake: (() => void) | null = null;
  let text = "";
  pipes[3]?.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
    if (text.length > longestReply) child.kill("SIGKILL");
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
      const reply = readLine(text.slice(0, end));
      if (reply) replies.push(reply);
      else child.kill("SIGKILL");
      text = text.slice(end + 1);
    }
    wake?.();
  });
  child.once("close", () => {
    ended = true;
    wake?.();
  });
  async function next(): Promise<IsolateReply | null> {
    while (replies.length === 0 && !ended) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return replies.shift() ?? null;
  }

  const timer = setTimeout(() => child.kill("SIGKILL"), START_MS);
  const first = await next();
  clearTimeout(timer);
  if (first?.type !== "ready") {
    throw new GalapagosError(`the isolated-vm process does not start: ${lastWords.trim() || "no message"}`, {
      code: "evaluate/level",
      hint: "Type: npx galapagos doctor",
    });
  }
  const enginePid = processTree(child.pid ?? 0).at(-1) ?? 0;
  return { process: child, next, enginePid, baseBytes: residentBytes([enginePid]), served: 0 };
}

/** A line of the child, or `null` when it is not one that a healthy child writes. */
function readLine(line: string): IsolateReply | null {
  try {
    const value = JSON.parse(line) as IsolateReply;
    const known =
      value.type === "ready" ||
      (value.type === "reply" && typeof value.reply === "string" && typeof value.ms === "number") ||
      (value.type === "threw" && typeof value.description === "string") ||
      (value.type === "ended" && typeof value.cpuMs === "number");
    return known ? value : null;
  } catch {
    return null;
  }
}

/** True when everything a level-2 child reads is visible to the user behind the wall. */
export function isolateFilesReadable(): boolean {
  const files = [
    process.execPath,
    findIsolatedVm(),
    fileURLToPath(siblingModule(import.meta.url, "./isolate-child")),
  ];
  return files.every(readableByNobody);
}
