import type { Evaluator } from "../../src/evaluate/index.ts";
import { cpuMs } from "../../src/evaluate/sandbox/process-tree.ts";
import { family, LANES, open, problem, row, TRIVIAL, TRIVIAL_INPUT } from "./support.ts";
/**
 * Evaluations per second of wall time and CPU time per evaluation, the whole way: main thread, process,
 * thread, back.
 */
export async function rates(engines: readonly string[]): Promise<void> {
  console.log(`\nEvaluator: ${LANES} lanes, every program different, scoring included`);
  row("", "in flight", "per second", "CPU ms each", "x plain V8");
  for (const engine of engines) {
    const trivial = await open(problem(engine));
    for (const inFlight of [1, 8, 16, 64]) {
      await compare(`${engine}, trivial`, trivial, TRIVIAL, TRIVIAL_INPUT, inFlight);
    }
    await trivial.close();
    for (const sweeps of [1_000, 10_000]) {
      const input = { n: 26, sweeps };
      const heavy = await open(problem(engine, { inputs: [input] }));
      await compare(`${engine}, ${sweeps / 1000} k sweeps`, heavy, HEAVY, input, 8);
      await heavy.close();
    }
  }
}

/** One row: the evaluator, between two measurements of plain V8 in this process. */
async function compare(
  name: string,
  evaluator: Evaluator,
  source: string,
  input: unknown,
  inFlight: number,
): Promise<void> {
  const before = plainV8(source, input, 500);
  const { perSecond, cpu } = await drive(evaluator, source, inFlight, 2500);
  const plain = (before + plainV8(source, input, 500)) / 2;
  row(name, inFlight, perSecond.toFixed(perSecond < 100 ? 1 : 0), cpu.toFixed(3), (cpu / plain).toFixed(2));
}

/** Number of programs compiled so far: V8 remembers the code of texts that it has seen. */
let compiled = 0;

/** CPU milliseconds per fresh compile and run in this process. */
function plainV8(source: string, input: unknown, forMs: number): number {
  const body = source.replace("export ", "");
  let runs = 0;
  const start = process.cpuUsage();
  for (const end = performance.now() + forMs; performance.now() < end; runs++) {
    new Function(`${body}\nreturn solve; // ${compiled++}`)()(input);
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
  await until(performance.now() + 700);
  done = 0;
  const own = process.cpuUsage();
  const meter = meterFamily();
  const start = performance.now();
  await until(start + forMs);
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(own);
  return { perSecond: (done * 1000) / ms, cpu: (meter.stop() + (user + system) / 1000) / done };
}

/**
 * CPU time of everything below this process, milliseconds; processes that end meanwhile count as far as they
 * were seen.
 */
function meterFamily(): { stop(): number } {
  const first = new Map(family().map((pid) => [pid, cpuMs([pid])]));
  const last = new Map(first);
  const look = (): void => {
    for (const pid of family()) last.set(pid, Math.max(last.get(pid) ?? 0, cpuMs([pid])));
  };
  const timer = setInterval(look, 200);
  return {
    stop() {
      clearInterval(timer);
      look();
      return [...last].reduce((sum, [pid, ms]) => sum + ms - (first.get(pid) ?? 0), 0);
    },
  };
}

/**
 * 26 circles pushed apart: 1,000 sweeps over 325 pairs, about 2 million floating-point operations, then their
 * sum.
 */
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
