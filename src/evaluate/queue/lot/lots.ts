import { hostname } from "node:os";
import { shortHash } from "../../../core/index.ts";
import type { Backend, BackendSettings } from "../../backend.ts";
import { packBundle } from "../bundle/pack-bundle.ts";
import type { Hub } from "../hub.ts";
import { closed } from "./errors.ts";
import { JobLot } from "./job-lot.ts";

/** The lots of one connection: backends of the same problem share one. */
export interface Lots {
  /** Opens a backend; waits until a worker can judge. */
  open(hub: Hub, settings: BackendSettings): Promise<Backend>;
  /** Looks after what changes with time. */
  tick(): void;
  /** Compares what is open with what the queue holds. */
  reconcile(): void;
  /** Gives up what the queue does not answer. */
  giveUp(): void;
  close(): Promise<void>;
}

/** The lots of a connection that has none open yet. */
export function createLots(): Lots {
  const lots = new Map<string, JobLot>();
  return {
    async open(hub, settings) {
      const bundle = await packBundle(settings.problem);
      const id = shortHash(JSON.stringify([hub.options.label, hostname(), bundle.hash]));
      const lot = lots.get(id) ?? new JobLot(hub, { id, bundle, settings });
      lots.set(id, lot);
      lot.users++;
      const leave = async (): Promise<void> => {
        if (--lot.users > 0) return;
        lots.delete(id);
        await lot.close();
      };
      try {
        await lot.ready();
        // so that it knows its lanes
        await hub.look().catch(() => {});
      } catch (error) {
        await leave();
        throw error;
      }
      return lend(lot, settings, leave);
    },
    tick() {
      for (const lot of lots.values()) lot.tick();
    },
    reconcile() {
      for (const lot of lots.values()) lot.reconcile();
    },
    giveUp() {
      for (const lot of lots.values()) lot.giveUp();
    },
    async close() {
      await Promise.all([...lots.values()].map((lot) => lot.close()));
    },
  };
}

/** One user's view of a lot. */
function lend(lot: JobLot, { fresh }: BackendSettings, leave: () => Promise<void>): Backend {
  const closing = new AbortController();
  let left: Promise<void> | null = null;
  return {
    facts: lot.facts(),
    async evaluate(job, signal) {
      if (closing.signal.aborted) throw closed();
      const end = signal === undefined ? closing.signal : AbortSignal.any([closing.signal, signal]);
      return lot.evaluate(fresh === true ? { ...job, purpose: "verify" } : job, end);
    },
    recorded: (job) => lot.recorded(job),
    close() {
      closing.abort(closed());
      left ??= leave();
      return left;
    },
  };
}
