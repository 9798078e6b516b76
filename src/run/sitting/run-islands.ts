import { setTimeout as sleep } from "node:timers/promises";
import type { IslandEnd, IslandTask, Stall } from "../../../islands/index.ts";
import { type Evaluation, given, type StopReason } from "../../core/index.ts";
import type { MemorySettings } from "../../memory/index.ts";
import { type MemoryUpkeep, openMemoryUpkeep } from "../memory/memory-upkeep.ts";
import { machineOf, type RunModels } from "../models/models.ts";
import { recordWrites } from "../record.ts";
import type { EventSink } from "./best-events.ts";
import { joinArchipelago } from "./archipelago.ts";
import { watchConvergence } from "./convergence.ts";
import { Coordinator, type CoordinatorOptions } from "./coordinator.ts";
import { type EndingTime, endingTime } from "./ending-time.ts";
import { startingVerdicts } from "./starting-point.ts";
import { createIslandPool } from "./island-pool.ts";
import { Overtime } from "./overtime.ts";
import { type Quota, quotaOf } from "./quota.ts";
import { shareOf } from "./shares.ts";
import type { Sitting } from "./sitting.ts";
import { TimeBudget } from "./time-budget.ts";
import { timeUpWrites } from "./time-up.ts";

/** Models and memory of a sitting, as its islands need them. */
export interface IslandSupplies {
  /** `null` in a run without models. */
  readonly models: RunModels | null;
  /** `null` in a run that keeps no memory. */
  readonly memory: MemorySettings | null;
}

/** The end of a sitting's islands, and its reason. */
export interface IslandsEnd {
  readonly reason: StopReason;
  readonly islands: readonly IslandEnd[];
  readonly stall: Stall | null;
  /** The slowest verdict on what was the best at some time. */
  readonly slowest: Evaluation;
}

/**
 * Runs the islands of a sitting on their threads until a budget, the target, convergence, a stall or the
 * signal ends them.
 *
 * @param elapsed - wall time of all sittings so far, milliseconds
 */
export async function runIslands(
  sitting: Sitting,
  supplies: IslandSupplies,
  onEvents: EventSink,
  elapsed: () => number,
): Promise<IslandsEnd> {
  const { record, location, options } = sitting;
  const { models, memory } = supplies;
  const { islands: count } = record.config;
  const quota = quotaOf(sitting);
  // closes what is opened here in reverse order
  await using closing = new AsyncDisposableStack();
  const lent = lendPool(sitting);
  closing.defer(() => lent.close());
  const upkeep = memory && openUpkeep(sitting, memory);
  closing.defer(() => upkeep?.close());
  const { hasConverged } = closing.adopt(watchConvergence(location, record), (watch) => watch.close());
  const archipelago = await joinArchipelago(sitting);
  closing.defer(() => archipelago?.close());
  // where nothing bounds the time, nothing is kept of it
  const earlier = record.config.timeMs === null ? [] : startingVerdicts(sitting);
  const ending = endingTime(sitting, earlier, elapsed);
  const noted: EventSink = (events) => {
    ending.note(events);
    onEvents(events);
  };
  const borders = bordersOf(upkeep, archipelago);
  const hooks = { hasConverged, onEvents: noted, onDrain: () => models?.drain(), ...borders };
  const coordinator = closing.adopt(coordinatorOf(sitting, hooks), (one) => one.close());
  const drain = (): void => coordinator.drain();
  const overtime = closing.adopt(overtimeOf(models, drain), (one) => one.close());
  const times = { elapsed, ending };
  const clock = openClock(sitting, quota, coordinator, times, () => models && overtime.begin());
  closing.defer(() => clock?.close());
  closing.defer(() => options.signal?.removeEventListener("abort", drain));
  const task = (island: number) => taskOf(sitting, supplies, island, quota.total, coordinator);
  const ends = Array.from({ length: count }, (_, island) => lent.pool.start(task(island)));
  try {
    options.signal?.addEventListener("abort", drain, { once: true });
    if (options.signal?.aborted) drain();
    const islands = await Promise.race([Promise.all(ends), ...(clock ? [clock.failed] : [])]);
    await clock?.settled();
    await coordinator.allLeft();
    lent.haveEnded();
    const end = await endOf(sitting, islands, {
      coordinator,
      isReached: quota.isReached,
      isTimeUp: quota.isSpent || clock?.isUp === true,
      isHeldUp: overtime.hasEnded && options.signal?.aborted !== true,
    });
    return { ...end, slowest: ending.slowest };
  } catch (error) {
    // a full disk fails all islands at once; a result that comes when its pool is gone would crash the
    // process
    drain();
    await Promise.race([Promise.allSettled(ends), sleep(LEAVE_MS, null, { ref: false })]);
    throw error;
  }
}

