import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEvaluator, type Evaluator, isEngineHere } from "../../src/evaluate/index.ts";
import { defineProblem, type Problem, type ProblemInCode } from "../../src/problem/index.ts";
import type { Evaluation, Json } from "../../src/core/index.ts";

const folder = fileURLToPath(new URL("../fixtures/problems/guessing/", import.meta.url));

/** A policy that says what it was told last. */
const HONEST = `export function create() {
  let last = 0;
  return { guess() { return last; }, truth(number) { last = number; } };
}`;

function guessing(changes: Partial<ProblemInCode> = {}): Promise<Problem> {
  return defineProblem({
    ...{ name: "guessing", folder, description: "Guess the next number.", contract: "policy", features: [] },
    ...{ seed: "seed.js", source: HONEST, evaluator: "evaluator.ts", objective: { direction: "maximise" } },
    inputs: [{ numbers: [1, 1, 2, 2, 2] }, { numbers: [7, 7, 7, 0, 0] }],
    ...changes,
  });
}

async function scored(problem: Problem, source = problem.seed): Promise<Evaluation> {
  const [verdict] = await allScored(problem, [[source, 1]]);
  return verdict as Evaluation;
}

/** Verdicts on programs, each with its seed, one after the other. */
async function allScored(
  problem: Problem,
  programs: readonly (readonly [source: string, seed: number])[],
): Promise<readonly Evaluation[]> {
  const evaluator = await createEvaluator({ problem, seed: 1, lanes: 1 });
  const verdicts: Evaluation[] = [];
  for (const [source, seed] of programs) verdicts.push(await evaluator.evaluate({ source, seed }));
  await evaluator.close();
  return verdicts;
}

/** Command lines of all processes of this machine, words apart by spaces. */
function commandLines(): string {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      } catch {
        return "";
      }
    })
    .join("\n");
}

const LEVELS = [
  ["quickjs", {}],
  ["v8", { engine: "v8" }],
] as const;
const here = new Map(
  await Promise.all(
    ["quickjs", "v8", "command"].map(async (name) => [name, await isEngineHere(name)] as const),
  ),
);

