import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll } from "vitest";
import { resolveConfig } from "../../src/config/index.ts";
import type { Candidate, JsonObject } from "../../src/core/index.ts";
import type { Evaluator } from "../../src/evaluate/index.ts";
import { loadProblem, type Problem } from "../../src/problem/index.ts";
import type { KeptWorkers } from "../../src/run/sitting/keep-workers.ts";
import { executeSitting } from "../../src/run/sitting/execute.ts";
import {
  type Budgets,
  evaluationSeedOf,
  keepWorkers,
  openEvaluator,
  type RunRecord,
  type RunSummary,
  readRunRecord,
  recordWrites,
  replayRun,
  type SittingOptions,
  scoreSeed,
} from "../../src/run/index.ts";
import { createRunFolder, openRecord, openStore } from "../../src/store/index.ts";
import { keptWorkers } from "../support/kept-workers.ts";

/** The small problem that run tests evolve. */
export const SLOPE = fileURLToPath(new URL("./problems/slope", import.meta.url));

/** Real threads, a real store and a real evaluator; the evaluator and, as in a study, the threads serve all runs of a test file. */
export interface Lab {
  readonly problem: () => Problem;
  /** Programs that the evaluator was asked for since the last call. */
  readonly asked: () => readonly string[];
  /** Has something happen when a champion is about to be scored again, once. */
  whenVerified(act: () => void): void;
  /** Runs to the end; settings as in a configuration file. */
  run(settings: JsonObject, options?: SittingOptions): Promise<RunSummary & { readonly folder: string }>;
  /** Goes on with a recorded run. */
  resume(folder: string, budgets?: Budgets, options?: SittingOptions): Promise<RunSummary>;
}

/**
 * Sets up a lab before the file's tests. Verdicts arrive in shuffled order, to tempt whoever depends on it.
 *
 * @param seed - seed program in place of the problem's own
 * @param changes - properties in place of the problem's own
 */
export function useLab(root: string, seed?: string, changes: Partial<Problem["definition"]> = {}): Lab {
  const workers = sharedWorkers();
  let evaluator: Evaluator;
  let problem: Problem;
  let asked: string[] = [];
  const atVerification: (() => void)[] = [];
  beforeAll(async () => {
    const loaded = await loadProblem(SLOPE);
    problem = { ...loaded, seed: seed ?? loaded.seed, definition: { ...loaded.definition, ...changes } };
    evaluator = await openEvaluator(problem, resolveConfig([]), { lanes: 1, workers });
  }, 60_000);
  afterAll(() => evaluator?.close());

  const shuffled: Evaluator = {
    recorded: () => {},
    facts: () => evaluator.facts(),
    close: async () => {},
    async evaluate({ source, seed, purpose, baseline = null }, signal) {
      if (purpose !== "verify") asked.push(source);
      else atVerification.splice(0).forEach((act) => void act());
      const verdict = await evaluator.evaluate({ source, seed, baseline }, signal);
      if (asked.length % 3 === 0) await sleep(Math.random() * 4);
      return verdict;
    },
  };

  async function sit(
    folder: string,
    recorded: RunRecord,
    resumed: boolean,
    options: SittingOptions,
  ): Promise<RunSummary> {
    const begunMs = performance.now();
    const store = await openStore({ folder });
    try {
      await store.write(recordWrites(resumed ? { config: recorded.config } : recorded));
      const evaluationSeed = evaluationSeedOf(recorded.config.seed);
      const seed = await scoreSeed(problem, evaluator, evaluationSeed);
      return await executeSitting({
        location: { folder },
        record: recorded,
        resumed,
        store,
        evaluator: shuffled,
        evaluationSeed,
        seed,
        begunMs,
        options: { workers, ...options },
      });
    } finally {
      await store.close();
    }
  }

  return {
    problem: () => problem,
    whenVerified: (act) => void atVerification.push(act),
    asked() {
      const before = asked;
      asked = [];
      return before;
    },
    async run(settings, options = {}) {
      const folder = createRunFolder(root, "run");
      const config = resolveConfig([{ origin: "test", settings }]);
      const record: RunRecord = { config, problem, status: "running", elapsedMs: 0, end: null };
      return { ...(await sit(folder, record, false, options)), folder };
    },
    resume(folder, budgets = {}, options = {}) {
      const recorded = readRunRecord({ folder });
      return sit(folder, { ...recorded, config: { ...recorded.config, ...budgets } }, true, options);
    },
  };
}

/** Processes and threads that all runs share. */
export function sharedWorkers(): KeptWorkers {
  return keptWorkers(keepWorkers);
}

/** Every candidate on record, by island and step. */
export function candidatesOf(folder: string): readonly Candidate[] {
  using opened = openRecord({ folder });
  const reader = opened.candidates;
  return reader.islands().flatMap(({ island }) => [...reader.candidates(island, 0)]);
}

/** The digest as the contract words it, computed with nothing of the code under test but the replay of the archives. */
export function digestByHand(folder: string): string {
  const record = readRunRecord({ folder });
  using opened = openRecord({ folder });
  const reader = opened.candidates;
  const lines = replayRun(reader, record).flatMap(({ archive }, island) =>
    archive.ranking
      .map((elite) => ({ elite, cell: archive.grid.cellOf(elite.features) }))
      .sort((a, b) => a.cell - b.cell)
      .map(({ elite, cell }) =>
        JSON.stringify([island, archive.grid.coordinates(cell), elite.source, elite.score]),
      ),
  );
  const text = lines.map((line) => `${line}\n`).join("");
  return `sha256:${createHash("sha256").update(Buffer.from(text, "utf8")).digest("hex")}`;
}

/** What of a summary must not depend on how a run was cut into sittings. */
export function outcome({ digest, evaluations, best, islands, failures }: RunSummary): object {
  return { digest, evaluations, best, islands, failures };
}
