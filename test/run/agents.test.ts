import { execFileSync, spawn } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type JsonObject, randomStream } from "../../src/core/index.ts";
import type { ModelRequest } from "../../src/llm/index.ts";
import { probeBubblewrap } from "../../src/evaluate/sandbox/bubblewrap.ts";
import { loadProblem } from "../../src/problem/index.ts";
import { type AskedByAgent, agentFindings } from "../../src/run/agent-findings.ts";
import { askerOf } from "../../src/run/models/model-findings.ts";
import { hasBeginning } from "../../src/run/record.ts";
import { exitCodeOf, repeatFromJournal } from "../../src/run/index.ts";
import { createOfflineMutator, type StandInServer, startStandIn } from "../../src/stand-in/index.ts";
import { openRecord } from "../../src/store/index.ts";
import { galapagos } from "../cli/support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { WHOLE } from "../support/whole.ts";
import { candidatesOf, digestByHand, sharedWorkers, SLOPE, useLab } from "./support.ts";

const CLI = fileURLToPath(new URL("../../bin/galapagos.js", import.meta.url));
const FIXTURE = fileURLToPath(new URL("../fixtures/agents/agent.mjs", import.meta.url));
const { available } = await probeBubblewrap("allow");
const root = temporaryFolder("run");
/** A folder that nobody may read, too, and that no folder of a jail lies over. */
const shown = mkdtempSync("/tmp/galapagos-shown-");
chmodSync(shown, 0o755);
const lab = useLab(root);
const workers = sharedWorkers();
let server: StandInServer;

beforeAll(async () => {
  server = await startStandIn({ mutate: createOfflineMutator(), seed: "agents" });
});
afterAll(() => {
  rmSync(shown, { recursive: true, force: true });
  return server.close();
});

/** Settings of a run whose children an agent makes. */
function agents(command: string, more: JsonObject = {}, directed: JsonObject = {}): JsonObject {
  const price = { inputUsd: 1, outputUsd: 2 };
  const model = { id: "m", model: "m", baseUrl: server.url, keyVariable: null, price };
  const agent = { command, minutes: 1, ...(directed.agent as JsonObject | undefined) };
  return {
    ...{ islands: 1, inFlight: 2, evaluations: 4, models: [model], memory: { enabled: false } },
    ...more,
    directed: { calls: "plan", summarizer: false, executor: "agent", ...directed, agent },
  };
}

describe.skipIf(!available)("the doctor's look at a coding agent", { concurrent: true }, () => {
  const settings = () => ({ model: "m", baseUrl: server.url, keyVariable: null });
  const look = (command: string, isAsked = false) => {
    const asked: ModelRequest[] = [];
    const ask = askerOf(settings(), {}, undefined);
    const noted: AskedByAgent = async (request) => {
      asked.push(request);
      return ask === null ? Promise.reject(new Error("no model")) : ask(request);
    };
    const machine = { searchPath: process.env.PATH ?? "", unsafe: false };
    const { signal } = new AbortController();
    return agentFindings(command, isAsked ? noted : null, machine, signal).then((found) => ({
      found,
      asked,
    }));
  };

  it("says that limits are kept, that it starts and that its call got through", async () => {
    const { found, asked } = await look(`node ${FIXTURE} improve`, true);
    expect(found.map(({ name, ok }) => [name.slice(0, 10), ok])).toEqual([
      ["agent node", true],
      ["  limits", true],
      ["  its mode", true],
    ]);
    expect(found[1]?.fact).toMatch(/^kept: one score of two that were asked for, and its end after \d/);
    expect(found[2]?.fact).toBe("it starts behind its walls and asks (answered by the model)");
    expect(asked).toHaveLength(1);
    expect(JSON.stringify(asked[0])).toContain("This checks a connection");
  });

  it("says what an agent that asks nothing said, and how one that is not there is installed", async () => {
    const { found } = await look(`node ${FIXTURE} exit`);
    expect([exitCodeOf(found.slice(0, 2)), exitCodeOf(found)]).toEqual([0, 3]);
    expect(found[2]).toMatchObject({
      ok: false,
      fact: "it asked for no model and ended (exit) with exit code 7: fatal: the sky is falling",
      hint: expect.stringContaining("docs/agents.md"),
    });
    expect((await look("./nowhere-here")).found).toEqual([
      {
        name: "agent ./nowhere-here",
        ok: false,
        exitCode: 3,
        fact: 'expected the coding agent "./nowhere-here" on the PATH, got none',
        hint: "give its path: --agent /path/to/agent",
      },
    ]);
  });
});

