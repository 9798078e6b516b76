import type { RunConfig } from "../src/config/index.ts";
import type { Candidate, Direction } from "../src/core/index.ts";
import {
  createMemoryRecord,
  IslandMemory,
  type MemoryRecord,
  type MemorySettings,
  type MemoryView,
  type PlacedEvent,
} from "../src/memory/index.ts";
import { rememberStep } from "../src/operators/index.ts";
import type { Problem } from "../src/problem/index.ts";
import type { LessonReader, StoreReader } from "../src/store/index.ts";

/** Whose memory is kept, and how. */
export interface KeeperPlace {
  readonly island: number;
  readonly config: RunConfig;
  readonly problem: Problem;
  readonly settings: MemorySettings;
}

/** A result, and what the memory makes of it. */
export interface Outcome {
  readonly candidate: Candidate;
  readonly events: readonly PlacedEvent[];
}

/**
 * The loop's way to the memory: gives each step the view that it is proposed with, makes the events of its result, and moves the memory on
 * in step order. It writes nothing: what is to be recorded is handed to the loop.
 */
export class MemoryKeeper {
  private memory: IslandMemory;
  /** Views of the steps under way. */
  private readonly views = new Map<number, MemoryView>();
  private readonly place: ConstructorParameters<typeof IslandMemory>[0];
  private readonly inFlight: number;
  private readonly reader: StoreReader;
  private readonly record: MemoryRecord;
  private readonly direction: Direction;

  constructor(
    { island, config, problem, settings }: KeeperPlace,
    reader: StoreReader,
    lessons: LessonReader,
  ) {
    const { seed, islands, migration, inFlight } = config;
    this.direction = problem.definition.objective.direction;
    this.place = {
      settings,
      seed,
      island,
      islands,
      interval: migration.interval,
      direction: this.direction,
    };
    this.inFlight = inFlight;
    this.reader = reader;
    this.record = createMemoryRecord(reader, lessons, this.direction);
    this.memory = new IslandMemory(this.place, this.record);
  }

  /** Takes the memory as it is now as what `step` may know. */
  open(step: number): void {
    this.views.set(step, this.memory.view());
  }

  /** What a step under way may know. */
  view(step: number): MemoryView | null {
    return this.views.get(step) ?? null;
  }

  /** The events of a result, to be recorded together with it. */
  eventsOf(candidate: Candidate): readonly PlacedEvent[] {
    const view = this.view(candidate.step);
    if (view === null) throw new Error(`nobody knows what step ${candidate.step} was told`);
    const parent = candidate.parents[0] ? this.reader.candidate(candidate.parents[0]) : null;
    const parentScore = parent?.evaluation.status === "ok" ? parent.evaluation.score : null;
    return rememberStep(candidate, { view, parentScore, direction: this.direction });
  }

  /** The events of a result that is on record already. */
  recorded({ island, step }: Candidate): readonly PlacedEvent[] {
    return [...this.record.steps(island, step, step)];
  }

  /** Takes the result of the island's next step. */
  consume(step: number, events: readonly PlacedEvent[]): void {
    this.views.delete(step);
    this.memory.consume(step, events);
  }

  /** Crosses a border: what others have learnt by then becomes visible. */
  cross(epoch: number): void {
    this.memory.cross(epoch);
  }

  /** The memory as a checkpoint found it: after `step`, before the border that lies there; with the views of the steps then under way. */
  restore(step: number): void {
    const { interval } = this.place;
    const crossed = borderBefore(step, interval);
    const first = Math.max(0, step + 1 - this.inFlight);
    this.memory = IslandMemory.restore(this.place, this.record, {
      step,
      crossed,
      from: borderBefore(first, interval),
      onStep: (own, memory) => {
        if (own < first) return;
        const view = memory.view();
        this.views.set(own + this.inFlight, view);
        // the first steps of all are proposed from the seed alone
        if (own === 0) for (let early = step + 1; early < this.inFlight; early++) this.views.set(early, view);
      },
    });
  }
}

/** The last border that an island has crossed when it has consumed `step` and stands at the border that may lie there. */
function borderBefore(step: number, interval: number): number {
  return step === 0 ? 0 : Math.floor((step - 1) / interval);
}