/** Work at a border: what enters from other runs, before it opens, and the memory's upkeep. */
function bordersOf(
  upkeep: MemoryUpkeep | null,
  archipelago: Awaited<ReturnType<typeof joinArchipelago>>,
): Pick<CoordinatorOptions, "onBorder" | "beforeBorder"> {
  return {
    onBorder: (epoch) => upkeep?.atBorder(epoch),
    ...(archipelago && { beforeBorder: archipelago.atBorder }),
  };
}

/** Threads for the islands of a sitting: kept for another one when all islands have ended, destroyed otherwise. */
function lendPool({ record, options: { threads, workers } }: Sitting) {
  const { islands } = record.config;
  const pool = workers?.islandPool(islands, threads) ?? createIslandPool(islands, threads);
  let canServe = false;
  return {
    pool,
    haveEnded(): void {
      canServe = true;
    },
    close: () => (canServe && workers ? workers.keep(pool) : pool.destroy()),
  };
}

/** Milliseconds that islands have to leave when one of them has failed. */
const LEAVE_MS = 5000;

function openUpkeep({ location, store, record }: Sitting, settings: MemorySettings): MemoryUpkeep {
  const { seed, islands, migration } = record.config;
  const { direction } = record.problem.definition.objective;
  const place = { settings, seed, islands, interval: migration.interval, direction };
  return openMemoryUpkeep({ location, place }, () => store.port());
}

function coordinatorOf(
  { record, evaluator, evaluationSeed, options }: Sitting,
  hooks: Pick<CoordinatorOptions, "hasConverged" | "onEvents" | "onBorder" | "beforeBorder" | "onDrain">,
): Coordinator {
  const { config, problem } = record;
  const { direction } = problem.definition.objective;
  const { pausing } = options;
  return new Coordinator({ config, direction, evaluator, evaluationSeed, ...given({ pausing }), ...hooks });
}

function overtimeOf(models: RunModels | null, drain: () => void): Overtime {
  return new Overtime({
    drain,
    calls: () => models?.calls() ?? { answered: 0, underWay: 0 },
    drainModels: (patienceMs) => models?.drain(patienceMs),
  });
}

/** The clock that ends the islands evenly when time is up; `null` where nothing is left to be timed. */
function openClock(
  { record, store }: Sitting,
  { recorded, budget, isSpent }: Quota,
  coordinator: Coordinator,
  { elapsed, ending }: { readonly elapsed: () => number; readonly ending: EndingTime },
  onStopped: () => void,
): TimeBudget | null {
  const { timeMs } = record.config;
  if (timeMs === null || isSpent) return null;
  return new TimeBudget({
    timeMs,
    reservedMs: () => ending.reservedMs,
    elapsed,
    stop: async () => {
      // nothing on record before is given up
      const total = Math.max(recorded, await coordinator.stopEvenly());
      const limit = Math.min(total, budget);
      await store.write(timeUpWrites(limit, timeMs));
      coordinator.limit(limit);
      onStopped();
    },
    note: () => store.write(recordWrites({ elapsedMs: elapsed() })),
  });
}

function taskOf(
  { record, store, location, seed, options }: Sitting,
  { models, memory }: IslandSupplies,
  island: number,
  total: number,
  coordinator: Coordinator,
): IslandTask {
  const { config, problem, replay } = record;
  return {
    island,
    config,
    problem,
    location,
    limit: replay?.limits[island] ?? shareOf(total, config.islands, island),
    seed: { ...seed, island, cached: island > 0 },
    coordinator: coordinator.connect(),
    store: store.port(),
    models: models && { ensemble: models.ensemble, prompts: models.frozen.prompts, gateway: models.port() },
    memory,
    isReplay: replay !== undefined,
    machine: machineOf(options),
  };
}

/**
 * @param facts - `isReached`: the seed is as good as the target; `isTimeUp`: the time budget is used up; `isHeldUp`: models kept islands from ending in time
 */
async function endOf(
  { record, store }: Sitting,
  islands: readonly IslandEnd[],
  facts: {
    readonly coordinator: Coordinator;
    readonly isReached: boolean;
    readonly isTimeUp: boolean;
    readonly isHeldUp: boolean;
  },
): Promise<Omit<IslandsEnd, "slowest">> {
  const { evaluations, timeMs } = record.config;
  const { stall, isConverged } = facts.coordinator;
  const consumed = islands.reduce((sum, island) => sum + island.consumed, 0);
  if (facts.isHeldUp) {
    if (timeMs !== null) await store.write(timeUpWrites(consumed, timeMs));
    return { islands, stall, reason: "time" };
  }
  const ended = (reason: IslandEnd["reason"]): boolean => islands.some((island) => island.reason === reason);
  if (ended("interrupted")) return { islands, stall, reason: stall?.kind ?? "interrupted" };
  if (facts.isReached) return { islands, stall, reason: "target" };
  if (ended("target")) return { islands, stall, reason: isConverged ? "converged" : "target" };
  return { islands, stall, reason: facts.isTimeUp && consumed !== evaluations ? "time" : "budget" };
}
