import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { createEvaluator } from "../../src/evaluate/index.ts";
import { processTree } from "../../src/evaluate/sandbox/process-tree.ts";
import { HONEST, sumProblem } from "./support/sum-problem.ts";

const loop = "export function solve() { for (;;) {} }";
const below = (pid: number): number[] => processTree(pid).filter((one) => one !== pid && isAlive(one));

/** Processes that exist and are not zombies. */
function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat[stat.lastIndexOf(")") + 2] !== "Z";
  } catch {
    return false;
  }
}

describe.skipIf(!existsSync("/proc/self/task"))("the evaluator process", () => {
  it("comes back after SIGKILL, and every waiting program gets its verdict", async () => {
    const restarts: string[] = [];
    const before = new Set(below(process.pid));
    const problem = sumProblem({ limits: { timeMs: 300, deadlineMs: 3000, memoryMb: 64, outputKb: 64 } });
    const onRestart = (reason: string) => restarts.push(reason);
    const evaluator = await createEvaluator({ problem, seed: 1, lanes: 2, onRestart });
    const host = below(process.pid).find((pid) => !before.has(pid)) as number;
    const waiting = [
      loop,
      HONEST,
      `${loop}//2`,
      ...Array.from({ length: 40 }, (_, i) => `${HONEST}//${i}`),
    ].map((source) => evaluator.evaluate({ source, seed: 1 }));
    await sleep(50);
    process.kill(host, "SIGKILL");
    const verdicts = await Promise.all(waiting);
    expect(restarts).toHaveLength(1);
    expect(restarts[0]).toContain("SIGKILL");
    const kinds = verdicts.map((verdict) => verdict.kind);
    expect([kinds[0], kinds[2]]).toEqual(["fuel", "fuel"]);
    expect(kinds.filter((kind) => kind === "ok")).toHaveLength(41);
    await evaluator.close();
  });

  it("is gone, with everything below it and its empty folder, when close resolves", async () => {
    // A temporary folder of its own: other evaluators on this machine come and go.
    const own = mkdtempSync(join(tmpdir(), "galapagos-supervision-"));
    vi.stubEnv("TMPDIR", own);
    const before = below(process.pid);
    const evaluator = await createEvaluator({ problem: sumProblem(), seed: 1, lanes: 2 });
    expect(readdirSync(own)).toHaveLength(1);
    const stuck = evaluator.evaluate({ source: loop, seed: 1 });
    stuck.catch(() => {});
    const start = performance.now();
    await evaluator.close();
    expect(performance.now() - start).toBeLessThan(2000);
    await expect(stuck).rejects.toMatchObject({ code: "evaluate/closed" });
    expect(below(process.pid)).toEqual(before);
    expect(readdirSync(own)).toEqual([]);
    vi.unstubAllEnvs();
    rmdirSync(own);
  });

  it.each(["quickjs", "v8"])(
    "leaves nothing behind when its parent dies by SIGKILL (%s)",
    async (engine) => {
      const script = fileURLToPath(new URL("./support/orphan.ts", import.meta.url));
      const parent = spawn(process.execPath, [script, engine], { stdio: ["ignore", "pipe", "inherit"] });
      await once(parent.stdout, "data");
      const family = below(parent.pid as number);
      expect(family.length).toBeGreaterThan(0);
      parent.kill("SIGKILL");
      for (let waited = 0; waited < 2000 && family.some(isAlive); waited += 50) await sleep(50);
      expect(family.filter(isAlive)).toEqual([]);
    },
    60_000,
  );
});