describe.each(LEVELS)("policies in %s", (engine, changes) => {
  const isHere = here.get(engine) === true;
  let problem: Problem;
  let evaluator: Evaluator;
  beforeAll(async () => {
    if (!isHere) return;
    problem = await guessing({ ...changes, limits: { timeMs: 100, deadlineMs: 500, outputKb: 1 } });
    evaluator = await createEvaluator({ problem, seed: 1, lanes: 1 });
  });
  afterAll(() => evaluator?.close());
  const judged = (source: string) => evaluator.evaluate({ source, seed: 1 });

  it.runIf(isHere)("are stepped through every episode and know the past alone", async () => {
    const verdict = await judged(HONEST);
    expect(verdict).toMatchObject({ status: "ok", score: 0.6 });
    if (verdict.status !== "ok") return;
    const [first] = (verdict.artifacts?.outcomes ?? []) as { said: Json[] }[];
    expect(first?.said).toEqual([0, 1, 1, 2, 2]);
  });

  it.runIf(isHere)(
    "may be scripts, answer with promises, and keep what they like within an episode",
    async () => {
      const script = HONEST.replace("export ", "").replace(
        "guess() { return last; }",
        "async guess() { return last; }",
      );
      expect(await judged(script)).toMatchObject({ status: "ok", score: 0.6 });
    },
  );

  it.runIf(isHere)("remember nothing of another episode, wherever they write it down", async () => {
    const diary = `const keep = globalThis.diary ??= [];
      Array.prototype.diary ??= []; Object.prototype.seen = Object.prototype.seen; Math.diary ??= [];
      export function create() {
        const old = keep.length + [].diary.length + Math.diary.length;
        return {
          guess() { return old; },
          truth(number) { keep.push(number); Array.prototype.diary.push(number); Math.diary.push(number); },
        };
      }`;
    const verdict = await judged(diary);
    const said = verdict.status === "ok" ? (verdict.artifacts?.outcomes as { said: Json[] }[]) : [];
    expect(said.map((outcome) => outcome.said)).toEqual([
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
    ]);
  });

  it.runIf(isHere)("read no future out of what crosses with a question, whatever they patch", async () => {
    const spy = `const seen = [];
      const parse = JSON.parse;
      JSON.parse = (text) => { seen.push(text); return parse(text); };
      for (const name of ["entries", "values", "map", "slice", Symbol.iterator]) {
        const own = Array.prototype[name];
        Array.prototype[name] = function (...rest) { seen.push(JSON.stringify(this)); return own.apply(this, rest); };
      }
      Reflect.apply = (f, self, rest) => { seen.push(JSON.stringify(rest)); return f.call(self, ...rest); };
      export const create = (setup) => ({ guess: () => seen.join(), truth() {} });`;
    const verdict = await judged(spy);
    const said = verdict.status === "ok" ? (verdict.artifacts?.outcomes as { said: Json[] }[]) : [];
    expect(said.flatMap((outcome) => outcome.said)).toEqual(new Array(10).fill(""));
  });

  it.runIf(isHere)(
    "are stopped by limits that hold for the episode, in a call or over all of them",
    async () => {
      const endless = HONEST.replace("return last", "for (;;);");
      expect(await judged(endless)).toMatchObject({ status: "timeout" });
      const late = HONEST.replace("last = number;", "for (;;);");
      expect(await judged(late)).toMatchObject({ status: "timeout" });
      const flood = HONEST.replace("return last", 'return "x".repeat(300)');
      expect(await judged(flood)).toMatchObject({ status: "output", kind: "size" });
      expect(await judged(HONEST)).toMatchObject({ status: "ok", score: 0.6 });
    },
    30_000,
  );

  it.runIf(isHere)("fail by name where they are no policies", async () => {
    const cases = [
      ["export const create = 3;", "entry", /expected a function create, got number/],
      [
        "export const create = () => 3;",
        "no-output",
        /create returned number, expected an object with methods/,
      ],
      [
        "export const create = () => ({ guess: () => 1 });",
        "entry",
        /expected a method truth .* got undefined/,
      ],
      [HONEST.replace("return last", "return undefined"), "no-output", /guess returned undefined/],
      [HONEST.replace("return last", "return NaN"), "nan", /NaN/],
      [HONEST.replace("return last", 'throw new Error("no idea")'), "threw", /no idea/],
      ["export function create( {", "syntax", /./],
    ] as const;
    for (const [source, kind, message] of cases)
      expect(await judged(source)).toMatchObject({ kind, message: expect.stringMatching(message) });
  });
});

describe("limits of an episode", () => {
  it("add up over calls at level 1, to the same unit every time", async () => {
    const problem = await guessing({
      inputs: [{ numbers: new Array(200).fill(1) }],
      limits: { timeMs: 20, deadlineMs: 10_000 },
    });
    const work = (turns: number) =>
      HONEST.replace("return last", `for (let i = 0; i < ${turns}; i++); return last`);
    const [some, again, most] = await allScored(problem, [
      [work(100), 1],
      [`${work(100)} `, 1],
      [work(2000), 1],
    ]);
    expect(some).toMatchObject({ status: "ok", fuel: expect.any(Number) });
    expect(some?.fuel).toBeGreaterThan(0);
    expect(again?.fuel).toBe(some?.fuel);
    expect(most).toMatchObject({ status: "timeout", kind: "fuel" });
  });

  it("count for the program, and an opponent's failure is told to the simulation", async () => {
    const rival = "export const create = () => ({ guess() { throw new Error('I give up'); } });";
    const met = await scored(await guessing({ inputs: [{ numbers: [1, 1], rival }] }));
    expect(met).toMatchObject({ status: "ok", score: 0.5, artifacts: { outcomes: [{ forfeit: "threw" }] } });
    const caught = await guessing({ inputs: [{ numbers: [1, 1], mistake: "catches" }] });
    const failing = HONEST.replace("return last", 'throw new Error("no idea")');
    expect(await scored(caught, failing)).toMatchObject({ status: "error", kind: "threw" });
  });
});

