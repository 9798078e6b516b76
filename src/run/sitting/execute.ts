import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import {
  ISLAND_WORKER,
  type IslandEnd,
  type IslandFailure,
  type IslandTask,
  type Stall,
} from "../../../islands/index.ts";
import {
  EXIT,
  GalapagosError,
  type IslandStart,
  type RunEvent,
  type StopReason,
  shellWord,
  threadEnvironment,
  unpackError,
} from "../../core/index.ts";
import type { RunConfig } from "../../config/index.ts";
import type { MemorySettings } from "../../memory/index.ts";
import type { RunLocation } from "../../store/index.ts";
import { type EventSink, withBestEvents } from "./best-events.ts";
import { watchConvergence } from "./convergence.ts";
import { Coordinator } from "./coordinator.ts";
import { exportBest } from "../export.ts";
import { type FrozenMemory, freezeMemory } from "../memory/frozen-memory.ts";
import { freezeModels } from "../models/frozen-models.ts";
import { type MemoryUpkeep, openMemoryUpkeep } from "../memory/memory-upkeep.ts";
import { openModels, type RunModels } from "../models/models.ts";
import { recordedTotal, type RunEnd, recordWrites } from "../record.ts";
import { shareOf } from "./shares.ts";
import { type RunSummary, summariseRun } from "../summary.ts";
import { TimeBudget } from "./time-budget.ts";
import { evaluationsAtTimeUp, timeUpWrites } from "./time-up.ts";
import { Overtime } from "./overtime.ts";
import type { Sitting } from "./sitting.ts";
import { verifyChampion } from "./verify-champion.ts";

/** What islands get to leave when one of them has failed, milliseconds. */
const LEAVE_MS = 5000;

/** Runs a sitting to its end, verifies the champion, writes the exports; resolves with the run's summary. */
export async function executeSitting(sitting: Sitting): Promise<RunSummary> {
  const { record, store, location } = sitting;
  const { definition } = record.problem;
  const islands = islandStarts(sitting);
  const sink = withBestEvents(
    sitting.options.onEvents ?? (() => {}),
    definition.objective.direction,
    islands,
  );
  sink([
    {
      type: "run-started",
      run: location.folder,
      problem: definition.name,
      seed: record.config.seed,
      islands,
      elapsedMs: record.elapsedMs,
      resumed: sitting.resumed,
    },
  ]);
  const startedMs = performance.now();
  const elapsed = (): number => record.elapsedMs + (performance.now() - startedMs);
  await store.write([
    ...recordWrites({ status: "running", end: null }),
    // a champion of an earlier sitting may not be this one's
    { type: "meta", key: "verified", value: null },
  ]);
  const models = await modelsOf(sitting);
  const { settings: memory } = await memoryOf(sitting);
  const ends = await runIslands(sitting, { models, memory }, sink, elapsed).finally(() => models?.close());
  const { reason, stall } = ends;
  const end: RunEnd = { reason, consumed: ends.islands.map((island) => island.consumed) };
  // a timer may ring a moment early; time that is up stays up
  const elapsedMs = Math.max(elapsed(), reason === "time" ? (record.config.timeMs ?? 0) : 0);
  const isCut = reason === "interrupted" || reason === "provider";
  await store.write(recordWrites({ end, status: isCut ? "interrupted" : "done", elapsedMs }));
  if (!isCut) await verifyChampion(sitting, summariseRun(location).best);
  const summary = summariseRun(location);
  try {
    exportBest(location, record.problem, summary);
  } catch (error) {
    // a full disk takes nothing away from what is on record
    if (!(error instanceof GalapagosError)) throw error;
    sink([{ type: "warning", message: `the run is on record, its exports are not: ${error.message}` }]);
  }
  sink([{ type: "run-ended", reason }]);
  if (reason === "provider") throw providerError(location, stall);
  return summary;
}

/** The models of a sitting; what is frozen into the run is read before its first sitting and on record from then on. */
async function modelsOf({ record, store, location, options }: Sitting): Promise<RunModels | null> {
  const { config, problem, replay } = record;
  const frozen = record.models ?? (await freezeModels(config));
  if (frozen === null) return null;
  if (record.models === undefined) await store.write(recordWrites({ models: frozen }));
  const onEvent = (event: RunEvent): void => options.onEvents?.([event]);
  return openModels({ config, problem, frozen, location, store, replay: replay !== undefined, onEvent });
}

/** The memory's settings are decided before the run's first sitting and on record from then on. */
async function memoryOf({ record, store }: Sitting): Promise<FrozenMemory> {
  if (record.memory !== undefined) return record.memory;
  const memory = freezeMemory(record.config);
  await store.write(recordWrites({ memory }));
  return memory;
}

/** Everything recorded is kept; the run goes on where it is when the provider answers again. */
function providerError({ folder }: RunLocation, stall: Stall | null): GalapagosError {
  return new GalapagosError(`the run is saved and waits: ${stall?.message ?? "the provider fails"}`, {
    code: "run/provider",
    exitCode: EXIT.provider,
    hint: `${stall?.hint ?? "See what works: galapagos doctor --model …"} Then go on: galapagos resume ${shellWord(folder)}`,
  });
}

function islandStarts({ location, record, resumed }: Sitting): readonly IslandStart[] {
  if (resumed)
    return summariseRun(location).islands.map(({ evaluations, best }) => ({ consumed: evaluations, best }));
  return Array.from({ length: record.config.islands }, () => ({ consumed: 0, best: null }));
}

