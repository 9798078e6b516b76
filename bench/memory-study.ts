// npm run study:memory [-- seeds [evaluations]]: does what is remembered reach the proposals, and do guard,
// probation and credit keep a poisoned memory from harm? The problems are invented, and the proposer is a
// stand-in that draws a strategy and heeds what it is told in the plainest way: this proves the plumbing, not
// that memory pays with a real model.
import {
  type CandidateId,
  candidateId,
  mean,
  median,
  type Outcome,
  randomStream,
} from "../src/core/index.ts";
import {
  DEFAULT_MEMORY,
  IslandMemory,
  lessonWrites,
  type LessonProposal,
  type RunFacts,
  type MemoryRecord,
  memoryEffect,
  type PlacedEvent,
  type Recall,
  readPlaced,
  stepEvents,
} from "../src/memory/index.ts";

const [seeds = 20, limit = 900] = process.argv.slice(2, 4).map(Number);
const ISLANDS = 3;
const INTERVAL = 20;
const TARGET = 12;

const STRATEGIES = [
  "anneal temperature",
  "swap loops",
  "shrink radius",
  "sort by area",
  "cache distances",
  "mirror layout",
  "restart often",
  "widen beam",
  "project gradient",
  "jitter corners",
  "split largest",
  "merge neighbours",
  "rotate lattice",
  "relax constraints",
  "prune branches",
  "reverse order",
] as const;
type Strategy = (typeof STRATEGIES)[number];
const TASK = `Reach level ${TARGET}. One may ${STRATEGIES.join(", ")}.`;

/** How likely a strategy improves a program of this level; the hidden structure. */
type Problem = (seed: string, level: number, strategy: Strategy) => number;
const PROBLEMS: { readonly [name: string]: Problem } = {
  // three strategies of sixteen pay, always the same
  structured: (seed, _level, strategy) => (good(seed, 0).includes(strategy) ? 0.3 : 0.01),
  // others pay from level 4 and 8 on: what was learnt misleads until it is unlearnt
  misleading: (seed, level, strategy) => (good(seed, Math.floor(level / 4)).includes(strategy) ? 0.3 : 0.01),
  // nothing to be learnt: a memory can only cost
  unstructured: () => 0.06,
};

const ARMS: { readonly [name: string]: { readonly memory: boolean; readonly poison: number } } = {
  off: { memory: false, poison: 0 },
  on: { memory: true, poison: 0 },
  "poisoned 20 %": { memory: true, poison: 0.2 },
};