describe.skipIf(!available)("children by a coding agent", () => {
  it("take the way of any child, are counted, and are made again without the agent", async () => {
    const script = join(shown, "here-today.mjs");
    copyFileSync(FIXTURE, script);
    const run = await lab.run(agents(`node ${script} improve`));
    const made = candidatesOf(run.folder).filter(({ step }) => step > 0);
    expect(made).toHaveLength(3);
    for (const { story, evaluation } of made) {
      expect(story).toMatchObject({ mode: "agent", gist: "two steps up: the first number grows by two" });
      expect(story?.attempts?.map(({ purpose }) => purpose)).toEqual(["score", "score", "agent"]);
      expect(evaluation.status).toBe("ok");
      expect(story?.calls).toHaveLength(1);
    }
    using opened = openRecord({ folder: run.folder });
    expect(opened.candidates.trials(0, 1)).toHaveLength(2);
    expect(run.calls).toBe(3);
    expect(run.spending).toMatchObject([{ model: "m", role: "executor", requests: 3 }]);
    const { stdout } = await galapagos(["inspect", run.folder, "i0-s1"]);
    expect(stdout).toMatch(
      /improve by m, agent[\s\S]*prompt \(agent, 0\)[\s\S]*# Task[\s\S]*score says \(0\)/,
    );
    rmSync(script);
    const again = await repeatFromJournal({
      ...{ from: run.folder, resultsRoot: root, name: "again", workers },
      reload: () => loadProblem(SLOPE),
    });
    expect(again.digest).toBe(run.digest);
    expect(digestByHand(join(root, "again"))).toBe(run.digest);
  });

  it("are the file as it was left where nothing was scored", async () => {
    const { folder } = await lab.run(agents(`node ${FIXTURE} last`, { evaluations: 2 }));
    const [, child] = candidatesOf(folder);
    expect(child?.source).toContain("const first = 5;");
    expect(child?.evaluation.status).toBe("ok");
  });

  it.each([
    [
      "leaves its program alone",
      "idle",
      "agent-idle",
      /left the program unchanged; its last words: «I am sorry/,
    ],
    ["fails", "exit", "agent-exit", /exit code 7 .*«fatal: the sky is falling»/],
    ["runs out of time", "slow 60000", "agent-time", null],
  ])("fail by name where the agent %s", async (_name, plan, kind, words) => {
    const agent = { minutes: plan.startsWith("slow") ? 0.001 : 1 };
    const { folder } = await lab.run(agents(`node ${FIXTURE} ${plan}`, { evaluations: 2 }, { agent }));
    const [, child] = candidatesOf(folder);
    expect(child?.evaluation).toMatchObject({ status: "invalid", kind });
    if (words !== null) expect(child?.evaluation.message).toMatch(words);
  });

  it("cost no more than a session may", async () => {
    // the worst case of a call is a dollar: one that was answered leaves no room for a second
    const price = { inputUsd: 0, outputUsd: 1000 };
    const parameters = { maxTokens: 1000 };
    const model = { id: "m", model: "m", baseUrl: server.url, keyVariable: null, price, parameters };
    const directed = { agent: { usd: 1.01 } };
    const settings = agents(`node ${FIXTURE} turns 3`, { evaluations: 2, models: [model] }, directed);
    const { folder, costUsd, unsettledUsd } = await lab.run(settings);
    expect(costUsd).toBeGreaterThan(0.01);
    expect((costUsd ?? 9) + unsettledUsd).toBeLessThanOrEqual(1.01);
    const failed = candidatesOf(folder)[1]?.story?.calls?.map((call) => call.failed);
    expect(failed).toEqual(["", "purse", "purse"]);
  });

  it("end with the run's own ceiling, and with a larger one they are those of a run that had it all along", async () => {
    const settings = agents(`node ${FIXTURE} turns 3`);
    const whole = await lab.run(settings);
    expect(whole.calls).toBe(9);
    const small = await lab.run({ ...settings, budget: { usd: null, tokens: null, requests: 5 } });
    expect(small).toMatchObject({ status: "done", stopped: "budget", calls: 5 });
    expect(small.evaluations).toBeLessThan(4);
    const large = { budget: { usd: null, tokens: null, requests: 100 } };
    const resumed = await lab.resume(small.folder, large);
    expect(resumed.digest).toBe(whole.digest);
    // what was paid for in a session that broke off is not paid for again
    expect(resumed.calls).toBe(9);
  });

  it("stop the run after a few that are none, with the agent's words and exit code 3", async () => {
    const command = [
      "run",
      SLOPE,
      "--agent",
      `node ${FIXTURE} exit`,
      "--model",
      "stand-in",
      "--evaluations",
      "9",
    ];
    const { code, stderr } = await galapagos([...command, "--out", join(root, "hopeless"), "--quiet"]);
    expect(code, stderr).toBe(3);
    expect(stderr).toMatch(
      /the coding agent node .* gives no program: it ended with exit code 7 .*the sky is falling/,
    );
    const [, step = "", rest] =
      /galapagos inspect \S*hopeless (\S+) --calls ([\s\S]*galapagos resume)/.exec(stderr) ?? [];
    expect(rest).toBeDefined();
    const shown = await galapagos(["inspect", join(root, "hopeless"), step, "--calls"]);
    expect(shown.stdout, shown.stderr).toContain("fatal: the sky is falling");
  });

  it("need an agent that is there", async () => {
    const command = [
      "run",
      SLOPE,
      "--agent",
      "no-such-agent",
      "--model",
      "stand-in",
      "--out",
      join(root, "none"),
    ];
    const { code, stderr } = await galapagos(command);
    expect({ code, stderr }).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('"no-such-agent" on the PATH'),
    });
    expect(existsSync(join(root, "none"))).toBe(false);
  });

  it.each([
    ["a model to think with", ["--agent", `node ${FIXTURE}`], /no model that it thinks with[\s\S]*--model/],
    ["a name", ["--executor", "agent", "--model", "stand-in"], /none is named[\s\S]*--agent codex/],
    ["a command line", ["--agent", "'", "--model", "stand-in"], /a ' has no end[\s\S]*--agent/],
  ])("need %s", async (_what, flags, words) => {
    const { code, stderr } = await galapagos(["run", SLOPE, ...flags, "--out", join(root, "none")]);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringMatching(words) });
    expect(existsSync(join(root, "none"))).toBe(false);
  });

  it("are beside other ways to make children where the bandit chooses", async () => {
    const operators = { improve: 1, crossover: 0, revise: 0, recombine: 0, refine: 0, mutate: 0, agent: 1 };
    const directed = { calls: "one", reflection: 0, operators, executor: "chat" };
    const { folder } = await lab.run(agents(`node ${FIXTURE} last`, { evaluations: 8 }, directed));
    const modes = new Set(candidatesOf(folder).map(({ story }) => story?.mode));
    expect([...modes].sort()).toEqual(["agent", "one-call", undefined]);
  });

  it("follow a plan where all children of the run have one", async () => {
    const operators = { improve: 0, crossover: 0, revise: 0, recombine: 0, refine: 0, mutate: 0, agent: 1 };
    const directed = { operators, executor: "chat", planTools: 0 };
    const { folder } = await lab.run(agents(`node ${FIXTURE} last`, { evaluations: 2 }, directed));
    const { plan = "none", calls } = candidatesOf(folder)[1]?.story ?? {};
    expect(calls?.map(({ purpose }) => purpose)).toEqual(["plan"]);
    using opened = openRecord({ folder });
    const [session] = opened.calls.tries({ island: 0, step: 1, purpose: "agent", attempt: 0 });
    expect(JSON.stringify(session?.request)).toContain(JSON.stringify(plan).slice(1, 60));
  });

  it("of a run that was killed while agents worked are those of one that was not, and no agent outlives it", async () => {
    const begin = (folder: string): readonly string[] => [
      ...["run", SLOPE, "--agent", `node ${FIXTURE} slow 800`, "--model", "stand-in", "--islands", "1"],
      ...[
        "--set",
        "inFlight=2",
        "--evaluations",
        WHOLE ? "14" : "4",
        "--no-summarizer",
        "--out",
        folder,
        "--json",
        "--quiet",
      ],
    ];
    const whole = await galapagos(begin(join(root, "whole")));
    const folder = join(root, "killed");
    const random = randomStream("agent-kills");
    let pid: number | undefined;
    for (let kill = 0; kill < (WHOLE ? 20 : 1); kill++) {
      const words = hasBeginning({ folder }) ? ["resume", folder] : begin(folder);
      const child = spawn(process.execPath, [CLI, ...words], { stdio: "ignore" });
      pid = child.pid;
      while (trialsIn(folder) === 0) await sleep(20);
      if (kill > 0) await sleep(500 + random.int(2000));
      // the last ones may come too late
      expect(child.kill("SIGKILL") || kill > 10).toBe(true);
      for (let waited = 0; waited < 2000 && jailsOf(pid).length > 0; waited += 50) await sleep(50);
      expect(jailsOf(pid)).toEqual([]);
    }
    const last = await galapagos(["resume", folder, "--json", "--quiet"]);
    expect(last.code, last.stderr).toBe(0);
    expect((JSON.parse(last.stdout) as JsonObject).digest).toBe(
      (JSON.parse(whole.stdout) as JsonObject).digest,
    );
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`galapagos-agent-${pid}-`))).toEqual([]);
  }, 300_000);
});

