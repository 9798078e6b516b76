import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createEvaluator, type Evaluator, probeLevels } from "../src/evaluate/index.ts";
import { cpuMs, processTree, residentBytes } from "../src/evaluate/sandbox/process-tree.ts";
import type { Engine, Problem, ProblemDefinition } from "../src/problem/definition.ts";

const TRIVIAL = "export function solve({ xs }) { let s = 0; for (const x of xs) s += x; return s; }";
/** 26 circles pushed apart: 1,000 sweeps over 325 pairs, about 2 million floating-point operations, then their sum. */
const HEAVY = `export function solve({ n, sweeps }) {
  const x = new Float64Array(n), y = new Float64Array(n);
  let state = 12345;
  const next = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
  for (let i = 0; i < n; i++) { x[i] = 0.05 + 0.9 * next(); y[i] = 0.05 + 0.9 * next(); }
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const step = 0.01 * (1 - sweep / sweeps);
    for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) {
      const dx = x[i] - x[j], dy = y[i] - y[j], square = dx * dx + dy * dy;
      if (square < 0.04) {
        const d = Math.sqrt(square) + 1e-9, f = step * (0.2 - d) / d;
        x[i] += dx * f; y[i] += dy * f; x[j] -= dx * f; y[j] -= dy * f;
      }
    }
    for (let i = 0; i < n; i++) { x[i] = Math.min(0.98, Math.max(0.02, x[i])); y[i] = Math.min(0.98, Math.max(0.02, y[i])); }
  }
  let sum = 0;
  for (let i = 0; i < n; i++) sum += x[i] + y[i];
  return sum;
}`;
const TRIVIAL_INPUT = { xs: [3, 1, 4, 1, 5, 9, 2, 6] };
const LOOP = "export function solve() { for (;;) {} }";
const NATIVE_LOOP = "export function solve() { return [].indexOf.call({ length: 2 ** 53 - 1 }, 1); }";
const LANES = 2;

/** Prints what the evaluator costs on this machine: rates by level, kill latency, memory per lane, and a leak hunt. */
export async function runEvaluateBench(): Promise<void> {
  const levels = (await probeLevels()).filter((level) => level.available).map((level) => level.level);
  const engines: Engine[] = levels.includes(2) ? ["quickjs", "v8"] : ["quickjs"];
  await rates(engines);
  await killLatency(engines);
  await memoryPerLane(engines);
  for (const engine of engines) await leaks(engine, engine === "quickjs" ? 10_000 : 1_000);
}

function problem(engine: Engine, changes: Partial<ProblemDefinition> = {}): Problem {
  return {
    definition: {
      name: "bench",
      title: "Bench",
      description: "",
      language: "javascript",
      engine,
      seed: "seed.js",
      entryPoint: "solve",
      evaluator: "evaluator.ts",
      inputs: [TRIVIAL_INPUT],
      holdout: [],
      output: { type: "number" },
      objective: { name: "value", direction: "maximise" },
      bestKnown: [],
      limits: { timeMs: 5000, deadlineMs: 50_000, memoryMb: 64, outputKb: 64 },
      features: [],
      stages: [],
      adversarial: null,
      command: null,
      ...changes,
    },
    folder: fileURLToPath(new URL("./fixtures/evaluate/", import.meta.url)),
    seed: TRIVIAL,
    version: "bench",
  };
}

const open = (of: Problem, lanes = LANES): Promise<Evaluator> =>
  createEvaluator({ problem: of, seed: 1, lanes });
const family = (): number[] => processTree(process.pid).filter((pid) => pid !== process.pid);
const row = (...cells: readonly (string | number)[]): void =>
  console.log(
    cells.map((cell, index) => (index === 0 ? String(cell).padEnd(34) : String(cell).padStart(16))).join(""),
  );

/** Evaluations per second of wall time and CPU time per evaluation, the whole way: main thread, process, thread, back. */
async function rates(engines: readonly Engine[]): Promise<void> {
  console.log(`\nEvaluator: ${LANES} lanes, every program different, scoring included`);
  row("", "in flight", "per second", "CPU ms each", "x plain V8");
  const heavyInput = { n: 26, sweeps: 1000 };
  const plain = { trivial: plainV8(TRIVIAL, TRIVIAL_INPUT, 300), heavy: plainV8(HEAVY, heavyInput, 1500) };
  row("plain V8, trivial", 1, (1000 / plain.trivial).toFixed(0), plain.trivial.toFixed(3), "1.0");
  row("plain V8, heavy", 1, (1000 / plain.heavy).toFixed(0), plain.heavy.toFixed(2), "1.0");
  for (const engine of engines) {
    const trivial = await open(problem(engine));
    for (const inFlight of [1, 8, 16, 64]) {
      const { perSecond, cpu } = await drive(trivial, TRIVIAL, inFlight, 2500);
      row(
        `${engine}, trivial`,
        inFlight,
        perSecond.toFixed(0),
        cpu.toFixed(3),
        (cpu / plain.trivial).toFixed(1),
      );
    }
    await trivial.close();
    const heavy = await open(problem(engine, { inputs: [heavyInput] }));
    const { perSecond, cpu } = await drive(heavy, HEAVY, 4, 4000);
    row(`${engine}, heavy`, 4, perSecond.toFixed(1), cpu.toFixed(1), (cpu / plain.heavy).toFixed(2));
    await heavy.close();
  }
}

