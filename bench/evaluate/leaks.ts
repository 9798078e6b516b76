import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { ProblemDefinition } from "../../src/problem/definition.ts";
import { family, megabytes, open, problem, row, TRIVIAL } from "./support.ts";

/** Honest and hostile programs in turns: what is left over, and whether every honest score was right. */
export async function leaks(engine: string, evaluations: number): Promise<void> {
  const isCommand = engine === "command";
  const attacks = attacksIn(isCommand ? "python" : "js");
  const times = engine === "v8" ? { timeMs: 20, deadlineMs: 100 } : { timeMs: 2, deadlineMs: 60 };
  const limits = { ...times, memoryMb: 32, outputKb: 64 };
  const changes = isCommand ? COMMAND : { limits };
  const evaluator = await open(problem(engine, { ...changes, output: null }));
  const [program, mark] = isCommand ? [HONEST_PYTHON, "#"] : [TRIVIAL, "//"];
  const run = (source: string, i: number) =>
    evaluator.evaluate({ source: `${source}\n${mark} ${i}`, seed: i });
  const wrong: string[] = [];
  const honest = async (i: number): Promise<void> => {
    const verdict = await run(program, i);
    if (verdict.status !== "ok") wrong.push(`${verdict.kind}: ${verdict.message}`);
    else if (verdict.score !== 31) wrong.push(`scored ${verdict.score}`);
  };
  /** All lanes at once, so that each has its processes. */
  const warm = async (): Promise<void> => {
    await Promise.all(Array.from({ length: isCommand ? 10 : 200 }, (_, i) => honest(-i)));
    await new Promise((resolve) => setTimeout(resolve, 1000));
  };
  const [quick, slow] = await bySpeed(attacks, run, isCommand ? Infinity : SLOW_MS);
  await warm();
  const before = state();
  const start = performance.now();
  await inTurns(evaluations, async (i) => {
    const n = i >> 1;
    if (i % 2 === 0) await honest(i);
    else if (slow.length > 0 && n % SLOW_EVERY === 0) {
      await run(slow[(n / SLOW_EVERY) % slow.length] ?? "", i);
    } else await run(quick[n % quick.length] ?? "", i);
  });
  const seconds = (performance.now() - start) / 1000;
  await warm();
  const after = state();
  console.log(
    `\n${evaluations} evaluations, honest and hostile in turns, ${engine} (${quick.length} quick and ${slow.length} slow attacks): ${seconds.toFixed(0)} s, ${wrong.length} honest scores wrong`,
  );
  for (const what of wrong) console.log(`  ${what}`);
  row("", "processes", "threads", "descriptors", "MiB (PSS)");
  for (const [when, { processes, threads, descriptors, mib }] of [
    ["before", before],
    ["after", after],
  ] as const)
    row(when, processes, threads, descriptors, mib.toFixed(0));
  await evaluator.close();
  row("after close", family().length);
}

/** Does a number of things, some at a time. */
async function inTurns(count: number, each: (i: number) => Promise<void>): Promise<void> {
  let turn = 0;
  const lane = async (): Promise<void> => {
    while (turn < count) await each(turn++);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}

/** Attacks that end soon, and those that take this long or longer, milliseconds. */
async function bySpeed(
  attacks: readonly string[],
  run: (source: string, i: number) => Promise<unknown>,
  slowMs: number,
): Promise<readonly [quick: readonly string[], slow: readonly string[]]> {
  const [quick, slow]: [string[], string[]] = [[], []];
  for (const [i, attack] of attacks.entries()) {
    const begun = performance.now();
    await run(attack, i);
    (performance.now() - begun < slowMs ? quick : slow).push(attack);
  }
  return [quick, slow];
}

/** Programs of the corpus of attacks. */
function attacksIn(language: "js" | "python"): readonly string[] {
  const folder = fileURLToPath(new URL(`../../test/fixtures/hostile/${language}/`, import.meta.url));
  return readdirSync(folder).map((name) => readFileSync(`${folder}${name}`, "utf8"));
}

function state() {
  const pids = family();
  const all = (folder: string) => pids.reduce((sum, pid) => sum + entries(`/proc/${pid}/${folder}`), 0);
  return { processes: pids.length, threads: all("task"), descriptors: all("fd"), mib: megabytes(pids) };
}

function entries(folder: string): number {
  try {
    return readdirSync(folder).length;
  } catch {
    return 0;
  }
}

const HONEST_PYTHON = "import json, sys\nprint(sum(json.load(sys.stdin)['xs']))";
/**
 * An attack that takes longer than this waits for some clock, milliseconds; such attacks come every twelfth
 * time.
 */
const SLOW_MS = 60;
const SLOW_EVERY = 12;
const IN_FLIGHT = 8;

const COMMAND: Partial<ProblemDefinition> = {
  language: "command",
  command: ["python3", "{program}"],
  seed: "seed.py",
  limits: { timeMs: 100, deadlineMs: 500, memoryMb: 128, outputKb: 64 },
};
