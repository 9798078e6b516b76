import { existsSync, readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { createEvaluator, probeLevels } from "../../src/evaluate/index.ts";
import { processTree, residentBytes } from "../../src/evaluate/sandbox/process-tree.ts";
import { hostileCases } from "./support/hostile.ts";
import { WHOLE } from "../support/whole.ts";
import { HONEST, sumProblem } from "./support/sum-problem.ts";

/** `npm run bench evaluate:leaks-1` does the same with 10,000. */
const EVALUATIONS = WHOLE ? 1000 : 120;
/** Attacks that wait for a clock or fill memory; they come now and then, the others all the time. */
const SLOW = /00[68]|01[0156]|02[1469]|033|078|088|098|v0[1236789]|v1[0123]|v26|w0[1347]|w1[01345678]|w2[02]/;

const levels = (await probeLevels()).filter((level) => level.available).map(({ level }) => level);

function count(folder: string): number {
  try {
    return readdirSync(folder).length;
  } catch {
    return 0;
  }
}

it.skipIf(!existsSync("/proc/self/task")).each([
  ["quickjs", 1],
  ["v8", 2],
] as const)(
  "honest and hostile programs in turns leave no process, thread, descriptor or memory behind on %s",
  async (engine, level) => {
    if (!levels.includes(level)) return;
    const before = new Set(processTree(process.pid));
    const limits = { timeMs: 50, deadlineMs: 300, memoryMb: 32, outputKb: 64 };
    const problem = sumProblem({ engine, limits, output: null });
    const evaluator = await createEvaluator({ problem, seed: 1, lanes: 2 });
    const ours = () => processTree(process.pid).filter((pid) => !before.has(pid));
    const state = () => ({
      processes: ours().length,
      threads: ours().reduce((sum, pid) => sum + count(`/proc/${pid}/task`), 0),
      descriptors: ours().reduce((sum, pid) => sum + count(`/proc/${pid}/fd`), 0),
      bytes: residentBytes(ours()),
    });
    const honest = (i: number) => evaluator.evaluate({ source: `${HONEST}//${i}`, seed: i });
    /** Every lane has its processes, the spare ones too. */
    const settle = async (): Promise<void> => {
      await Promise.all(Array.from({ length: 200 }, (_, i) => honest(-i)));
      await new Promise((resolve) => setTimeout(resolve, 1000));
    };
    const cases = hostileCases("js");
    const quick = cases.filter((one) => !SLOW.test(one.name));
    const slow = cases.filter((one) => SLOW.test(one.name));
    await settle();
    const start = state();
    const wrong: unknown[] = [];
    let turn = 0;
    const lane = async () => {
      while (turn < EVALUATIONS) {
        const i = turn++;
        if (i % 2 === 0) {
          const verdict = await honest(i);
          if (verdict.status !== "ok" || verdict.score !== 1) wrong.push(verdict);
        } else {
          const pick = i % 20 === 19 ? slow[(i >> 1) % slow.length] : quick[(i >> 1) % quick.length];
          await evaluator.evaluate({ source: `${pick?.source}\n//${i}`, seed: i });
        }
      }
    };
    await Promise.all([lane(), lane(), lane(), lane()]);
    await settle();
    const end = state();
    expect(wrong).toEqual([]);
    expect(end.processes).toBe(start.processes);
    expect(end.threads).toBeLessThanOrEqual(start.threads + 2);
    expect(end.descriptors).toBeLessThanOrEqual(start.descriptors + 4);
    expect(end.bytes - start.bytes).toBeLessThan(200 * 2 ** 20);
    await evaluator.close();
    expect(ours()).toEqual([]);
  },
  120_000,
);
