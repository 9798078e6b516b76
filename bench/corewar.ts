import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { mean, median } from "../src/core/index.ts";
import { completeSettings, createEngine, type Engine, type MarsSettings } from "../src/corewar/index.ts";
import { type BenchBattle, classes, randomBattles, readWarrior } from "./corewar/battles.ts";
import { findPmars, timePmars } from "./corewar/pmars.ts";

/** Something that executes instructions; it returns how many million in a second of processor time. */
interface Subject {
  readonly name: string;
  readonly rate: (battle: BenchBattle) => number;
}

/** `first` alternates, as in pMARS. Processor time of the whole process: compilers count, too. */
function rateOf(engine: Engine, observe: boolean, battle: BenchBattle, rounds: number): number {
  engine.enter(battle.warriors.map(({ warrior }) => warrior));
  const before = process.cpuUsage();
  let instructions = 0;
  for (let i = 0; i < rounds; i++) {
    instructions += engine.fight({ positions: [0, 4000], first: i & 1, observe }).instructions;
  }
  const { user, system } = process.cpuUsage(before);
  return instructions / (user + system);
}

/** Rate of one battle of many warriors, the classes' in turn, to the end, as a Red Queen round fights it. */
function rateOfMany(engine: Engine, battles: readonly BenchBattle[], observe: boolean | number): number {
  const warriors = Array.from(
    { length: WARRIORS_AT_ONCE },
    (_, i) => (battles[i % battles.length] as BenchBattle).warriors[0].warrior,
  );
  engine.enter(warriors);
  const positions = warriors.map((_, i) => Math.floor((i * 8000) / WARRIORS_AT_ONCE));
  const before = process.cpuUsage();
  let instructions = 0;
  for (let i = 0; i < 10; i++)
    instructions += engine.fight({ positions, observe, toTheEnd: true }).instructions;
  const { user, system } = process.cpuUsage(before);
  return instructions / (user + system);
}

/** Milliseconds from nothing to the end of a first battle, which itself takes some. */
function firstBattle(kind: "javascript" | "webassembly"): number {
  const imp = readWarrior("imp").warrior;
  const begin = performance.now();
  const engine = createEngine(completeSettings({ maxCycles: 1000 }), kind);
  engine.enter([imp, imp]);
  engine.fight({ positions: [0, 4000] });
  return performance.now() - begin;
}

/**
 * Prints million instructions per second of processor time: pMARS (where `PMARS` or the path names one), both
 * engines plain and observed, by class of warrior and for random programs; then both with many warriors at
 * once. Medians over passes that measure all in turn.
 */
export async function runCorewarBench(): Promise<void> {
  console.log("Core War: million instructions per second of processor time\n");
  const start = (["javascript", "webassembly"] as const).map(
    (kind) => `${kind} ${firstBattle(kind).toFixed(0)} ms`,
  );
  console.log(`first battle: ${start.join(", ")}\n`);
  const settings = completeSettings();
  const js = createEngine(settings, "javascript");
  const wasm = createEngine(settings, "webassembly");
  const pmars = findPmars();
  const battles = [...classes(), ...randomBattles(wasm, 4)];
  const subjects: Subject[] = [
    ...(pmars === null
      ? []
      : [{ name: "pMARS", rate: (battle: BenchBattle) => pmarsRate(pmars, wasm, battle) }]),
    { name: "JavaScript", rate: (battle) => rateOf(js, false, battle, ROUNDS.javascript) },
    { name: "observed", rate: (battle) => rateOf(js, true, battle, ROUNDS.observed) },
    { name: "WebAssembly", rate: (battle) => rateOf(wasm, false, battle, ROUNDS.webassembly) },
    { name: "observed", rate: (battle) => rateOf(wasm, true, battle, ROUNDS.webassembly) },
  ];
  // Several times, with a pause: compilers work in the background, and handlers are added for what is met.
  for (let i = 0; i < 4; i++) {
    for (const battle of battles)
      for (const subject of subjects.slice(pmars === null ? 0 : 1)) subject.rate(battle);
    await sleep(1000);
  }
  const rates = subjects.map(() => battles.map((): number[] => []));
  for (let pass = 0; pass < PASSES; pass++) {
    for (const [b, battle] of battles.entries()) {
      for (const [s, subject] of subjects.entries()) rates[s]?.[b]?.push(subject.rate(battle));
    }
  }
  printTable(subjects, battles, rates, pmars !== null);
  await benchMany(settings, battles.slice(0, 11));
}

function pmarsRate(command: string, engine: Engine, battle: BenchBattle): number {
  engine.enter(battle.warriors.map(({ warrior }) => warrior));
  const instructions = [0, 1].map((first) => engine.fight({ positions: [0, 4000], first }).instructions);
  const total = ((instructions[0] ?? 0) + (instructions[1] ?? 0)) * (ROUNDS.pmars / 2);
  return total / timePmars(command, battle, ROUNDS.pmars) / 1e6;
}

function printTable(
  subjects: readonly Subject[],
  battles: readonly BenchBattle[],
  rates: readonly (readonly (readonly number[])[])[],
  compare: boolean,
): void {
  const row = (name: string, values: readonly number[], ratios: readonly number[]): string => {
    const cells = values.map((value, s) => {
      const ratio = compare && s > 0 ? `${(ratios[s] ?? 0).toFixed(2)} ×` : "";
      return `${value.toFixed(0).padStart(6)} ${ratio.padStart(7)}`;
    });
    return [name.padEnd(16), ...cells].join("  ");
  };
  console.log([" ".repeat(16), ...subjects.map(({ name }) => name.padStart(14))].join("  "));
  const medians: number[][] = [];
  const relative: number[][] = [];
  for (const [b, battle] of battles.entries()) {
    const all = rates.map((subject) => subject[b] ?? []);
    medians.push(all.map(median));
    relative.push(all.map((list) => median(list.map((rate, pass) => rate / (all[0]?.[pass] ?? 1)))));
    console.log(row(battle.name, medians.at(-1) ?? [], relative.at(-1) ?? []));
  }
  const means = (table: readonly number[][]): number[] =>
    subjects.map((_, s) => geometricMean(table.map((values) => values[s] ?? 1)));
  console.log(row("geometric mean", means(medians), means(relative)));
}

async function benchMany(settings: MarsSettings, battles: readonly BenchBattle[]): Promise<void> {
  const many = { ...settings, warriors: WARRIORS_AT_ONCE };
  console.log(`\n${WARRIORS_AT_ONCE} warriors at once, to the end`);
  for (const kind of ["javascript", "webassembly"] as const) {
    const engine = createEngine(many, kind);
    for (const [observe, what] of [
      [false, ""],
      [0, ", one observed"],
      [true, ", all observed"],
    ] as const) {
      for (let i = 0; i < 3; i++) {
        rateOfMany(engine, battles, observe);
        await sleep(1000);
      }
      const rate = median(Array.from({ length: PASSES }, () => rateOfMany(engine, battles, observe)));
      console.log(`${`${kind}${what}`.padEnd(28)} ${rate.toFixed(0).padStart(6)}`);
    }
  }
}

const geometricMean = (values: readonly number[]): number => Math.exp(mean(values.map(Math.log)));

/** Times each subject is measured, all of them in turn. */
const PASSES = 5;
const ROUNDS = { javascript: 6, observed: 3, webassembly: 16, pmars: 120 } as const;
const WARRIORS_AT_ONCE = 21;
