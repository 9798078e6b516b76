import type { Evaluator } from "../../src/evaluate/index.ts";
import { cpuMs } from "../../src/evaluate/sandbox/process-tree.ts";
import type { Engine } from "../../src/problem/definition.ts";
import { family, LANES, open, problem, row, TRIVIAL, TRIVIAL_INPUT } from "./support.ts";

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
/** Evaluations per second of wall time and CPU time per evaluation, the whole way: main thread, process, thread, back. */
export async function rates(engines: readonly Engine[]): Promise<void> {
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
