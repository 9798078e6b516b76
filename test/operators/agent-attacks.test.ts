import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../../src/config/index.ts";
import { probeBubblewrap } from "../../src/evaluate/sandbox/bubblewrap.ts";
import { findGroupPlace } from "../../src/evaluate/sandbox/command/control-group.ts";
import type { AgentWalls } from "../../src/evaluate/index.ts";
import { haveSession, openAgent, type SessionEnd } from "../../src/operators/agent/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { WHOLE } from "../support/whole.ts";

const AGENT = fileURLToPath(new URL("../fixtures/agents/agent.mjs", import.meta.url));
const SOURCE = "const size = 1;\nexport const pack = () => size;\n";
const KEY = "sk-real-0f1e2d3c4b5a69788796";
const { available } = await probeBubblewrap("allow");

interface Outcome {
  readonly end: SessionEnd;
  /** Programs that came to be scored. */
  readonly scored: readonly string[];
}

/** Limits of a session, and what the agent is told beside its plan. */
interface AttackOptions {
  readonly words?: readonly string[];
  readonly limits?: { readonly [name: string]: number };
  /** Where bubblewrap is looked for; where that is not the usual place, without is allowed. */
  readonly searchPath?: string;
  /** Output of the agent before which its memory is not looked at, as on a machine that is busy. */
  readonly unseenUntil?: string;
}

const PATH = process.env.PATH ?? "";

/** A session of the agent with a plan, behind real walls and through the real doors. */
async function attack(
  plan: string,
  { words, limits, searchPath = PATH, unseenUntil = "" }: AttackOptions = {},
): Promise<Outcome> {
  const machine = { searchPath, unsafe: searchPath !== PATH };
  const scored: string[] = [];
  const command = `node ${AGENT} ${plan}`;
  const { agent, walls } = await openAgent({ ...DEFAULT_CONFIG.directed.agent, command }, machine);
  const end = await haveSession(
    {
      ...{ agent, walls: unseenUntil === "" ? walls : lookingFrom(unseenUntil, walls) },
      files: [
        ...["TASK.md", "parent.txt", "program.js"].map((name) => ({ name, text: SOURCE })),
        ...(words === undefined ? [] : [{ name: "words.json", text: JSON.stringify(words) }]),
      ],
      ...{ program: "program.js", idea: "IDEA.md", mostBytes: 100_000 },
      limits: { minutes: 0.5, turns: 5, evaluations: 3, memoryMb: 1024, diskMb: 64, ...limits },
      model: { id: "m", mostTokens: 1000 },
      doors: {
        ask: async () => ({
          ...{
            status: "ok",
            text: "Go on.",
            toolCalls: [],
            finishReason: "stop",
            refusal: null,
            usage: null,
          },
          ...{ model: "m", servedBy: "m", costNanoUsd: null },
        }),
        score: async (source) => {
          scored.push(source);
          return { isScored: true, text: "scores 2" };
        },
      },
    },
    new AbortController().signal,
  );
  return { end, scored };
}

/** Walls that look at no memory before the agent has said so. */
function lookingFrom(words: string, walls: AgentWalls): AgentWalls {
  const start: AgentWalls["start"] = (agent) => {
    const running = walls.start(agent);
    let isSaid = false;
    for (const stream of running.output)
      stream.on("data", (text: string) => {
        isSaid ||= text.includes(words);
      });
    return { ...running, isTooLarge: () => isSaid && running.isTooLarge() };
  };
  return { ...walls, start };
}

/** Processes of the machine whose command line has this in it. */
function processesWith(mark: string): number {
  const list = execFileSync("ps", ["-eo", "stat,args"], { encoding: "utf8", maxBuffer: 1 << 28 }).split("\n");
  return list.filter((line) => line.includes(mark) && !line.startsWith("Z") && !line.includes("ps -eo"))
    .length;
}