/** Programs that the first agent of a run has had scored. */
function trialsIn(folder: string): number {
  if (!hasBeginning({ folder })) return 0;
  using opened = openRecord({ folder });
  return opened.candidates.trials(0, 1).length;
}

/** Processes that hold the door of an agent of that process in their command line. */
function jailsOf(pid: number | undefined): readonly string[] {
  const list = execFileSync("ps", ["-eo", "stat,args"], { encoding: "utf8" }).split("\n");
  return list.filter((line) => line.includes(`galapagos-agent-${pid}-`) && !line.startsWith("Z"));
}

/** A real agent from npm, where it is installed. */
const onPath = (name: string): boolean =>
  (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, name)));

describe.skipIf(!available)("an agent from npm", () => {
  it.skipIf(!onPath("codex"))("codex works in its jail", () => works("codex"), 120_000);
  it.skipIf(!onPath("opencode"))("opencode works in its jail", () => works("opencode"), 120_000);
  it.skipIf(!onPath("claude"))("claude works in its jail", () => works("claude"), 120_000);
});

async function works(agent: string): Promise<void> {
  const { startPlayedModel } = await import("./played-model.ts");
  const played = await startPlayedModel("sed -i 's/first = 2/first = 3/' program.js; score");
  try {
    const model = { id: "m", model: "m", baseUrl: played.url, keyVariable: null, price: "free" };
    const { folder } = await lab.run(agents(agent, { evaluations: 2, models: [model] }));
    const [, child] = candidatesOf(folder);
    expect(child?.evaluation, JSON.stringify(child?.story?.attempts)).toMatchObject({
      status: "ok",
      score: 193,
    });
    expect(child?.story?.calls?.length).toBeGreaterThanOrEqual(2);
  } finally {
    await played.close();
  }
}
