import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { createSocket } from "node:dgram";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Evaluation } from "../../../src/core/index.ts";
import { createEvaluator, type Evaluator } from "../../../src/evaluate/index.ts";
import { cpuMs, processTree, residentBytes } from "../../../src/evaluate/sandbox/process-tree.ts";
import type { ProblemDefinition } from "../../../src/problem/definition.ts";
import { WHOLE } from "../../support/whole.ts";
import { sumProblem } from "./sum-problem.ts";

/** One attack of the corpus. */
export interface HostileCase {
  readonly name: string;
  readonly attack: string;
  readonly source: string;
}

/**
 * The attacks of a level in the suite: those on time and memory, which take long and are the same on every engine,
 * take turns between levels 1 and 2; `npm run soak` lets all of them loose everywhere.
 */
export function hostileShare(level: 1 | 2): readonly HostileCase[] {
  let slow = 0;
  return hostileCases("js").filter(
    ({ attack }) => WHOLE || !/^(?:time|mem)$/.test(attack) || slow++ % 2 === level - 1,
  );
}

/** The attacks for a language, as files with their place holders. */
export function hostileCases(language: "js" | "python"): HostileCase[] {
  const folder = fileURLToPath(new URL(`../../fixtures/hostile/${language}/`, import.meta.url));
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const source = readFileSync(join(folder, name), "utf8");
      return { name, attack: /class: (\S+)/.exec(source)?.[1] ?? "command", source };
    });
}

/** Memory of processes, bytes; pages that several share count once, so that forks of one process are not more than they take. */
function proportionalBytes(pids: readonly number[]): number {
  let kib = 0;
  for (const pid of pids) {
    try {
      kib += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
    } catch {
      // It ended in between.
    }
  }
  return kib * 1024;
}

const PORT = 45871;
const SECRETS = { env: "tokENV-77003", memory: "tokMEM-31337", file: "tokFILE-90210" };
/** Most memory that the evaluator may take beyond its start while one attack runs, bytes. */
const MOST_GROWTH = 700 * 2 ** 20;

/** A machine in which every attack would leave traces, and the oracles that look for them; they throw AssertionErrors. */
export interface Arena {
  readonly evaluator: Evaluator;
  /** Runs one attack and then an honest program; fails the test at the first trace. Returns the attack's verdict. */
  attack(one: HostileCase): Promise<Evaluation>;
  close(): Promise<void>;
}

/** Sets up canary and hidden folder, secrets, listeners, signal counters, and an evaluator of one level. */
export async function createArena(honest: string, definition: Partial<ProblemDefinition>): Promise<Arena> {
  const root = await mkdtemp(join(tmpdir(), "galapagos-arena-"));
  const [canary, hidden] = [join(root, "canary"), join(root, "hidden")];
  await mkdir(canary, { mode: 0o777 });
  await mkdir(hidden);
  await writeFile(join(hidden, "expected.json"), JSON.stringify({ answer: 31, token: SECRETS.file }), {
    mode: 0o644,
  });
  process.env.EVO_SECRET = SECRETS.env;

  let hits = 0;
  const hit = (): void => {
    hits++;
  };
  const servers = [createServer(hit), createServer(hit)];
  const datagrams = createSocket("udp4").on("message", hit);
  // Another test file may listen there at the same time; then it sees the hits.
  for (const one of [...servers, datagrams]) one.on("error", () => {});
  servers[0]?.listen(PORT, "127.0.0.1");
  if (process.platform === "linux") servers[1]?.listen("\0evo-canary");
  datagrams.bind(PORT, "127.0.0.1");
  let signals = 0;
  const onSignal = (): void => {
    signals++;
  };
  process.on("SIGUSR2", onSignal);

  const base = sumProblem();
  const folder = fileURLToPath(new URL("../../fixtures/problems/hostile/", import.meta.url));
  const restarts: string[] = [];
  const evaluator = await createEvaluator({
    problem: {
      ...base,
      folder,
      definition: {
        ...base.definition,
        output: null,
        limits: { timeMs: 50, deadlineMs: 500, memoryMb: 64, outputKb: 256 },
        ...definition,
      },
    },
    seed: "arena",
    lanes: 1,

    onRestart: (reason) => restarts.push(reason),
  });
  const ours = (): number[] => processTree(process.pid).filter((pid) => pid !== process.pid);
  let probes = 0;
  const score = async (): Promise<Evaluation> => {
    const mark = definition.command ? "#" : "//";
    return evaluator.evaluate({ source: `${honest}\n${mark} ${++probes}`, seed: 7 });
  };
  await score();
  const baseBytes = proportionalBytes(ours());

  async function attack(one: HostileCase): Promise<Evaluation> {
    const source = one.source.replaceAll("@CANARY@", canary).replaceAll("@HIDDEN@", hidden);
    let peak = 0;
    const watch = setInterval(() => {
      const tree = ours();
      // shared pages are told apart, which takes the kernel long, only where they decide
      if (residentBytes(tree) - baseBytes < MOST_GROWTH) return;
      peak = Math.max(peak, proportionalBytes(tree));
    }, 20);
    const verdict = await evaluator.evaluate({ source, seed: 7 });
    const again = one.attack === "determinism" ? await evaluator.evaluate({ source, seed: 7 }) : verdict;
    clearInterval(watch);
    const next = await score();

    assert.deepEqual(
      [next.status, next.status === "ok" && next.score],
      ["ok", 1],
      `${one.name}: the next honest program`,
    );
    if (verdict.status === "ok") {
      assert(verdict.score <= 1, `${one.name}: forged score`);
      assert.equal(verdict.metrics.intact, 1, `${one.name}: the scorer's realm`);
    } else assert.doesNotMatch(verdict.kind, /crash|killed|scorer/, one.name);
    const said = JSON.stringify([verdict, again]);
    for (const secret of [...Object.values(SECRETS), process.cwd(), "LEAK", "OPENED"]) {
      assert(!said.includes(secret), `${one.name}: ${secret} in ${said.slice(0, 1000)}`);
    }
    assert.deepEqual(again.artifacts, verdict.artifacts, `${one.name}: same seed, same answer`);
    assert.deepEqual(await readdir(canary), [], `${one.name}: canary folder`);
    assert.equal(hits, 0, `${one.name}: network`);
    assert.equal(signals, 0, `${one.name}: signals`);
    assert.deepEqual(restarts, [], `${one.name}: the evaluator process`);
    assert(peak - baseBytes < MOST_GROWTH, `${one.name}: memory grew by ${peak - baseBytes} bytes`);
    if (["time", "mem", "next", "command"].includes(one.attack))
      assert(await becomesIdle(), `${one.name}: CPU`);
    if (one.attack === "time")
      assert.notEqual(verdict.status, "ok", `${one.name}: an endless program has no score`);
    return verdict;
  }

  /** True as soon as all processes below this one together leave most of a processor alone. */
  async function becomesIdle(): Promise<boolean> {
    for (let attempt = 0; attempt < 40; attempt++) {
      const before = cpuMs(ours());
      const start = performance.now();
      await sleep(60);
      if (cpuMs(ours()) - before < 0.4 * (performance.now() - start)) return true;
    }
    return false;
  }

  return {
    evaluator,
    attack,
    async close() {
      await evaluator.close();
      process.off("SIGUSR2", onSignal);
      datagrams.close();
      for (const server of servers) server.close();
      delete process.env.EVO_SECRET;
      await rm(root, { recursive: true, force: true });
    },
  };
}
