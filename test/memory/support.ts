import {
  type Candidate,
  type CandidateId,
  candidateId,
  objectiveOf,
  type Outcome,
  randomStream,
  shortHash,
} from "../../src/core/index.ts";
import {
  DEFAULT_MEMORY,
  IslandMemory,
  type RunFacts,
  type MemoryRecord,
  type MemorySettings,
  type PlacedEvent,
  type Recall,
  readPlaced,
  stepEvents,
} from "../../src/memory/index.ts";
import type { LessonOrigin, StoreWrite } from "../../src/store/index.ts";

/** A record in arrays: what a store would give back. */
export class ArrayRecord implements MemoryRecord {
  readonly events: PlacedEvent[] = [];
  readonly candidates = new Map<CandidateId, Candidate>();

  keep(events: readonly PlacedEvent[]): void {
    this.events.push(...events);
  }

  write(writes: readonly StoreWrite[]): void {
    this.keep(writes.flatMap((write) => (write.type === "lesson" ? [readPlaced(write.event)] : [])));
  }

  steps(island: number, from: number, to: number): readonly PlacedEvent[] {
    return this.events
      .filter(
        (event) => event.origin === "step" && event.island === island && event.at >= from && event.at <= to,
      )
      .sort((a, b) => a.at - b.at || a.seq - b.seq);
  }

  at(origin: Exclude<LessonOrigin, "step">, border: number): readonly PlacedEvent[] {
    return this.events
      .filter((event) => event.origin === origin && event.at === border)
      .sort((a, b) => a.seq - b.seq);
  }

  outcome(id: CandidateId): Outcome | null {
    const candidate = this.candidates.get(id);
    if (candidate === undefined) return null;
    return objectiveOf("maximise").outcome(candidate.evaluation, this.parentScore(candidate));
  }

  parentScore(candidate: Candidate): number | null {
    const parent = candidate.parents[0] && this.candidates.get(candidate.parents[0]);
    return parent && parent.evaluation.status === "ok" ? parent.evaluation.score : null;
  }

  sources(ids: readonly CandidateId[]): ReadonlyMap<CandidateId, string> {
    const found = ids.flatMap((id) => {
      const candidate = this.candidates.get(id);
      return candidate === undefined ? [] : [[id, candidate.source] as const];
    });
    return new Map(found);
  }
}

/** Things that steps try, with how often they help and fail. */
const STRATEGIES = [
  { note: "move numbers: radius 0.3 → 0.41 (line 12)", improves: 0.5, fails: 0 },
  { note: "swap the loops over rows and columns", improves: 0.05, fails: 0.1 },
  { note: "replace the sort by a heap of candidates", improves: 0.2, fails: 0.1 },
  { note: "call undefinedHelper inside the inner loop", improves: 0, fails: 0.9 },
  { note: "anneal the temperature of the placement", improves: 0.3, fails: 0.05 },
];

/** A run of islands whose steps use the memory; nothing else is real but the memory. */
export interface Simulation {
  readonly record: ArrayRecord;
  readonly memories: readonly IslandMemory[];
  readonly recalls: ReadonlyMap<CandidateId, Recall>;
  readonly place: (island: number) => RunFacts;
}

export interface SimulationOptions {
  readonly seed?: string;
  readonly islands?: number;
  readonly steps?: number;
  readonly interval?: number;
  readonly inFlight?: number;
  readonly settings?: Partial<MemorySettings>;
  /** On record from the beginning: what will be decided. */
  readonly given?: readonly PlacedEvent[];
  /** In which order islands get their turns between borders; the result must not depend on it. */
  readonly order?: (island: number) => number;
  /** Called after each border with the island's memory. */
  readonly atBorder?: (memory: IslandMemory, island: number, epoch: number) => void;
}

/** The candidate that the simulated island makes in a step; a pure function. */
function simulatedStep(
  seed: string,
  island: number,
  step: number,
  visible: readonly CandidateId[],
  scoreOf: (id: CandidateId) => number,
): Candidate {
  const random = randomStream(seed, island, step, "simulate");
  const parent = visible.length === 0 ? null : random.pick(visible);
  const strategy = random.pick(STRATEGIES);
  const draw = random.next();
  const source = `export function place(n) {\n  const radius${island} = ${step};\n  return compute(n, ${random.int(50)}, ${random.int(50)});\n}\n`;
  const facts = { durationMs: 1, level: 1, engine: "none" } as const;
  const parentScore = parent === null ? 0 : scoreOf(parent);
  const gain = draw < strategy.improves ? 1 : draw < 0.9 ? -1 : 0;
  return {
    island,
    step,
    source,
    fingerprint: { text: shortHash(source), tree: shortHash(source) },
    parents: parent === null ? [] : [parent],
    operator: parent === null ? "seed" : "mutate",
    note: strategy.note,
    strategy: {},
    cached: false,
    evaluation:
      parent !== null && draw > 1 - strategy.fails
        ? {
            ...facts,
            status: "error",
            kind: "threw",
            message: `ReferenceError: undefinedHelper is not defined (line ${step})`,
          }
        : {
            ...facts,
            status: "ok",
            kind: "ok",
            score: parent === null ? 0 : parentScore + gain * random.next(),
            metrics: {},
            features: {},
            message: "",
          },
  };
}