async function runIslands(
  sitting: Sitting,
  { models, memory }: { readonly models: RunModels | null; readonly memory: MemorySettings | null },
  onEvents: EventSink,
  elapsed: () => number,
): Promise<{ reason: StopReason; islands: readonly IslandEnd[]; stall: Stall | null }> {
  const { record, store, evaluator, location, options, evaluationSeed } = sitting;
  const { config, problem } = record;
  const { timeMs } = config;
  const recorded = sitting.resumed ? recordedTotal(location, record) : 0;
  const spent = timeMs !== null && record.elapsedMs >= timeMs;
  const budget = config.evaluations ?? Number.POSITIVE_INFINITY;
  // a run that died when its time was up ends where it would have ended
  const total = spent ? Math.min(Math.max(recorded, evaluationsAtTimeUp(location)), budget) : budget;
  const threads = Math.max(1, Math.min(config.islands, options.threads ?? availableParallelism()));
  const convergence = watchConvergence(location, record);
  const upkeep = memory && openUpkeep(sitting, memory);
  const coordinator = new Coordinator({
    config,
    onBorder: (epoch) => upkeep?.atBorder(epoch),
    hasConverged: convergence.hasConverged,
    direction: problem.definition.objective.direction,
    evaluator,
    evaluationSeed,
    onEvents,
    onDrain: () => models?.drain(),
  });
  const pool = new Piscina({
    filename: fileURLToPath(ISLAND_WORKER),
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: Math.ceil(config.islands / threads),
    // flags of the main thread such as --input-type are refused by workers
    execArgv: [],
    // a thread loads a parser and more: several times faster from Node's compile cache
    env: {
      NODE_COMPILE_CACHE: join(tmpdir(), "node-compile-cache"),
      ...threadEnvironment(process.env),
    },
  });
  const drain = (): void => coordinator.drain();
  const overtime = new Overtime({
    drain,
    calls: () => models?.calls() ?? { answered: 0, underWay: 0 },
    drainModels: (patienceMs) => models?.drain(patienceMs),
  });
  const clock =
    timeMs === null || spent
      ? null
      : new TimeBudget({
          timeMs,
          elapsed,
          stop: async () => {
            // nothing on record before is given up
            const total = Math.max(recorded, await coordinator.stopEvenly());
            const limit = Math.min(total, budget);
            await store.write(timeUpWrites(limit, timeMs));
            coordinator.limit(limit);
            if (models !== null) overtime.begin();
          },
          note: () => store.write(recordWrites({ elapsedMs: elapsed() })),
        });
  const tasks: Promise<IslandEnd>[] = [];
  try {
    for (let island = 0; island < config.islands; island++) {
      const task: IslandTask = {
        island,
        config,
        problem,
        location,
        limit: record.replay?.limits[island] ?? shareOf(total, config.islands, island),
        seed: { ...sitting.seed, island, cached: island > 0 },
        coordinator: coordinator.connect(),
        store: store.port(),
        models: models && {
          ensemble: models.ensemble,
          prompts: models.frozen.prompts,
          gateway: models.port(),
        },
        memory,
      };
      const transferList = [task.coordinator, task.store, ...(task.models ? [task.models.gateway] : [])];
      tasks.push(
        pool.run(task, { transferList }).then((end: IslandEnd | IslandFailure) => {
          if ("failure" in end) throw unpackError(end.failure);
          return end;
        }),
      );
    }
    options.signal?.addEventListener("abort", drain, { once: true });
    if (options.signal?.aborted) drain();
    const islands = await Promise.race([Promise.all(tasks), ...(clock ? [clock.failed] : [])]);
    await clock?.settled();
    await coordinator.allLeft();
    const { stall } = coordinator;
    const timeUp = spent || clock?.isUp === true;
    const isHeldUp = overtime.hasEnded && options.signal?.aborted !== true;
    if (isHeldUp && timeMs !== null) await store.write(timeUpWrites(consumedBy(islands), timeMs));
    const end = isHeldUp ? "time" : reasonOf(islands, stall, timeUp, config.evaluations);
    return { islands, stall, reason: end === "target" && coordinator.isConverged ? "converged" : end };
  } catch (error) {
    // a full disk fails all islands at once; a result that comes when its pool is gone would crash the process
    coordinator.drain();
    await Promise.race([Promise.allSettled(tasks), sleep(LEAVE_MS, null, { ref: false })]);
    throw error;
  } finally {
    clock?.close();
    overtime.close();
    options.signal?.removeEventListener("abort", drain);
    coordinator.close();
    convergence.close();
    await upkeep?.close();
    await pool.destroy();
  }
}

function openUpkeep({ location, store, record }: Sitting, settings: MemorySettings): MemoryUpkeep {
  const { seed, islands, migration } = record.config;
  const { direction } = record.problem.definition.objective;
  const place = { settings, seed, islands, interval: migration.interval, direction };
  return openMemoryUpkeep({ location, place }, () => store.port());
}

function reasonOf(
  islands: readonly IslandEnd[],
  stall: Stall | null,
  timeUp: boolean,
  evaluations: RunConfig["evaluations"],
): StopReason {
  if (islands.some(({ reason }) => reason === "interrupted")) return stall?.kind ?? "interrupted";
  if (islands.some(({ reason }) => reason === "target")) return "target";
  return timeUp && consumedBy(islands) !== evaluations ? "time" : "budget";
}

function consumedBy(islands: readonly IslandEnd[]): number {
  return islands.reduce((sum, island) => sum + island.consumed, 0);
}
