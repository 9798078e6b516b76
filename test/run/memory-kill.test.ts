import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { withRunMemory } from "../../src/run/index.ts";
import { type JsonObject, randomStream } from "../../src/core/index.ts";
import { createOfflineMutator, type StandInServer, startStandIn } from "../../src/stand-in/index.ts";
import { lessonsIn } from "../../src/memory/index.ts";
import { type LessonEventRecord, openRecord } from "../../src/store/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { galapagos as inProcess } from "../cli/support.ts";
import { SLOPE } from "./support.ts";

const CLI = fileURLToPath(new URL("../../bin/galapagos.js", import.meta.url));
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

/** Runs the command line; kills it as soon as that many events are on record, and a moment after, when a number is given. */
function galapagos(
  args: readonly string[],
  folder: string,
  killAt: number | null,
): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [CLI, ...args, "--json", "--quiet"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, SECRET_KEY: "none" },
  });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.setEncoding("utf8").on("data", (text: string) => out.push(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => err.push(text));
  const watch =
    killAt === null
      ? undefined
      : setInterval(() => {
          if (countOf(folder) >= killAt) setTimeout(() => child.kill("SIGKILL"), killAt % 7);
        }, 40);
  return new Promise((resolve) =>
    child.on("close", (code) => {
      clearInterval(watch);
      resolve({ code, out: out.join(""), err: err.join("") });
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
    const whole = await inProcess([...runArgs(await serve(2), join(root, "whole")), "--json", "--quiet"]);
    const folder = join(root, "killed");
    const server = await serve(25);
    const random = randomStream("memory-kills", 1);
    let kills = 0;
    let acknowledged: readonly LessonEventRecord[] = [];
    let last: Awaited<ReturnType<typeof galapagos>> = { code: null, out: "", err: "" };
    let args = runArgs(server, folder);
    for (let life = 0; last.code !== 0; life++) {
      last = await galapagos(args, folder, life < 2 ? acknowledged.length + 1 + random.int(16) : null);
      expect([0, null], last.err).toContain(last.code);
      if (last.code === null) kills++;
      args = ["resume", folder];
      const events = eventsOf(folder);
      expect(events).toEqual(expect.arrayContaining([...acknowledged]));
      acknowledged = events;
      expect(life).toBeLessThan(9);
    }
    expect(kills).toBeGreaterThan(0);
    const [a, b] = [JSON.parse(last.out), JSON.parse(whole.stdout)] as [JsonObject, JsonObject];
    expect(a.digest).toBe(b.digest);
    expect(a.memory).toEqual(b.memory);
    const steps = (of: string) => eventsOf(of).filter(({ origin }) => origin === "step");
    expect(steps(folder)).toEqual(steps(join(root, "whole")));
    const lessons = (of: string) => withRunMemory(of, ({ bank }) => [...lessonsIn(bank)]);
    expect(lessons(folder).length).toBeGreaterThan(14);
    expect(lessons(folder)).toEqual(lessons(join(root, "whole")));
  }, 240_000);
});