/** CPU milliseconds per fresh compile and run in this process. */
function plainV8(source: string, input: unknown, forMs: number): number {
  const body = source.replace("export ", "");
  let runs = 0;
  const start = process.cpuUsage();
  for (const end = performance.now() + forMs; performance.now() < end; runs++) {
    new Function(`${body}\nreturn solve; // ${runs}`)()(input);
  }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / runs;
}

async function drive(evaluator: Evaluator, source: string, inFlight: number, forMs: number) {
  let done = 0;
  const until = (end: number) =>
    Promise.all(
      Array.from({ length: inFlight }, async () => {
        while (performance.now() < end) {
          const verdict = await evaluator.evaluate({
            source: `${source}\n// ${inFlight} ${++done}`,
            seed: 1,
          });
          if (verdict.status !== "ok")
            throw new Error(`expected ok, got ${verdict.kind}: ${verdict.message}`);
        }
      }),
    );
  await until(performance.now() + 500);
  done = 0;
  const own = process.cpuUsage();
  const [cpuBefore, start] = [cpuMs(family()), performance.now()];
  await until(start + forMs);
  const { user, system } = process.cpuUsage(own);
  const cpu = (cpuMs(family()) - cpuBefore + (user + system) / 1000) / done;
  return { perSecond: (done * 1000) / (performance.now() - start), cpu };
}

/** From handing in an endless program to its verdict, deadline 500 ms, nominal time 50 ms (out of fuel comes earlier). */
async function killLatency(engines: readonly Engine[]): Promise<void> {
  console.log("\nEndless programs: milliseconds to the verdict, deadline 500 ms");
  row("", "kinds", "median", "p99", "max");
  for (const engine of engines) {
    const limits = { timeMs: 50, deadlineMs: 500, memoryMb: 64, outputKb: 64 };
    const evaluator = await open(problem(engine, { limits }), 1);
    for (const [name, source] of [
      ["loop", LOOP] as const,
      ["loop inside a native call", NATIVE_LOOP] as const,
    ]) {
      const times: number[] = [];
      const kinds = new Set<string>();
      for (let i = 0; i < 20; i++) {
        const start = performance.now();
        kinds.add((await evaluator.evaluate({ source: `${source} // ${i}`, seed: i })).kind);
        times.push(performance.now() - start);
        await evaluator.evaluate({ source: `${TRIVIAL} // ${name} ${i}`, seed: i });
      }
      times.sort((a, b) => a - b);
      const at = (share: number): string => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(0);
      row(`${engine}, ${name}`, [...kinds].join("/"), at(0.5), at(0.99), at(1));
    }
    await evaluator.close();
  }
}

async function memoryPerLane(engines: readonly Engine[]): Promise<void> {
  console.log("\nMemory of the evaluator's processes, MiB resident, after 200 evaluations");
  row("", "1 lane", "3 lanes", "per lane");
  for (const engine of engines) {
    const sizes: number[] = [];
    for (const lanes of [1, 3]) {
      const evaluator = await open(problem(engine), lanes);
      const work = Array.from({ length: 200 }, (_, i) =>
        evaluator.evaluate({ source: `${TRIVIAL} // ${i}`, seed: i }),
      );
      await Promise.all(work);
      sizes.push(residentBytes(family()) / 2 ** 20);
      await evaluator.close();
    }
    const [one = 0, three = 0] = sizes;
    row(engine, one.toFixed(0), three.toFixed(0), ((three - one) / 2).toFixed(0));
  }
}

/** Honest and hostile programs in turns: what is left over, and whether every honest score was right. */
async function leaks(engine: Engine, evaluations: number): Promise<void> {
  const folder = fileURLToPath(new URL("../test/fixtures/hostile/js/", import.meta.url));
  const hostile = readdirSync(folder).map((name) => readFileSync(`${folder}${name}`, "utf8"));
  const limits = { timeMs: 2, deadlineMs: 60, memoryMb: 32, outputKb: 64 };
  const evaluator = await open(problem(engine, { limits, output: null }));
  const count = () => {
    const pids = family();
    const all = (folder: string) => pids.reduce((sum, pid) => sum + entries(`/proc/${pid}/${folder}`), 0);
    const mib = residentBytes(pids) / 2 ** 20;
    return { processes: pids.length, threads: all("task"), descriptors: all("fd"), mib };
  };
  const honest = async (i: number): Promise<boolean> => {
    const verdict = await evaluator.evaluate({ source: `${TRIVIAL} // ${i}`, seed: i });
    return verdict.status === "ok" && verdict.score === 31;
  };
  for (let i = 0; i < 100; i++) await honest(-i);
  const before = count();
  const start = performance.now();
  let [wrong, turn] = [0, 0];
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (turn < evaluations) {
        const i = turn++;
        if (i % 2 === 0) {
          if (!(await honest(i))) wrong++;
        } else
          await evaluator.evaluate({ source: `${hostile[(i >> 1) % hostile.length]}\n// ${i}`, seed: i });
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  for (let i = 0; i < 100; i++) await honest(-i);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const after = count();
  console.log(
    `\n${evaluations} evaluations, honest and hostile in turns, ${engine}: ${seconds.toFixed(0)} s, ${wrong} honest scores wrong`,
  );
  row("", "processes", "threads", "descriptors", "MiB");
  row("before", before.processes, before.threads, before.descriptors, before.mib.toFixed(0));
  row("after", after.processes, after.threads, after.descriptors, after.mib.toFixed(0));
  await evaluator.close();
}

function entries(folder: string): number {
  try {
    return readdirSync(folder).length;
  } catch {
    return 0;
  }
}
