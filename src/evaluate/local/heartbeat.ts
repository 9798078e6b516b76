import type { Port } from "../../core/index.ts";
import { waitedMs } from "../sandbox/process-tree.ts";
import type { HostService } from "./protocol.ts";

/** The heartbeat of an evaluator process, which asks it again and again whether it is there. */
interface HeartbeatParts {
  /** The process's own clock, milliseconds. */
  readonly clock: () => number;
  readonly isLoading: () => boolean;
  /** It has been silent for too long. */
  readonly silent: () => void;
  /** Since its last answer it has waited for a processor for long; told once. */
  readonly starved: () => void;
}

/** The clock of a process, milliseconds: it stands still while the process waits for a processor, which no new one would get sooner. */
export function clockOf(pid: number): () => number {
  return () => performance.now() - waitedMs(pid);
}

/** Asks until it is cleared. */
export function startHeartbeat(
  port: Pick<Port<HostService>, "call">,
  { clock, isLoading, silent, starved }: HeartbeatParts,
): NodeJS.Timeout {
  const waited = (): number => performance.now() - clock();
  let heardAt = clock();
  let waitedAt = waited();
  let tickAt = performance.now();
  let isToldStarved = false;
  return setInterval(() => {
    const now = clock();
    const late = performance.now() - tickAt > 2 * HEARTBEAT_MS;
    tickAt = performance.now();
    // While it loads it answers nobody, and after a stall of our own its answers wait unread: give it a beat
    // more.
    if (late || isLoading()) heardAt = now;
    else if (now - heardAt > SILENCE_MS) silent();
    if (!isToldStarved && waited() - waitedAt > STARVED_MS) {
      isToldStarved = true;
      starved();
    }
    port.call("ping", undefined).then(
      () => {
        heardAt = clock();
        waitedAt = waited();
      },
      // its end is reported elsewhere
      () => {},
    );
  }, HEARTBEAT_MS);
}

/** Between two heartbeats, milliseconds. */
export const HEARTBEAT_MS = 1000;
/** Silence after which the process counts as hung, milliseconds of its own clock. */
export const SILENCE_MS = 10_000;
/** Wait for a processor that is told to people, milliseconds. */
const STARVED_MS = 60_000;
