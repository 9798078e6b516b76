import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { withRunMemory } from "../../src/cli/run-memory.ts";
import { type JsonObject, randomStream } from "../../src/core/index.ts";
import { createOfflineMutator, type StandInServer, startStandIn } from "../../src/llm/index.ts";
import { lessonsIn } from "../../src/memory/index.ts";
import { type LessonEventRecord, openLessonReader } from "../../src/store/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { SLOPE } from "./support.ts";

const CLI = fileURLToPath(new URL("../../bin/galapagos.js", import.meta.url));
const root = temporaryFolder("run");
const servers: StandInServer[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close())));

async function serve(medianMs: number): Promise<StandInServer> {
  const server = await startStandIn({
    mutate: createOfflineMutator("javascript"),
    faults: { malformed: 0.05, wrongEdit: 0.06, prose: 0.02 },
    seed: "memory-kill",
    retryAfterSeconds: 0,
    latency: { medianMs, p99Ratio: 8 },
  });
  servers.push(server);
  return server;
}

/** Runs the command line; kills it after some time, when one is given. */
function galapagos(
  args: readonly string[],
  killMs: number | null,
): Promise<{ code: number | null; out: string }> {
  const child = spawn(process.execPath, [CLI, ...args, "--json", "--quiet"], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, SECRET_KEY: "none" },
  });
  const out: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (text: string) => out.push(text));
  const timer = killMs === null ? undefined : setTimeout(() => child.kill("SIGKILL"), killMs);
  return new Promise((resolve) =>
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ code, out: out.join("") });
    }),
  );
}

function runArgs(server: StandInServer, folder: string): readonly string[] {
  const settings = ["inFlight=4", "migration.interval=4", "memory.controlShare=0.2", "directed.planTools=1"];
  return [
    ...["run", SLOPE, "--islands", "2", "--evaluations", "26", "--seed", "7", "--executor", "chat"],
    ...settings.flatMap((setting) => ["--set", setting]),
    ...["--model", `m@${server.url}`, "--out", folder],
  ];
}

/** Every event of the memory on record, in logical order. */
function eventsOf(folder: string): readonly LessonEventRecord[] {
  const reader = openLessonReader(folder);
  try {
    const borders = Array.from({ length: 8 }, (_, border) => reader.at("upkeep", border)).flat();
    return [...[0, 1].flatMap((island) => [...reader.steps(island, 0, 1000)]), ...borders];
  } finally {
    reader.close();
  }
}

describe("SIGKILL while the memory learns", () => {
  it("loses no lesson that was recorded, and the run comes to the same lessons, values and digest", async () => {
    const whole = await galapagos(runArgs(await serve(2), join(root, "whole")), null);
    const folder = join(root, "killed");
    const server = await serve(25);
    const random = randomStream("memory-kills", 1);
    let acknowledged: readonly LessonEventRecord[] = [];
    let last: Awaited<ReturnType<typeof galapagos>> = { code: null, out: "" };
    let args = runArgs(server, folder);
    for (let life = 0; last.code !== 0; life++) {
      last = await galapagos(args, life < 4 ? 1200 + random.int(1800) : null);
      expect([0, null]).toContain(last.code);
      if (!existsSync(join(folder, "run.db"))) continue;
      args = ["resume", folder];
      const events = eventsOf(folder);
      expect(events).toEqual(expect.arrayContaining([...acknowledged]));
      acknowledged = events;
      expect(life).toBeLessThan(9);
    }
    const [a, b] = [JSON.parse(last.out), JSON.parse(whole.out)] as [JsonObject, JsonObject];
    expect(a.digest).toBe(b.digest);
    expect(a.memory).toEqual(b.memory);
    const steps = (of: string) => eventsOf(of).filter(({ origin }) => origin === "step");
    expect(steps(folder)).toEqual(steps(join(root, "whole")));
    const lessons = (of: string) => withRunMemory(of, ({ book }) => [...lessonsIn(book)]);
    expect(lessons(folder).length).toBeGreaterThan(20);
    expect(lessons(folder)).toEqual(lessons(join(root, "whole")));
  }, 240_000);
});
