import { performance } from "node:perf_hooks";
import {
  type CandidateId,
  candidateId,
  median,
  parseCandidateId,
  type Position,
  quantile,
  type Random,
  randomStream,
} from "../src/core/index.ts";
import {
  DEFAULT_MEMORY,
  type EpisodeFacts,
  IslandMemory,
  type LessonKind,
  type RunFacts,
  type MemoryRecord,
  type PlacedEvent,
  UNTRIED,
  UNUSED,
} from "../src/memory/index.ts";

function line(random: Random): string {
  return `  const ${word(random)}${random.int(9)} = Math.hypot(${word(random)}[${random.int(20)}], ${random.next().toFixed(4)} * i);`;
}

/** A program: its family's text with as many edited lines as its age suggests. */
function program(index: number): string {
  const family = randomStream("bench-family", index % FAMILIES);
  const lines = Array.from({ length: LINES }, () => line(family));
  const edits = randomStream("bench-program", index);
  // half of the edits are shared with a cousin, as heritage is
  const heritage = randomStream("bench-heritage", index % FAMILIES, Math.floor(index / 4000));
  for (let i = 0; i < 4; i++) lines[heritage.int(LINES)] = line(heritage);
  for (let i = 0; i < 2; i++) lines[edits.int(LINES)] = line(edits);
  return `export function place(n) {\n${lines.join("\n")}\n  return n;\n}\n`;
}

function facts(random: Random, child: CandidateId, kind: LessonKind): EpisodeFacts {
  const note = sentence(random, 5);
  return {
    child,
    parent: candidateId(random.int(ISLANDS), 1 + random.int(STEPS)),
    operator: "bench",
    strategy: `bench: ${note}`,
    note,
    outcome: kind === "success" ? "improved" : "failed",
    failure: kind === "success" ? null : { kind: "threw", shape: word(random) },
  };
}

function learned(index: number): PlacedEvent {
  const random = randomStream("bench-lesson", index);
  const island = index % ISLANDS;
  const at = 1 + Math.floor((index / LESSONS) * (STEPS - 1));
  const candidate = candidateId(island, at);
  const kind: LessonKind = random.next() < 0.4 ? "success" : "failure";
  return {
    origin: "step",
    island,
    at,
    seq: index % (LESSONS / ISLANDS),
    event: {
      type: "learned",
      lesson: {
        id: `${candidate}-l${index}`,
        level: index % 10 === 0 ? "pattern" : "episode",
        kind,
        text: sentence(random, 45),
        for: [{ candidate, outcome: kind === "success" ? "improved" : "failed" }],
        against: [],
        support: { for: 1, against: 0 },
        provenance: { island, at, operator: "bench", model: null, file: null },
        version: 1,
        supersedes: null,
        tags: [word(random)],
        state: "active",
        scope: "island",
        uses: UNUSED,
        value: UNTRIED,
        suspicious: false,
        episode: index % 10 === 0 ? null : facts(random, candidate, kind),
        embedding: null,
      },
    },
  };
}

/** A record of 10⁴ lessons and 10⁵ programs, invented when asked for. */
function inventedRecord(): MemoryRecord {
  const events = Array.from({ length: LESSONS }, (_, index) => learned(index));
  const outcomes = new Map<CandidateId, "improved" | "failed">();
  for (const { event } of events) {
    if (event.type !== "learned") continue;
    for (const { candidate } of event.lesson.for) {
      outcomes.set(candidate, event.lesson.kind === "success" ? "improved" : "failed");
    }
  }
  return {
    steps: (island, from, to) =>
      events.filter((event) => event.island === island && event.at >= from && event.at <= to),
    at: () => [],
    outcome: (id) => outcomes.get(id) ?? null,
    sources: (ids) => new Map(ids.map((id) => [id, sourceOf(id)])),
  };
}

/** Time spent on inventing programs, which a store would have. */
let inventingMs = 0;