function good(seed: string, phase: number): readonly Strategy[] {
  const random = randomStream("study-structure", seed, phase);
  return STRATEGIES.map((strategy) => ({ strategy, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .slice(0, 3)
    .map(({ strategy }) => strategy);
}

/** The result of one run of the study. */
interface Result {
  /** Evaluations until the target; the limit when it was not reached. */
  readonly evaluations: number;
  /** The memory's effect on the improvement rate, by its own control. */
  readonly effect: number | null;
}

interface Step {
  readonly level: number;
  readonly outcome: Outcome;
}

class StudyRecord implements MemoryRecord {
  readonly results = new Map<CandidateId, Step>();
  private readonly stepEvents = new Map<CandidateId, readonly PlacedEvent[]>();
  private readonly borders = new Map<string, readonly PlacedEvent[]>();

  keep(id: CandidateId, events: readonly PlacedEvent[]): void {
    this.stepEvents.set(id, events);
  }
  keepUpkeep(epoch: number, events: readonly PlacedEvent[]): void {
    this.borders.set(`upkeep ${epoch}`, events);
  }
  *steps(island: number, from: number, to: number): Iterable<PlacedEvent> {
    for (let step = from; step <= to; step++) yield* this.stepEvents.get(candidateId(island, step)) ?? [];
  }
  at(origin: string, border: number): readonly PlacedEvent[] {
    return this.borders.get(`${origin} ${border}`) ?? [];
  }
  outcome(id: CandidateId): Outcome | null {
    return this.results.get(id)?.outcome ?? null;
  }
  sources(): ReadonlyMap<CandidateId, string> {
    return new Map();
  }
}

/**
 * The stand-in: weighs a strategy up for each lesson that it worked, down for each that it did not, and
 * draws.
 */
function choose(recall: Recall | null, seed: string, island: number, step: number): Strategy {
  const weights = STRATEGIES.map((strategy) => {
    let weight = 1;
    for (const { text, kind } of recall?.lessons ?? []) {
      // what a contrast names after its semicolon did not help
      const [claim = "", others = ""] = text.split(";", 2);
      if (claim.includes(strategy)) weight *= kind === "success" ? 6 : 0.5;
      else if (others.includes(strategy)) weight *= 0.5;
    }
    return weight;
  });
  const draw = randomStream("study-choice", seed, island, step);
  return STRATEGIES[draw.weighted([...weights.keys()], (i) => weights[i] ?? 0)] as Strategy;
}

function runOnce(problem: Problem, arm: { memory: boolean; poison: number }, seed: string): Result {
  const record = new StudyRecord();
  const settings = { ...DEFAULT_MEMORY, controlShare: 0.1 };
  const place = (island: number): RunFacts => ({
    settings,
    seed,
    island,
    islands: ISLANDS,
    interval: INTERVAL,
    direction: "maximise",
  });
  const memories = Array.from({ length: ISLANDS }, (_, island) => new IslandMemory(place(island), record));
  const best = memories.map((_, island) => ({ id: candidateId(island, 0), level: 0 }));
  for (const { id } of best) record.results.set(id, { level: 0, outcome: "same" });

  const takeStep = (island: number, step: number): number => {
    const memory = memories[island] as IslandMemory;
    const parent = best[island] ?? { id: candidateId(island, 0), level: 0 };
    const recall = arm.memory ? memory.view().recall({ step, text: TASK, program: null }) : null;
    const strategy = choose(recall, seed, island, step);
    const random = randomStream("study-result", seed, island, step);
    const isBetter = random.next() < problem(seed, parent.level, strategy);
    const outcome: Outcome = isBetter ? "improved" : random.next() < 0.15 ? "failed" : "worse";
    const id = candidateId(island, step);
    record.results.set(id, { level: parent.level + (isBetter ? 1 : 0), outcome });
    if (arm.memory && recall !== null) {
      const events = stepEvents({
        facts: {
          candidate: candidateOf(island, step, parent, strategy, outcome),
          parentScore: parent.level,
          outcome,
        },
        recall,
        cost: null,
        model: null,
        proposals: {
          list: poisonOf(arm.poison, seed, island, step, record),
          shown: recall.recalled,
          view: memory.view(),
        },
      });
      record.keep(id, events);
      memory.consume(step, events);
    }
    if (isBetter) best[island] = { id, level: parent.level + 1 };
    return best[island]?.level ?? 0;
  };

  for (let step = 1; step * ISLANDS <= limit; step++) {
    for (let island = 0; island < ISLANDS; island++) {
      if (takeStep(island, step) >= TARGET) {
        return { evaluations: (step - 1) * ISLANDS + island + 1, effect: effectOf(memories, arm.memory) };
      }
    }
    if (step % INTERVAL !== 0) continue;
    const leader = best.reduce((a, b) => (b.level > a.level ? b : a));
    best.fill(leader);
    if (!arm.memory) continue;
    for (const memory of memories) memory.cross(step / INTERVAL);
    const upkeep = memories[0]?.upkeepWrites() ?? lessonWrites([]);
    record.keepUpkeep(
      step / INTERVAL,
      upkeep.flatMap((write) => (write.type === "lesson" ? [readPlaced(write.event)] : [])),
    );
  }
  return { evaluations: limit, effect: effectOf(memories, arm.memory) };
}

function candidateOf(
  island: number,
  step: number,
  parent: { readonly id: CandidateId; readonly level: number },
  strategy: Strategy,
  outcome: Outcome,
): Parameters<typeof stepEvents>[0]["facts"]["candidate"] {
  const facts = { durationMs: 1, level: 1, engine: "study" } as const;
  return {
    island,
    step,
    parents: [parent.id],
    operator: "study",
    note: strategy,
    strategy: {},
    cached: false,
    evaluation:
      outcome === "failed"
        ? { ...facts, status: "error", kind: "threw", message: `${strategy}: undefined is not a function` }
        : {
            ...facts,
            status: "ok",
            kind: "ok",
            score: parent.level + (outcome === "improved" ? 1 : -1),
            metrics: {},
            features: {},
            message: "",
          },
  };
}

/** A summarizer that lies: it praises what does not pay, and cites an improvement that had another cause. */
function poisonOf(
  share: number,
  seed: string,
  island: number,
  step: number,
  record: StudyRecord,
): readonly LessonProposal[] {
  const random = randomStream("study-poison", seed, island, step);
  if (random.next() >= share) return [];
  const strategy = random.pick(STRATEGIES.filter((one) => !good(seed, 0).includes(one)));
  const cited = [...record.results]
    .filter(([id, { outcome }]) => outcome === "improved" && id.startsWith(`i${island}-`))
    .map(([id]) => id);
  const text = `Always ${strategy}: to ${strategy} improved every program it was tried on, more than anything else.`;
  return [{ action: "add", kind: "success", text, evidence: cited.slice(-2) }];
}

function effectOf(memories: readonly IslandMemory[], isOn: boolean): number | null {
  const bank = memories[0]?.sharedBank;
  return isOn && bank !== undefined ? (memoryEffect(bank).improvement?.estimate ?? null) : null;
}

/** 95 % percentile bootstrap of a mean, by a named stream. */
function bootstrap(values: readonly number[], name: string): readonly [low: number, high: number] {
  const random = randomStream("study-bootstrap", name);
  const means = Array.from({ length: 2000 }, () => mean(values.map(() => random.pick(values)))).sort(
    (a, b) => a - b,
  );
  return [means[49] ?? Number.NaN, means[1949] ?? Number.NaN];
}

console.log(
  `evaluations to level ${TARGET} (at most ${limit}), ${seeds} seeds; saved: against off, same seed, mean with 95 % interval`,
);
console.log(
  "a stand-in proposer on invented problems: this proves the plumbing, nothing about real models\n",
);
console.log(
  ["problem".padEnd(13), "memory".padEnd(14), "median", "reached", "saved".padEnd(24), "own estimate"].join(
    "  ",
  ),
);
for (const [name, problem] of Object.entries(PROBLEMS)) {
  const off: number[] = [];
  for (const [armName, arm] of Object.entries(ARMS)) {
    const results = Array.from({ length: seeds }, (_, i) => runOnce(problem, arm, `study-${i}`));
    const evaluations = results.map((result) => result.evaluations);
    if (armName === "off") off.push(...evaluations);
    const saved = evaluations.map((count, i) => (off[i] ?? 0) - count);
    const [low, high] = bootstrap(saved, `${name} ${armName}`);
    const effects = results.flatMap(({ effect }) => effect ?? []);
    console.log(
      [
        name.padEnd(13),
        armName.padEnd(14),
        String(median(evaluations)).padStart(6),
        `${evaluations.filter((count) => count < limit).length} of ${seeds}`,
        (armName === "off"
          ? "–"
          : `${mean(saved).toFixed(0)} (${low.toFixed(0)} to ${high.toFixed(0)})`
        ).padEnd(24),
        effects.length === 0 ? "–" : `${(100 * mean(effects)).toFixed(1)} % of steps`,
      ].join("  "),
    );
  }
}