/** Runs the islands in lockstep of borders; within an epoch one island after the other, in the given order. */
export function simulate(options: SimulationOptions = {}): Simulation {
  const { seed = "1", islands = 3, steps = 120, interval = 20, inFlight = 3 } = options;
  const settings = { ...DEFAULT_MEMORY, probationBatch: 2, ...options.settings };
  const record = new ArrayRecord();
  record.keep(options.given ?? []);
  const recalls = new Map<CandidateId, Recall>();
  const place = (island: number): RunFacts => ({
    settings,
    seed,
    island,
    islands,
    interval,
    direction: "maximise",
  });
  const memories = Array.from({ length: islands }, (_, island) => new IslandMemory(place(island), record));
  const proposed = memories.map(() => new Map<number, Candidate>());
  const scored: CandidateId[][] = memories.map(() => []);
  const scoreOf = (id: CandidateId): number => {
    const evaluation = record.candidates.get(id)?.evaluation;
    return evaluation?.status === "ok" ? evaluation.score : 0;
  };
  const propose = (island: number, step: number): void => {
    const visible = scored[island]?.slice(-5) ?? [];
    const candidate = simulatedStep(seed, island, step, visible, scoreOf);
    const parent = candidate.parents[0] && record.candidates.get(candidate.parents[0]);
    const view = (memories[island] as IslandMemory).view();
    const query = { step, text: `${candidate.note} ${parent?.note ?? ""}`, program: parent?.source ?? null };
    recalls.set(candidateId(island, step), view.recall(query));
    proposed[island]?.set(step, candidate);
  };
  const consume = (island: number, step: number): void => {
    const candidate = proposed[island]?.get(step) as Candidate;
    const id = candidateId(island, step);
    record.candidates.set(id, candidate);
    const recall = recalls.get(id) as Recall;
    const facts = {
      candidate,
      parentScore: record.parentScore(candidate),
      outcome: record.outcome(id) as Outcome,
    };
    const events = step === 0 ? [] : stepEvents({ facts, recall, cost: 10 + (step % 7), model: null });
    record.keep(events);
    memories[island]?.consume(step, events);
    if (candidate.evaluation.status === "ok") scored[island]?.push(id);
  };
  const order = memories
    .map((_, island) => island)
    .sort((a, b) => (options.order?.(a) ?? a) - (options.order?.(b) ?? b));
  for (let start = 0; start <= steps; start = start === 0 ? 1 : start + interval) {
    const end = start === 0 ? 0 : Math.min(steps, start + interval - 1);
    for (const island of order) {
      for (let step = start; step <= end; step++) {
        if (step === 0) propose(island, 0);
        consume(island, step);
        if (step === 0) for (let next = 1; next <= inFlight; next++) propose(island, next);
        else if (step % interval !== 0) propose(island, step + inFlight);
      }
    }
    if (end % interval !== 0 || end === 0) continue;
    const epoch = end / interval;
    // like the loop: proposals of a border's step are made before the border is crossed
    for (const island of order) propose(island, end + inFlight);
    for (const island of order) {
      const memory = memories[island] as IslandMemory;
      memory.cross(epoch);
      // some islands record the upkeep, some do not get to it
      if ((epoch + island) % 3 === 0 && record.at("upkeep", epoch).length === 0)
        record.write(memory.upkeepWrites());
      options.atBorder?.(memory, island, epoch);
    }
  }
  return { record, memories, recalls, place };
}

/** Everything that a memory holds, as text, for comparing. */
export function contentOf(memory: IslandMemory): string {
  const { bank } = memory.view();
  return JSON.stringify({
    lessons: [...bank.base, ...bank.changes].map(([, lesson]) => lesson),
    totals: bank.totals,
    aliases: [...bank.aliases],
  });
}