function sourceOf(id: CandidateId): string {
  const { island, step } = parseCandidateId(id) as Position;
  const start = performance.now();
  const source = program(step * ISLANDS + island);
  inventingMs += performance.now() - start;
  return source;
}

/** `npm run bench memory`: recall at 10⁴ lessons and 10⁵ programs, and what it stands on. */
export async function runMemoryBench(): Promise<void> {
  const place: RunFacts = {
    settings: { ...DEFAULT_MEMORY, capacity: LESSONS, controlShare: 0 },
    seed: "bench",
    island: 0,
    islands: ISLANDS,
    interval: STEPS,
    direction: "maximise",
  };
  const record = inventedRecord();
  const memory = new IslandMemory(place, record);
  const before = process.memoryUsage().heapUsed;
  const rows: Row[] = [];
  const timed = <T>(what: string, work: () => T): T => {
    const start = performance.now();
    const result = work();
    rows.push([what, performance.now() - start - inventingMs, "ms"]);
    inventingMs = 0;
    return result;
  };
  timed("border with 10^4 new lessons", () => memory.cross(1));
  const view = timed("view", () => memory.view());
  const queries = Array.from({ length: QUERIES }, (_, i) => {
    const random = randomStream("bench-query", i);
    return {
      step: STEPS + 1 + i,
      text: sentence(random, 60),
      program: program(random.int(PROGRAMS) + ISLANDS),
    };
  });
  timed("first recall: sketches of what lessons bear on", () =>
    view.recall(queries[0] as (typeof queries)[0]),
  );
  const isTold = (query: Parameters<typeof view.recall>[0]): boolean => view.recall(query).lessons.length > 0;
  rows.push(...recallRows("recall by text and program", queries, isTold));
  const texts = queries.map((query) => ({ ...query, program: null }));
  rows.push(...recallRows("recall by text", texts, isTold));
  timed("upkeep of 10^4 lessons", () => memory.upkeepWrites());
  rows.push(["heap", (process.memoryUsage().heapUsed - before) / 2 ** 20, "MiB"]);
  console.log("memory");
  for (const [what, value, unit] of rows)
    console.log(`  ${what.padEnd(42)} ${value.toPrecision(3).padStart(8)} ${unit}`);
}

/** One figure of the table. */
type Row = [what: string, value: number, unit: string];

/** Figures of many recalls; `recall` says whether a query was told something. */
function recallRows<Q>(what: string, asked: readonly Q[], recall: (query: Q) => boolean): readonly Row[] {
  const times: number[] = [];
  const busy = process.threadCpuUsage();
  let told = 0;
  for (const query of asked) {
    const start = performance.now();
    if (recall(query)) told++;
    times.push(performance.now() - start);
  }
  // wall times of a busy machine say little: the thread's own time is what it took; it comes in ticks too
  // coarse for one recall
  const { user, system } = process.threadCpuUsage(busy);
  return [
    [`${what}, mean of CPU`, (user + system) / 1000 / QUERIES, "ms"],
    [`${what}, p50`, median(times), "ms"],
    [`${what}, p99`, quantile(times, 0.99), "ms"],
    [`${what}, told something`, (100 * told) / QUERIES, "%"],
  ];
}

const LESSONS = 10_000;
const PROGRAMS = 100_000;
const ISLANDS = 4;
const STEPS = PROGRAMS / ISLANDS;
const QUERIES = 2000;
/** Programs that all others descend from by single edits. */
const FAMILIES = 40;
const LINES = 24;
/** Invented words, as frequent as words are: the r-th with weight 1/r (Zipf). */
const WORDS = Array.from({ length: 6000 }, (_, i) => {
  const random = randomStream("bench-word", i);
  return Array.from({ length: 2 + random.int(3) }, () =>
    random.pick(["ra", "do", "mi", "fen", "so", "lak", "ti", "ur", "ex", "pon"]),
  ).join("");
});
const word = (random: Random): string => WORDS[Math.floor(WORDS.length ** random.next()) - 1] as string;
const sentence = (random: Random, length: number): string =>
  Array.from({ length }, () => word(random)).join(" ");
