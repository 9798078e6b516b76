import {
  createMemoryRecord,
  IslandMemory,
  type RunFacts,
  type MemoryRecord,
  type MemoryView,
} from "../src/memory/index.ts";
import type { Drafted, StepServices } from "../src/operators/index.ts";
import type { OpenRecord } from "../src/store/index.ts";
import type { Border } from "./border.ts";
import type { Island } from "./island.ts";
import { Population } from "./population.ts";
import { programsOf } from "./population-state.ts";
import type { IslandTask } from "./protocol.ts";
import { restoreMemory } from "./restore-memory.ts";
import { readSavedIsland, type SavedDraft } from "./saved-island.ts";
import { openServices } from "./services.ts";
import { parentOf } from "./step.ts";

/** A step that an earlier sitting left under way. */
export interface StepUnderWay {
  readonly drafted: Drafted;
  readonly services: StepServices;
}

/**
 * An island, and the steps that its newest checkpoint left under way; `null` for an island that has not
 * begun.
 */
export interface OpenedIsland {
  readonly island: Island;
  readonly underWay: readonly StepUnderWay[] | null;
}

/** The parts of an island that do not depend on how far it has come. */
export type IslandParts = Pick<Island, "coordination" | "operator" | "writer" | "gateway">;

/** Opens an island at its newest checkpoint, or before its seed where there is none. */
export function openIsland(
  task: IslandTask,
  parts: IslandParts,
  record: OpenRecord,
  border: Border,
): OpenedIsland {
  const { island: own, config, problem } = task;
  const reader = record.candidates;
  const base = { task, ...parts, reader, calls: record.calls, recordedUntil: reader.lastStep(own) };
  const memory = memoryOf(task, record);
  const checkpoint = reader.checkpoint(own);
  if (checkpoint === null) {
    const state = memory && new IslandMemory(memory.place, memory.record);
    const population = new Population(own, config, problem);
    return {
      island: { ...base, population, memory: state && memory && { state, record: memory.record } },
      underWay: null,
    };
  }
  const saved = readSavedIsland(checkpoint.state);
  const sources = reader.sources(programsOf(saved.population));
  const population = Population.restore(own, config, problem, saved.population, sources);
  const last = saved.proposals.find(({ step }) => step === checkpoint.step + config.inFlight);
  if (last !== undefined) population.adopt(last);
  border.learnPast(population);
  const restored = memory && restoreMemory(memory.place, memory.record, checkpoint.step, config.inFlight);
  const island: Island = {
    ...base,
    population,
    memory: restored && memory && { state: restored.state, record: memory.record },
  };
  return { island, underWay: saved.proposals.map((draft) => takeUp(island, draft, restored?.views ?? null)) };
}

function memoryOf(
  { island, config, problem, memory: settings }: IslandTask,
  { candidates, lessons }: OpenRecord,
): { readonly place: RunFacts; readonly record: MemoryRecord } | null {
  if (settings === null) return null;
  const { seed, islands, migration } = config;
  const { direction } = problem.definition.objective;
  return {
    place: { settings, seed, island, islands, interval: migration.interval, direction },
    record: createMemoryRecord(candidates, lessons, direction),
  };
}

function takeUp(
  island: Island,
  { island: own, step, ...draft }: SavedDraft,
  views: ReadonlyMap<number, MemoryView> | null,
): StepUnderWay {
  const place = { island: own, step };
  const memory = views?.get(step) ?? null;
  if (views !== null && memory === null) throw new Error(`nobody knows what step ${step} was told`);
  const services = openServices(island, { place, memory });
  return { drafted: { place, parent: parentOf(island, draft, null), draft }, services };
}
