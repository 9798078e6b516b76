import { canonicalJson, shortHash } from "../../core/index.ts";
import { bundleOf } from "../../problem/index.ts";
import type { Backend, BackendSettings, OpenBackend } from "../backend.ts";
import { localBackend } from "./local-backend.ts";
import { Supervisor } from "./supervisor.ts";

/** Backends on this machine whose process serves one evaluator after the other. */
export interface KeptBackends {
  readonly open: OpenBackend;
  /** Ends the processes that wait for the next evaluator. */
  close(): Promise<void>;
}

/**
 * Opens backends that leave their process behind when they close, for the next one that needs the same:
 * evaluators whose problems differ in nothing but their inputs. A process that still has a job, or that died
 * for good, is not kept; one that is asked for fresh never served another evaluator and serves none after it.
 */
export function keepBackends(): KeptBackends {
  const kept: { readonly key: string; readonly supervisor: Supervisor }[] = [];

  const take = async (key: string, settings: BackendSettings): Promise<Supervisor | null> => {
    const place = kept.findIndex((entry) => entry.key === key);
    const [entry] = place < 0 ? [] : kept.splice(place, 1);
    if (entry === undefined) return null;
    try {
      await entry.supervisor.serve(settings);
      return entry.supervisor;
    } catch {
      // it died while it waited
      await entry.supervisor.close();
      return null;
    }
  };

  const leave = async (key: string, supervisor: Supervisor): Promise<void> => {
    if (!supervisor.isIdle) return supervisor.close();
    kept.push({ key, supervisor });
    if (kept.length > MOST_KEPT) await kept.shift()?.supervisor.close();
  };

  return {
    async open(settings) {
      // of a problem that cannot be read, the process that tries tells more
      const key = settings.fresh ? null : await keyOf(settings).catch(() => null);
      if (key === null) return localBackend(settings);
      const supervisor = (await take(key, settings)) ?? (await Supervisor.start(settings));
      return lend(supervisor, () => leave(key, supervisor));
    },
    async close() {
      await Promise.all(kept.splice(0).map(({ supervisor }) => supervisor.close()));
    },
  };
}

/**
 * The facts that two evaluators must agree on to use one process: all of a problem but its inputs, which
 * travel with the jobs, and its place among rounds.
 */
async function keyOf({ problem, lanes, unsafe }: BackendSettings): Promise<string> {
  const { files, definition, seed } = await bundleOf(problem);
  const { inputs: _inputs, holdout: _holdout, adversarial: _adversarial, turn: _turn, ...rest } = definition;
  return shortHash(canonicalJson({ folder: problem.folder, files, rest, seed, lanes, unsafe }));
}

/** A backend that gives its process back when it closes. */
function lend(supervisor: Supervisor, giveBack: () => Promise<void>): Backend {
  let closing: Promise<void> | null = null;
  return {
    facts: supervisor.facts,
    async evaluate(job, signal) {
      if (closing !== null) throw Supervisor.closed();
      return supervisor.evaluate(job, signal);
    },
    close() {
      closing ??= giveBack();
      return closing;
    },
  };
}

/** Processes kept at most: two problems that are played against each other take turns. */
const MOST_KEPT = 2;
