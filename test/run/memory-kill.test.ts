import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { withRunMemory } from "../../src/run/index.ts";
import { type JsonObject, randomStream } from "../../src/core/index.ts";
import { createOfflineMutator, type StandInServer, startStandIn } from "../../src/stand-in/index.ts";
import { lessonsIn } from "../../src/memory/index.ts";
import { type LessonEventRecord, openRecord } from "../../src/store/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { BIN, type Ended, galapagos } from "../cli/support.ts";
import { SLOPE } from "./support.ts";

const root = temporaryFolder("run");
const servers: StandInServer[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close())));

async function serve(medianMs: number): Promise<StandInServer> {
  const server = await startStandIn({
    mutate: createOfflineMutator(),
    faults: { malformed: 0.05, wrongEdit: 0.06, prose: 0.02 },
    seed: "memory-kill",
    retryAfterSeconds: 0,
    latency: { medianMs, p99Ratio: 8 },
  });
  servers.push(server);
  return server;
}

/** Runs the command line; kills it as soon as that many events are on record, and a moment after. */
function killed(args: readonly string[], folder: string, killAt: number): Promise<Ended> {
  const child = spawn(process.execPath, [BIN, ...args, "--json", "--quiet"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, SECRET_KEY: "none" },
  });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.setEncoding("utf8").on("data", (text: string) => out.push(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => err.push(text));
  const watch = setInterval(() => {
    if (countOf(folder) >= killAt) setTimeout(() => child.kill("SIGKILL"), killAt % 7);
  }, 40);
  return new Promise((resolve) =>
    child.on("close", (code) => {
      clearInterval(watch);
      resolve({ code, stdout: out.join(""), stderr: err.join("") });
    }),
  );
}

function countOf(folder: string): number {
  if (!existsSync(join(folder, "run.db"))) return 0;
  try {
    using opened = openRecord({ folder });
    return opened.lessons.count();
  } catch {
    // the database is in the making
    return 0;
  }
}

function runArgs(server: StandInServer, folder: string): readonly string[] {
  const settings = ["inFlight=4", "migration.interval=4", "memory.controlShare=0.2", "directed.planTools=1"];
  return [
    ...["run", SLOPE, "--islands", "2", "--evaluations", "16", "--seed", "7", "--executor", "chat"],
    ...settings.flatMap((setting) => ["--set", setting]),
    ...["--model", `m@${server.url}`, "--out", folder],
  ];
}

/** Every event of the memory on record, in logical order. */
function eventsOf(folder: string): readonly LessonEventRecord[] {
  using opened = openRecord({ folder });
  const reader = opened.lessons;
  const borders = Array.from({ length: 8 }, (_, border) => reader.at("upkeep", border)).flat();
  return [...[0, 1].flatMap((island) => [...reader.steps(island, 0, 1000)]), ...borders];
}

describe("SIGKILL while the memory learns", () => {
  it("loses no lesson that was recorded, and the run comes to the same lessons, values and digest", async () => {
    const whole = await galapagos([...runArgs(await serve(2), join(root, "whole")), "--json", "--quiet"]);
    const folder = join(root, "killed");
    const server = await serve(25);
    const random = randomStream("memory-kills", 1);
    let kills = 0;
    let acknowledged: readonly LessonEventRecord[] = [];
    let last: Ended = { code: null, stdout: "", stderr: "" };
    let args = runArgs(server, folder);
    for (let life = 0; last.code !== 0; life++) {
      const wanted = acknowledged.length + 1 + random.int(16);
      last = life < 2 ? await killed(args, folder, wanted) : await galapagos([...args, "--json", "--quiet"]);
      expect([0, null], last.stderr).toContain(last.code);
      if (last.code === null) kills++;
      args = ["resume", folder];
      const events = eventsOf(folder);
      expect(events).toEqual(expect.arrayContaining([...acknowledged]));
      acknowledged = events;
      expect(life).toBeLessThan(9);
    }
    expect(kills).toBeGreaterThan(0);
    const [a, b] = [JSON.parse(last.stdout), JSON.parse(whole.stdout)] as [JsonObject, JsonObject];
    expect(a.digest).toBe(b.digest);
    expect(a.memory).toEqual(b.memory);
    const steps = (of: string) => eventsOf(of).filter(({ origin }) => origin === "step");
    expect(steps(folder)).toEqual(steps(join(root, "whole")));
    const lessons = (of: string) => withRunMemory(of, ({ bank }) => [...lessonsIn(bank)]);
    expect(lessons(folder).length).toBeGreaterThan(14);
    expect(lessons(folder)).toEqual(lessons(join(root, "whole")));
  }, 240_000);
});
