import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "../../src/core/index.ts";
import type { ProblemDefinition } from "../../src/problem/definition.ts";
import { familyCpuMs, LANES, open, problem, row, TRIVIAL_INPUT } from "./support.ts";

/**
 * Evaluations per second of a trivial Python program, every one different: a fresh interpreter with nothing around it, one in
 * bubblewrap, and the evaluator's own ways, scoring included. The turns are short and repeated, so that a busy machine slows all
 * of them alike; the median of each way is shown.
 */
export async function pythonRates(): Promise<void> {
  console.log(
    `\nPython: ${LANES} at a time, a trivial program, the median of ${TURNS} turns of ${TURN_MS} ms`,
  );
  const folder = mkdtempSync(join(tmpdir(), "galapagos-bench-"));
  const file = join(folder, "program.py");
  writeFileSync(file, PROGRAM);
  const cold = await open(problem("command", COMMAND));
  const warm = await open(problem("command", { ...COMMAND, warm: { imports: ["json", "numpy"] } }));
  let texts = 0;
  const scored = (evaluator: typeof cold, head: string) => async () => {
    const verdict = await evaluator.evaluate({ source: `${head}${PROGRAM}# ${++texts}\n`, seed: 1 });
    if (verdict.status !== "ok") throw new Error(`expected ok, got ${verdict.kind}: ${verdict.message}`);
  };
  const ways = {
    python3: [LANES, () => run([PYTHON, file])],
    "bwrap python3": [LANES, () => run([...BARE, PYTHON, file])],
    "the evaluator, cold": [IN_FLIGHT, scored(cold, "")],
    "the evaluator, warm": [IN_FLIGHT, scored(warm, "")],
    "cold, import numpy": [IN_FLIGHT, scored(cold, NUMPY)],
    "warm, import numpy": [IN_FLIGHT, scored(warm, NUMPY)],
  } as const;
  const turns = new Map<string, Turn[]>();
  for (let turn = 0; turn < TURNS; turn++) {
    for (const [name, [inFlight, once]] of Object.entries(ways)) {
      const one = await inTurn(once, inFlight);
      if (turn > 0) turns.set(name, [...(turns.get(name) ?? []), one]);
    }
  }
  await Promise.all([cold.close(), warm.close()]);
  rmSync(folder, { recursive: true });
  row("", "per second", "CPU ms each", "x bwrap python3", "x cold");
  const [bare, own] = ["bwrap python3", "the evaluator, cold"].map((name) =>
    medianRate(turns.get(name) ?? []),
  );
  for (const [name, list] of turns) {
    const rate = medianRate(list);
    const cpu = median(list.map(({ cpuMs }) => cpuMs));
    row(
      name,
      rate.toFixed(1),
      cpu.toFixed(2),
      (rate / (bare ?? 1)).toFixed(2),
      (rate / (own ?? 1)).toFixed(2),
    );
  }
}

/** Runs per second of wall time, and the processor's time of each. */
interface Turn {
  readonly rate: number;
  readonly cpuMs: number;
}

function medianRate(turns: readonly Turn[]): number {
  return median(turns.map(({ rate }) => rate));
}

async function inTurn(once: () => Promise<void>, inFlight: number): Promise<Turn> {
  const begun = performance.now();
  const before = familyCpuMs();
  let done = 0;
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (performance.now() - begun < TURN_MS) {
        await once();
        done++;
      }
    }),
  );
  return { rate: (done * 1000) / (performance.now() - begun), cpuMs: (familyCpuMs() - before) / done };
}

/** One run of a command that gets the trivial input; rejects unless it answers right. */
function run([program = "", ...words]: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: ["pipe", "pipe", "inherit"] });
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    child.once("error", reject);
    child.once("close", () => (said === "31" ? resolve() : reject(new Error(`expected 31, got ${said}`))));
    child.stdin.end(JSON.stringify(TRIVIAL_INPUT));
  });
}

/** The interpreter that a jail finds; a version manager's of the same name would be a script that looks for another one. */
const PYTHON = "/usr/bin/python3";
const PROGRAM = "import json, sys\njson.dump(sum(json.load(sys.stdin)['xs']), sys.stdout)\n";
const NUMPY = "import numpy\n";
const COMMAND: Partial<ProblemDefinition> = {
  ...{ language: "python", seed: "seed.py", command: ["python3", "{program}"] },
  limits: { timeMs: 5000, deadlineMs: 50_000, memoryMb: 256, outputKb: 64 },
};
/** Bubblewrap with every namespace, and nothing else that costs. */
const BARE = [
  "bwrap",
  "--unshare-all",
  "--die-with-parent",
  "--ro-bind",
  "/",
  "/",
  "--proc",
  "/proc",
  "--dev",
  "/dev",
];
const TURNS = 4;
const TURN_MS = 1500;
const IN_FLIGHT = 8;
