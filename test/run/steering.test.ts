import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { resolveConfig } from "../../src/config/index.ts";
import { loadProblem } from "../../src/problem/index.ts";
import {
  beginRun,
  type ControlRequest,
  openInbox,
  openRun,
  readRequest,
  type RunOverview,
  repeatFromJournal,
  type SteeredSitting,
  sendRequest,
  steerRun,
} from "../../src/run/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { sharedWorkers, SLOPE } from "./support.ts";

const resultsRoot = temporaryFolder("steering");
const model = { model: "stand-in", price: "free" as const, keyVariable: null };
const PROGRAM = "export function solve() {\n  return [1, 4, 9, 16, 24];\n}\n";

const workers = sharedWorkers();

/** A run that is asked for something at one of its steps; the answers it gave. */
async function steeredRun(
  name: string,
  asks: readonly (readonly [at: number, request: ControlRequest])[],
  settings: object = {},
): Promise<{ overview: RunOverview; answers: readonly string[]; folder: string }> {
  const problem = await loadProblem(SLOPE);
  const config = resolveConfig([
    { origin: "test", settings: { islands: 1, evaluations: 24, migration: { interval: 5 }, ...settings } },
  ]);
  const folder = join(resultsRoot, name);
  const answers: Promise<string>[] = [];
  const left = [...asks];
  const ask = (request: ControlRequest): void => {
    const answer = sendRequest(folder, request, AbortSignal.timeout(30_000));
    answers.push(answer.then(({ status, message }) => `${status}: ${message}`));
  };
  const sitting: SteeredSitting = {
    threads: 1,
    lanes: 1,
    workers,
    signal: new AbortController().signal,
    onEvents(events) {
      for (const event of events)
        if (event.type === "step" && event.candidate.step >= (left[0]?.[0] ?? Number.POSITIVE_INFINITY))
          ask((left.shift() as (typeof asks)[number])[1]);
    },
  };
  const overview = await steerRun((given) => beginRun({ problem, config, resultsRoot, name, ...given }), {
    sitting,
    reload: async () => problem,
    leave: () => {
      throw new Error("nobody asked to leave");
    },
    onNews: () => {},
  });
  return { overview, answers: await Promise.all(answers), folder };
}

/** Digest of the run that nobody steers, made once. */
let plain: Promise<string> | null = null;
const plainDigest = (): Promise<string> => {
  plain ??= steeredRun("plain", []).then(({ overview }) => digestOf(overview));
  return plain;
};

const digestOf = ({ summary }: RunOverview): string => summary.digest;

