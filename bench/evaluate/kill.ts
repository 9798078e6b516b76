import { quantile } from "../../src/core/index.ts";
import { open, problem, row, TRIVIAL } from "./support.ts";

const LOOP = "export function solve() { for (;;) {} }";
const NATIVE_LOOP = "export function solve() { return [].indexOf.call({ length: 2 ** 53 - 1 }, 1); }";
const RUNS = 60;

/**
 * From handing in an endless program to its verdict, deadline 500 ms, nominal time 50 ms (out of fuel comes
 * earlier).
 */
export async function killLatency(engines: readonly string[]): Promise<void> {
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
      for (let i = 0; i < RUNS; i++) {
        const start = performance.now();
        kinds.add((await evaluator.evaluate({ source: `${source} // ${i}`, seed: i })).kind);
        times.push(performance.now() - start);
        await evaluator.evaluate({ source: `${TRIVIAL} // ${name} ${i}`, seed: i });
      }
      const at = (share: number): string => quantile(times, share).toFixed(0);
      row(`${engine}, ${name}`, [...kinds].join("/"), at(0.5), at(0.99), at(1));
    }
    await evaluator.close();
  }
}
