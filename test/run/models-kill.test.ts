import { spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type JsonObject, randomStream } from "../../src/core/index.ts";
import { createOfflineMutator, type StandInServer, startStandIn } from "../../src/stand-in/index.ts";
import { hasBeginning } from "../../src/run/record.ts";
import { openRecord } from "../../src/store/index.ts";
import { BIN, type Ended, galapagos } from "../cli/support.ts";
import { SLOPE } from "./support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { WHOLE } from "../support/whole.ts";

const KEY = "sk-kill-test-4e3d2c1b0a998877";
const root = temporaryFolder("run");
const servers: StandInServer[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close())));

async function serve(): Promise<StandInServer> {
  const server = await startStandIn({
    mutate: createOfflineMutator(),
    faults: { malformed: 0.1, rateLimited: 0.05, cut: 0.02, wrongEdit: 0.06, prose: 0.02 },
    seed: "kill",
    retryAfterSeconds: 0,
    latency: { medianMs: 20, p99Ratio: 8 },
  });
  servers.push(server);
  return server;
}

/** Runs the command line; kills its process a moment after it has asked so often: however slow the machine is, each life gets on. */
function killed(
  args: readonly string[],
  server: StandInServer,
  { requests, ms }: { readonly requests: number; readonly ms: number },
): Promise<Ended> {
  const before = server.totals().requests;
  const child = spawn(process.execPath, [BIN, ...args, "--json"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, SECRET_KEY: KEY },
  });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.setEncoding("utf8").on("data", (text: string) => out.push(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => err.push(text));
  const timer = setInterval(() => {
    if (server.totals().requests - before < requests) return;
    clearInterval(timer);
    setTimeout(() => child.kill("SIGKILL"), ms);
  }, 5);
  return new Promise((resolve) =>
    child.on("close", (code) => {
      clearInterval(timer);
      resolve({ code, stdout: out.join(""), stderr: err.join("") });
    }),
  );
}

/** Kills of a run, and its results; enough of these for all of those. */
const [KILLS, EVALUATIONS] = WHOLE ? [20, 480] : [1, 30];

function runArgs(server: StandInServer, folder: string, mode: string): readonly string[] {
  const how = mode === "one-call" ? ["--set", "directed.reflection=3"] : ["--executor", mode];
  return [
    ...["run", SLOPE, "--islands", "2", "--evaluations", String(EVALUATIONS), "--seed", "7", ...how],
    ...[
      "--set",
      "inFlight=4",
      "--set",
      "migration.interval=5",
      "--model",
      `m@${server.url}`,
      "--out",
      folder,
    ],
  ];
}

describe("SIGKILL in the middle of model calls", () => {
  // an executor with tools is killed in `npm run soak`: what is recorded of a call is the same
  it.each(WHOLE ? ["one-call", "chat", "react"] : ["one-call", "chat"])(
    "in %s mode loses no recorded reply: none is asked for again, and the digest is that of a run that was never killed",
    async (mode) => {
      const never = runArgs(await serve(), join(root, `whole-${mode}`), mode);
      const whole = await galapagos([...never, "--json"]);
      expect(whole.stderr).not.toContain("error");
      const server = await serve();
      const folder = join(root, `killed-${mode}`);
      const random = randomStream("kills", mode);
      let last: Ended = { code: null, stdout: "", stderr: "" };
      let args = runArgs(server, folder, mode);
      let lives = 0;
      while (last.code !== 0) {
        last =
          lives < KILLS
            ? await killed(args, server, { requests: 1 + random.int(12), ms: random.int(150) })
            : await galapagos([...args, "--json"]);
        expect([0, null], last.stderr).toContain(last.code);
        // killed before its beginning was on record, it is started again in the same place
        if (hasBeginning({ folder })) args = ["resume", folder];
        expect(lives++).toBeLessThan(KILLS + 6);
      }
      // one that was over before all kills would have been killed less often than it says
      if (WHOLE) expect(lives).toBeGreaterThan(KILLS);
      expect(digestOf(last.stdout)).toBe(digestOf(whole.stdout));

      const done = new Set<string>();
      let sent = 0;
      const purposes = new Set<string>();
      using opened = openRecord({ folder });
      const reader = opened.calls;
      for (const { island, step, purpose, attempt, outcome } of reader.all()) {
        const key = `${island}/${step}/${purpose}/${attempt}`;
        expect(done.has(key), `${key} was asked again`).toBe(false);
        if ((outcome as JsonObject | null)?.status === "done") done.add(key);
        sent++;
        purposes.add(purpose.split("-")[0] ?? "");
      }
      expect(purposes.has("reflect")).toBe(mode === "one-call");
      // what was recorded as sent may have been killed before it was
      expect(server.totals().requests).toBeLessThanOrEqual(sent);
    },
    WHOLE ? 1_800_000 : 240_000,
  );
});

function digestOf(out: string): unknown {
  return (JSON.parse(out) as JsonObject).digest;
}