describe("a run that is steered while it goes on", () => {
  it("with a larger budget is the run that had it from the beginning", async () => {
    const { overview, answers } = await steeredRun("raised", [[6, { type: "budget", evaluations: 40 }]]);
    expect(answers).toEqual(["done: the budget is raised"]);
    const whole = await steeredRun("whole", [], { evaluations: 40 });
    expect(overview.summary).toMatchObject({ evaluations: 40, status: "done" });
    expect(digestOf(overview)).toBe(digestOf(whole.overview));
  });

  it("pauses and goes on, and finds the same", async () => {
    const problem = await loadProblem(SLOPE);
    const folder = join(resultsRoot, "paused");
    const first = new AbortController();
    let steps = 0;
    const settings = { islands: 1, evaluations: 24, migration: { interval: 5 } };
    let pausedAt = 0;
    const config = resolveConfig([{ origin: "test", settings }]);
    const paused = steerRun((given) => beginRun({ problem, config, resultsRoot, name: "paused", ...given }), {
      sitting: {
        threads: 1,
        lanes: 1,
        workers,
        signal: first.signal,
        onEvents(events) {
          for (const event of events) if (event.type === "step") steps++;
          if (steps === 8 && pausedAt === 0) {
            pausedAt = steps;
            void sendRequest(folder, { type: "pause" }, AbortSignal.timeout(30_000)).then(async () => {
              // what was under way may still arrive
              await new Promise((resolve) => setTimeout(resolve, 300));
              const before = steps;
              await new Promise((resolve) => setTimeout(resolve, 300));
              expect(steps).toBe(before);
              await sendRequest(folder, { type: "go-on" }, AbortSignal.timeout(30_000));
            });
          }
        },
      },
      reload: async () => problem,
      leave: () => {},
      onNews: () => {},
    });
    expect((await paused).summary).toMatchObject({ evaluations: 24, status: "done" });
    expect(digestOf(await paused)).toBe(await plainDigest());
  });

  it.each([
    [
      "a program",
      { type: "inject", source: PROGRAM, note: "mine" },
      /^done: i1-s0: every island takes it at border \d/,
    ],
    ["a hint", { type: "hint", text: "try the other side" }, /^done: models are told from border \d+ on/],
  ] as const)("takes %s on record, so that a replay has it too", async (what, request, told) => {
    const { overview, answers, folder } = await steeredRun(what, [[6, request]], {
      evaluations: 16,
      models: [model],
    });
    expect(answers).toEqual([expect.stringMatching(told)]);
    const problem = await loadProblem(SLOPE);
    const replayed = await repeatFromJournal({
      ...{ from: folder, reload: async () => problem, resultsRoot, workers, lanes: 1, threads: 1 },
    });
    expect(replayed.digest).toBe(digestOf(overview));
  });

  it("refuses what the command line would refuse, and goes on as it would have", async () => {
    const { overview, answers } = await steeredRun("refused", [
      [4, { type: "budget", evaluations: 3 }],
      [9, { type: "inject", source: "export function solve() { return 7; }\n", note: "" }],
      [12, { type: "hint", text: "nobody listens" }],
    ]);
    expect(answers.map((answer) => answer.split(":")[0])).toEqual(["refused", "refused", "refused"]);
    expect(answers[2]).toContain("keeps no memory");
    expect(digestOf(overview)).toBe(await plainDigest());
  });

  it("drains, and can be resumed", async () => {
    const { overview, answers, folder } = await steeredRun("drained", [[6, { type: "drain" }]]);
    expect(answers).toEqual(["done: stopping: what is in flight is recorded"]);
    expect(overview.summary.status).toBe("interrupted");
    expect(existsSync(join(folder, "control"))).toBe(false);
    const problem = await loadProblem(SLOPE);
    const resumed = await openRun(folder).resume({
      threads: 1,
      lanes: 1,
      workers,
      reload: async () => problem,
    });
    expect(digestOf(resumed)).toBe(await plainDigest());
  });
});

describe("an inbox", () => {
  it("throws away what lay there before, links included, and says what is wrong with a request", async () => {
    const run = temporaryFolder("inbox");
    const elsewhere = join(run, "elsewhere");
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, "1.request.json"), '{"type":"stop"}');
    symlinkSync(elsewhere, join(run, "control"));
    const taken: string[] = [];
    using _inbox = openInbox(run, ({ request, answer }) => {
      taken.push(request.type);
      answer({ status: "done", message: "" });
    });
    expect(existsSync(join(elsewhere, "1.request.json"))).toBe(true);
    const ask = (request: unknown) =>
      sendRequest(run, request as ControlRequest, AbortSignal.timeout(10_000));
    expect(await ask({ type: "delete-all" })).toMatchObject({ status: "refused" });
    expect(await ask({ type: "pause" })).toMatchObject({ status: "done" });
    expect(taken).toEqual(["pause"]);
  });

  it("that is not there is told, with what to do", async () => {
    await expect(
      sendRequest(temporaryFolder("no-inbox"), { type: "pause" }, AbortSignal.timeout(1000)),
    ).rejects.toMatchObject({ code: "run/no-inbox" });
  });

  it.each([
    [null],
    [{}],
    [{ type: "__proto__" }],
    [{ type: "budget", evaluations: -1 }],
    [{ type: "inject", source: "x", note: "", more: 1 }],
    [{ type: "hint", text: "" }],
  ])("takes nothing but requests: %j", (value) => {
    expect(readRequest(value).type).toBe("invalid");
  });
});
