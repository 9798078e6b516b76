import { fileURLToPath } from "node:url";
import { siblingModule } from "../../../core/index.ts";
import { failure } from "../../failures.ts";
import type { Bubblewrap } from "../bubblewrap.ts";
import { driverSource, readReply, thrownFailure } from "../driver.ts";
import { cpuMs, isBusy, PATIENCE, residentBytes } from "../process-tree.ts";
import type { RealmSettings } from "../realm-settings.ts";
import type { Sandbox, SandboxRun } from "../sandbox.ts";
import { type Child, kill, startChild } from "./child.ts";
import type { IsolateRequest, IsolateSettings } from "./isolate-child.ts";
import { gaveUp, memoryFailure, timeFailure } from "./ended.ts";
import { createIsolateEpisodes } from "./episodes.ts";
import { findIsolatedVm } from "./isolated-vm.ts";

/**
 * Sandbox level 2: V8 through isolated-vm in a child process, a fresh isolate per call, inside bubblewrap
 * where it works. The child's clock stops ordinary loops; SIGKILL stops the rest at the deadline; resident
 * memory is watched. After any forced end, and after a number of candidates, a new process takes over.
 */
export function createIsolateSandbox(
  { limits, clock, isPolicy = false, kits = [] }: RealmSettings,
  bubblewrap: Bubblewrap | null,
): Sandbox {
  const settings: IsolateSettings = {
    addon: findIsolatedVm(),
    driver: driverSource(limits.outputKb * 1024, clock, isPolicy),
    memoryMb: Math.max(8, Math.ceil(limits.memoryMb)),
    kits: kits.map(({ name, code }) => ({ name, code })),
    watchdog: fileURLToPath(siblingModule(import.meta.url, "../../local/host/watchdog")),
  };
  // replies of policies travel in bunches
  const longestReply = (limits.outputKb * 1024 * 6 + 4096) * (isPolicy ? MOST_REPLIES : 1);
  const start = (): Promise<Child> => {
    const starting = startChild(settings, bubblewrap, longestReply);
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
    // the clock inside stops a program for good: it waits as long as the look from outside, where that can tell who computes
    const patience = cpuMs([current.enginePid]) > 0 ? 1 + PATIENCE : 1;
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
    current.process.stdin?.write(
      `${JSON.stringify({ ...request, timeoutMs: patience * request.timeoutMs })}\n`,
    );
    const reply = await Promise.race([current.next(), stopped.promise]);
    clearInterval(watch);
    clearTimeout(deadline);
    if (reply === "time") return { ...timeFailure(limits, busyMs), ms: busyMs, forced: true };
    if (reply === "memory") return { ...memoryFailure(limits), forced: true };
    if (reply === null) return { ...gaveUp(), forced: true };
    if (reply.type === "ended") {
      const why = reply.by === "memory" ? memoryFailure(limits) : timeFailure(limits, reply.cpuMs);
      return { ...why, forced: true };
    }
    if (reply.type === "threw") return { ...thrownFailure(reply.description), forced: false };
    if (reply.type === "ready" || reply.type === "steps")
      return { ...failure("error", "crash", "the engine answered out of turn"), forced: true };
    const verdict = readReply(reply.reply, request.entryPoint);
    if (verdict.status !== "pending") return { ...verdict, ms: reply.ms, forced: false };
    const pending = failure("timeout", "pending", `the promise of ${request.entryPoint} never settles`);
    return { ...pending, forced: false };
  }

  function discard(current: Child): void {
    child = null;
    const end = kill(current.process).finally(() => dying.delete(end));
    dying.add(end);
  }

  async function call(request: IsolateRequest): Promise<SandboxRun> {
    const current = await take();
    const { forced, ...run } = await supervise(current, request);
    current.served++;
    if (forced || current.served >= LIFETIME) discard(current);
    return run;
  }

  return {
    level: 2,
    engine: `v8@${process.versions.v8}`,
    ...(isPolicy && { episodes: createIsolateEpisodes(limits, { take, discard }) }),
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

/** Most replies of one bunch: the realms that episodes under way may have. */
const MOST_REPLIES = 64;
/** A child is replaced after this many candidates. */
const LIFETIME = 500;
/** How often the child's memory is looked at, milliseconds. */
const WATCH_MS = 20;
/** From the in-VM clock's end to SIGKILL, milliseconds. */
const GRACE_MS = 10;
/** Time that trusted programs may take on a busy machine, whatever the problem's limits are, milliseconds. */
const CHECK_MS = 10_000;
/**
 * Time that the engine itself may use meanwhile (old and next realm), in the coarse ticks of /proc,
 * milliseconds.
 */
const ENGINE_MS = 20;
const MIB = 1 << 20;