describe("a simulation", () => {
  it.each([
    ["throws", /the simulation threw: evaluator\.ts:\d+:\d+: Error: no table/],
    ["name", /expected the name of a method, got "not a name"/],
  ])("that %s is a fault of the evaluator, told with its line", async (mistake, message) => {
    const problem = await guessing({ inputs: [{ numbers: [1], mistake }] });
    expect(await scored(problem)).toMatchObject({ kind: "scorer", message: expect.stringMatching(message) });
  });

  it("draws from a seed that the policy's chance does not tell", async () => {
    const problem = await guessing({ inputs: [{ numbers: [1, 1] }, { numbers: [1, 1] }] });
    const dice = HONEST.replace("return last", "return Math.floor(Math.random() * 2 ** 32)");
    const [one, other, again] = await allScored(problem, [
      [dice, 1],
      [dice, 2],
      [`${dice} `, 1],
    ]);
    const outcomes = [one, other].flatMap((verdict) =>
      verdict?.status === "ok" ? (verdict.artifacts?.outcomes as { said: number[]; seed: number }[]) : [],
    );
    const numbers = outcomes.flatMap(({ said, seed }) => [...said, seed]);
    expect(new Set(numbers).size).toBe(12);
    expect(again).toMatchObject({ artifacts: one?.artifacts });
  });
});

describe("what a policy problem cannot have is refused by name", () => {
  it.each([
    [{ timing: {} }, /no timing of policies/],
    [{ output: { type: "number" } }, /no schema of outputs of policies/],
    [{ evaluator: ["sh", "evaluator.ts"] }, /a module of JavaScript or TypeScript/],
    [{ language: "text" }, /a language whose programs run/],
  ])("%j", async (changes, message) => {
    await expect(guessing(changes as Partial<ProblemInCode>)).rejects.toThrow(message);
  });

  it("and an evaluator without a simulation, too", async () => {
    const problem = await defineProblem({
      ...{ name: "sum", folder: fileURLToPath(new URL("../fixtures/problems/sum/", import.meta.url)) },
      ...{
        description: "Sum.",
        contract: "policy",
        seed: "seed.js",
        source: HONEST,
        evaluator: "evaluator.ts",
      },
      objective: { direction: "maximise" },
    });
    await expect(createEvaluator({ problem, seed: 1, lanes: 1 })).rejects.toThrow(
      /expected an exported function simulate, got undefined/,
    );
  });
});

it.runIf(here.get("command"))(
  "a policy in Python has a process an episode, and neither files nor children outlive it",
  async () => {
    const source = `import os, subprocess
class Policy:
    def __init__(self):
        self.old = len(os.listdir("/tmp"))
        open("/tmp/diary", "w").write("x")
        subprocess.Popen(["sleep", "97.125"])
    def guess(self):
        print("noise")
        return self.old
    def truth(self, number):
        pass
def create(setup):
    return Policy()
`;
    const problem = await guessing({
      seed: "seed.py",
      source,
      command: ["python3", "{program}"],
      limits: { timeMs: 2000 },
    });
    const verdict = await scored(problem);
    const said = verdict.status === "ok" ? (verdict.artifacts?.outcomes as { said: Json[] }[]) : [];
    expect(said.map((outcome) => outcome.said)).toEqual([
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
    ]);
    expect(commandLines()).not.toContain("sleep 97.125 ");
    const limits = { ...problem.definition.limits, timeMs: 200, deadlineMs: 600, outputKb: 4 };
    const bounded = { ...problem, definition: { ...problem.definition, limits } };
    const evaluator = await createEvaluator({ problem: bounded, seed: 1, lanes: 1 });
    const judged = (body: string) =>
      evaluator.evaluate({ source: source.replace('        print("noise")', `        ${body}`), seed: 1 });
    expect(await judged("while True: pass")).toMatchObject({ status: "timeout" });
    expect(await judged("return 'x' * 2000")).toMatchObject({ status: "output", kind: "size" });
    expect(await judged("os._exit(3)")).toMatchObject({ status: "error", kind: "exit" });
    expect(await judged("raise ValueError('no idea')")).toMatchObject({
      status: "error",
      message: expect.stringMatching(/no idea/),
    });
    await evaluator.close();
  },
  60_000,
);