describe.skipIf(!available)("a coding agent that", { concurrent: true }, () => {
  const root = temporaryFolder("agents");
  const secret = join(root, "evaluator.js");
  const server = createServer((_request, response) => response.end("in"));
  beforeAll(async () => {
    process.env.GALAPAGOS_TEST_SECRET = KEY;
    writeFileSync(secret, "export default () => ({ score: 1 });");
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => {
    delete process.env.GALAPAGOS_TEST_SECRET;
    server.close();
  });

  it("writes outside its folder reaches nothing", async () => {
    const places = [
      join(root, "written"),
      secret,
      AGENT,
      "/etc/passwd",
      "/usr/bin/written",
      "/galapagos/score.mjs",
    ];
    const { end } = await attack("write", { words: places });
    expect(end.transcript).not.toContain("WRITTEN");
    expect(end.transcript.match(/: (?:ENOENT|EROFS|EACCES|EBUSY)/g)).toHaveLength(places.length);
    expect(readFileSync(secret, "utf8")).toContain("score: 1");
    expect(end).toMatchObject({ end: "exit", code: 0 });
  });

  it("reads an evaluator, the run's folder, a home or other processes sees none of them", async () => {
    const places = [
      secret,
      root,
      fileURLToPath(new URL("../../src", import.meta.url)),
      "/root",
      "/home",
      "/var",
      `/proc/${process.pid}`,
    ];
    const { end } = await attack("look", { words: places });
    expect(end.transcript).not.toContain("SEEN");
    expect(end.transcript.match(/nothing there/g)).toHaveLength(places.length);
  });

  it("looks for a network finds its own door only", async () => {
    const { port } = server.address() as AddressInfo;
    const words = [`http://127.0.0.1:${port}`, "http://192.0.2.1", "http://localhost:4000/elsewhere"];
    const { end } = await attack("network", { words });
    expect(end.transcript).toContain("network: ECONNREFUSED ENETUNREACH REACHED 404");
  });

  it("asks for scores thousands of times is scored as often as it may be, and the rest is counted", async () => {
    const times = WHOLE ? 10_000 : 500;
    const { end, scored } = await attack(`flood ${times}`);
    expect(scored).toHaveLength(3);
    expect(end).toMatchObject({ end: "exit", evaluations: 3, refused: times - 3 });
    expect(end.transcript).toContain(`answers: {"200":3,"429":${times - 3}}`);
  });

  it("asks the model beyond its turns is refused", async () => {
    const { end } = await attack("turns 8");
    expect(end).toMatchObject({ turns: 5, refused: 3 });
    expect(end.transcript).toContain("answers: 200,200,200,200,200,402,402,402");
  });

  it("forges results on every descriptor, and wrecks its keeper, can lose its own file and gains nothing", async () => {
    const { end, scored } = await attack("forge");
    expect(scored).toEqual([SOURCE.replace("= 1", "= 2")]);
    expect(["exit", "lost"]).toContain(end.end);
    expect([null, scored[0]]).toContain(end.program);
    expect(end).toMatchObject({ evaluations: 1, refused: 0 });
  });

  it("forks until it cannot is ended with all that it started", async () => {
    const { end, scored } = await attack("fork");
    expect(scored).toHaveLength(1);
    expect(end.end).not.toBe("lost");
    expect(processesWith("sleep 98764")).toBe(0);
  });

  it("eats the memory by many processes is ended for it, and what was scored stays", async () => {
    const { end, scored } = await attack("eat", { limits: { memoryMb: 512 } });
    expect(scored).toHaveLength(1);
    // by the look from outside, or by the kernel, which may take the keeper first
    expect(["memory", "lost"]).toContain(end.end);
  });

  it.skipIf(findGroupPlace() === null)(
    "eats so much between two looks that the kernel ends who ate is ended for it all the same",
    async () => {
      const unseenUntil = "one that ate has died";
      const { end, scored } = await attack("glut", { limits: { memoryMb: 512 }, unseenUntil });
      expect(scored).toHaveLength(1);
      expect(end.end).toBe("memory");
    },
  );

  it("fills the disk fills its own room", async () => {
    const { end } = await attack("fill");
    expect(end.transcript).toMatch(/after (?:4|5|6)\d MiB: ENOSPC/);
    expect(end.program).toContain("const size = 2");
  });

  it("prints its key has none", async () => {
    const { end } = await attack("key");
    expect(end.transcript).toContain("OPENAI_API_KEY");
    expect(end.transcript).toContain("not-a-key");
    expect(end.transcript).not.toContain(KEY);
    expect(end.transcript).not.toContain("GALAPAGOS_TEST_SECRET");
  });

  it("lays traps in the place of its files hands in nothing", async () => {
    const { end } = await attack("trap");
    expect(end).toMatchObject({ end: "exit", program: null, idea: null });
  });

  it("outlives its limit, deaf to every signal, is ended with its children, and its program taken as it is", async () => {
    const { end } = await attack("hang", { limits: { minutes: 0.2 } });
    expect(end).toMatchObject({ end: "time" });
    expect(end.program).toContain("const size = 2");
    expect(processesWith("sleep 98765")).toBe(0);
  });
});

describe("where there is no bubblewrap, a coding agent", () => {
  const none = temporaryFolder("agents");

  it("is refused, with what to do", async () => {
    const settings = { ...DEFAULT_CONFIG.directed.agent, command: `node ${AGENT}` };
    const refused = openAgent(settings, { searchPath: none, unsafe: false });
    await expect(refused).rejects.toMatchObject({
      code: "agent/walls",
      exitCode: 3,
      hint: expect.stringMatching(/bubblewrap.*--unsafe/),
    });
  });

  it("that the user trusts works all the same, and is ended with its children", async () => {
    const { end } = await attack("hang", { searchPath: none, limits: { minutes: 0.2 } });
    expect(end.program).toContain("const size = 2");
    expect(end).toMatchObject({ end: "time" });
    expect(processesWith("sleep 98765")).toBe(0);
  });
});
