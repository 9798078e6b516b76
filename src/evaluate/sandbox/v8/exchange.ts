import type { Limits } from "../../../problem/index.ts";
import type { Failure } from "../../failures.ts";
import { cpuMs, isBusy, PATIENCE, residentBytes } from "../process-tree.ts";
import type { Child } from "./child.ts";
import { gaveUp, memoryFailure, timeFailure } from "./ended.ts";
import type { IsolateReply, IsolateRequest, StepsRequest } from "./isolate-child.ts";

/** Bounds of a request. */
export interface ExchangeBounds {
  readonly limits: Limits;
  /** Time until the clock inside should have ended it, milliseconds. */
  readonly deadlineMs: number;
  /** Isolates that are open, for each of which the child may have memory. */
  readonly realms: number;
  /** Processor time of the engine itself that is no program's, milliseconds. */
  readonly engineMs: number;
}

/** The failure by which a child has to end; `ms`: processor time of what was late. */
export type Stop = Failure & { readonly ms?: number };

/** Sends a request and waits for its reply, or for the failure by which the child has to end. */
export async function exchange(
  child: Child,
  request: IsolateRequest | StepsRequest,
  { limits, deadlineMs, realms, engineMs }: ExchangeBounds,
): Promise<IsolateReply | Stop> {
  const engine = [child.enginePid];
  const bound = child.baseBytes + Math.max(1, realms) * (2 * limits.memoryMb + 64) * 2 ** 20;
  const stopped = Promise.withResolvers<Stop>();
  const begunMs = performance.now();
  let cpuBefore: number | null = null;
  const look = (): void => {
    cpuBefore ??= cpuMs(engine);
    if (residentBytes(engine) > bound) stopped.resolve(memoryFailure(limits));
    const lateMs = performance.now() - begunMs - deadlineMs;
    if (lateMs < GRACE_MS) return;
    const ms = cpuMs(engine) - cpuBefore - engineMs;
    if (isBusy(ms, { ...limits, deadlineMs }) || lateMs > PATIENCE * deadlineMs)
      stopped.resolve({ ...timeFailure(limits, ms), ms });
  };
  const watch = setInterval(look, WATCH_MS);
  const deadline = setTimeout(look, deadlineMs + GRACE_MS + 1);
  child.process.stdin?.write(`${JSON.stringify(request)}\n`);
  const reply = await Promise.race([child.next(), stopped.promise]);
  clearInterval(watch);
  clearTimeout(deadline);
  return reply ?? gaveUp();
}

/** How often the child is looked at while it works, milliseconds. */
const WATCH_MS = 20;
/** From the clock's end inside to SIGKILL, milliseconds. */
const GRACE_MS = 10;
