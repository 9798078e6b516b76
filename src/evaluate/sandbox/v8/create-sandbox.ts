import { fileURLToPath } from "node:url";
import { siblingModule } from "../../../core/index.ts";
import type { Limits } from "../../../problem/index.ts";
import { failure } from "../../failures.ts";
import type { Bubblewrap } from "../bubblewrap.ts";
import { driverSource, readReply, thrownFailure } from "../driver.ts";
import { cpuMs, PATIENCE } from "../process-tree.ts";
import type { RealmSettings } from "../realm-settings.ts";
import type { Sandbox, SandboxRun } from "../sandbox.ts";
import { type Child, startChild } from "./child.ts";
import { ChildKeeper } from "./child-keeper.ts";
import type { IsolateRequest, IsolateSettings } from "./isolate-child.ts";
import { memoryFailure, timeFailure } from "./ended.ts";
import { createIsolateEpisodes } from "./episodes.ts";
import { exchange } from "./exchange.ts";
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
  const children = new ChildKeeper(() => startChild(settings, bubblewrap, longestReply));

  async function call(request: IsolateRequest): Promise<SandboxRun> {
    const child = await children.take();
    const { forced, ...run } = await supervised(child, request, limits);
    child.served++;
    if (forced || child.served >= LIFETIME) children.discard(child);
    return run;
  }

  return {
    level: 2,
    engine: `v8@${process.versions.v8}`,
    ...(isPolicy && { episodes: createIsolateEpisodes(limits, children) }),
    fresh: () => children.isFresh,
    run: (program, input, seed) =>
      call({ ...program, input, seed, check: false, timeoutMs: limits.deadlineMs }),
    check: (program, input) => call({ ...program, input, seed: 1, check: true, timeoutMs: CHECK_MS }),
    close: () => children.close(),
  };
}

/** A run, and whether its child has to end with it. */
type ForcedRun = SandboxRun & { readonly forced: boolean };

/** The outcome of one request under the deadline and the memory bound. */
async function supervised(child: Child, request: IsolateRequest, limits: Limits): Promise<ForcedRun> {
  // the clock inside stops a program for good: it waits as long as the look from outside, where that can tell who computes
  const patience = cpuMs([child.enginePid]) > 0 ? 1 + PATIENCE : 1;
  const patient = { ...request, timeoutMs: patience * request.timeoutMs };
  const bounds = { limits, deadlineMs: request.timeoutMs, realms: 1, engineMs: ENGINE_MS };
  const reply = await exchange(child, patient, bounds);
  if ("status" in reply) return { ...reply, forced: true };
  switch (reply.type) {
    case "ended": {
      const why = reply.by === "memory" ? memoryFailure(limits) : timeFailure(limits, reply.cpuMs);
      return { ...why, forced: true };
    }
    case "threw":
      return { ...thrownFailure(reply.description), forced: false };
    case "reply": {
      const answer = readReply(reply.reply, request.entryPoint);
      if (answer.status !== "pending") return { ...answer, ms: reply.ms, forced: false };
      const pending = failure("timeout", "pending", `the promise of ${request.entryPoint} never settles`);
      return { ...pending, forced: false };
    }
    default:
      return { ...failure("error", "crash", "the engine answered out of turn"), forced: true };
  }
}

/** Most replies of one bunch: the realms that episodes under way may have. */
const MOST_REPLIES = 64;
/** A child is replaced after this many candidates. */
const LIFETIME = 500;
/** Time that trusted programs may take on a busy machine, whatever the problem's limits are, milliseconds. */
const CHECK_MS = 10_000;
/**
 * Time that the engine itself may use meanwhile (old and next realm), in the coarse ticks of /proc,
 * milliseconds.
 */
const ENGINE_MS = 20;
