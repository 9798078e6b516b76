import { existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, it, onTestFinished, vi } from "vitest";
import { createOfflineMutator, startStandIn } from "../../src/stand-in/index.ts";
import { descendants, galapagos, start } from "../cli/support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { SLOPE } from "./support.ts";

const KEY = "sk-secret-5d4c3b2a19087f6e+/=";
const root = temporaryFolder("key");
afterEach(() => vi.unstubAllEnvs());

/** The forms in which a key could be found again. */
const FORMS = [KEY, encodeURIComponent(KEY), Buffer.from(KEY).toString("base64"), "5d4c3b2a19087f6e"];

/** A fresh folder for each try of a test: a retry must not meet the run of the try before. */
const fresh = (name: string): string => join(mkdtempSync(join(root, `${name}-`)), "run");

function expectNoKey(text: string, where: string): void {
  for (const form of FORMS) expect(text.includes(form), `${where} holds the key`).toBe(false);
}

/** Environment of a process as the kernel keeps it; empty when it has gone. */
function environOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8");
  } catch {
    return "";
  }
}

/**
 * Environment of a process that has begun its program. Between fork and exec a child still shows its parent's environment, key
 * and all: what has the key is read again, until the same process has let go of it or a second has passed.
 */
async function begunEnvironOf(pid: number): Promise<string> {
  let environ = environOf(pid);
  for (let reads = 0; reads < 20 && environ.includes(KEY); reads += 1) {
    await pause(50);
    environ = environOf(pid);
  }
  return environ;
}

it.runIf(existsSync("/proc/self/environ"))(
  "a key is in the environment of the main process and nowhere else: no child process, file, report or line of output has it",
  async () => {
    const server = await startStandIn({
      mutate: createOfflineMutator(),
      seed: "key",
      faults: { rateLimited: 0.05, malformed: 0.05, prose: 0.05 },
      retryAfterSeconds: 0,
      latency: { medianMs: 10, p99Ratio: 4 },
    });
    onTestFinished(() => server.close());
    const folder = fresh("run");
    const model = { id: "m", model: "m", baseUrl: server.url, keyVariable: "MY_MODEL_KEY", price: "free" };
    const env = { MY_MODEL_KEY: KEY };
    const { child, ended } = start(
      [
        ...["run", SLOPE, "--islands", "2", "--evaluations", "16", "--out", folder],
        ...["--set", `models=${JSON.stringify([model])}`, "--set", "inFlight=4"],
      ],
      { env },
    );
    const seen = new Set<number>();
    while (child.exitCode === null) {
      for (const pid of descendants(child.pid ?? 0)) {
        const environ = await begunEnvironOf(pid);
        if (environ !== "") seen.add(pid);
        expectNoKey(environ, `the environment of process ${pid}`);
      }
      await pause(25);
    }
    const run = await ended;
    expect(run.code).toBe(0);
    // the evaluator's own process, at least
    expect(seen.size).toBeGreaterThan(0);
    expectNoKey(run.stdout + run.stderr, "the output");
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const bytes = readFileSync(join(entry.parentPath, entry.name));
      expectNoKey(bytes.toString("utf8") + bytes.toString("utf16le"), entry.name);
    }
    vi.stubEnv("MY_MODEL_KEY", KEY);
    const shown = await galapagos(["inspect", folder, "i0-s3", "--calls"]);
    expect(shown.code).toBe(0);
    expectNoKey(shown.stdout + shown.stderr, "inspect");
    expectNoKey((await galapagos(["inspect", folder, "--json"])).stdout, "inspect --json");
  },
  150_000,
);

it("a server that repeats the key in its error does not get it printed or recorded", async () => {
  const strict = await startStandIn({ mutate: createOfflineMutator(), key: "another" });
  try {
    const folder = fresh("rejected");
    const model = { model: "m", baseUrl: strict.url, keyVariable: "MY_MODEL_KEY", price: "free" };
    vi.stubEnv("MY_MODEL_KEY", "sk-plain-00112233445566");
    const run = await galapagos([
      ...["run", SLOPE, "--islands", "1", "--evaluations", "4", "--out", folder],
      ...["--set", `models=${JSON.stringify([model])}`],
    ]);
    expect(run.code).toBe(3);
    expect(run.stderr).toMatch(/Incorrect API key provided: Bearer \[key\]/);
    for (const name of readdirSync(folder)) {
      const text = readFileSync(join(folder, name)).toString("latin1");
      expect(text.includes("00112233445566"), name).toBe(false);
    }
  } finally {
    await strict.close();
  }
});

it("a run that cannot go on for want of its key stays as it was", async () => {
  const folder = fresh("waiting");
  const local = await startStandIn({ mutate: createOfflineMutator() });
  const model = { model: "m", baseUrl: local.url, keyVariable: "MY_MODEL_KEY", price: "free" };
  const started = ["run", SLOPE, "--islands", "1", "--evaluations", "3", "--out", folder, "--json"];
  try {
    vi.stubEnv("MY_MODEL_KEY", "sk-plain-00112233445566");
    const run = await galapagos([...started, "--set", `models=${JSON.stringify([model])}`]);
    expect(run.code).toBe(0);
    vi.stubEnv("MY_MODEL_KEY", "");
    const resumed = await galapagos(["resume", folder, "--evaluations", "6"]);
    expect(resumed).toMatchObject({ code: 3, stdout: "" });
    expect(resumed.stderr).toContain("MY_MODEL_KEY is not set");
    expect((await galapagos(["inspect", folder, "--json"])).stdout).toBe(run.stdout);
  } finally {
    await local.close();
  }
});
