import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { randomStream } from "../../src/core/index.ts";
import type { LedgerState } from "../../src/llm/index.ts";
import { standIn } from "./support.ts";

const CHILD = fileURLToPath(new URL("./crash-child.ts", import.meta.url));
const CALLS = 60;
const IN_FLIGHT = 4;
const KILLS = 2;

/** Starts the child; kills it after so many further requests have reached the server, or lets it end. */
async function run(folder: string, url: string, killWhen: (() => boolean) | null): Promise<string> {
  const child = spawn(process.execPath, [CHILD, folder, url, String(CALLS)], {
    stdio: ["ignore", "pipe", "inherit"],
    // the first one ends in good order, and leaves what it compiled to the others
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "llm-crash-compiled") },
  });
  let out = "";
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
  });
  const watch = setInterval(() => killWhen?.() && child.kill("SIGKILL"), 1);
  await once(child, "close");
  clearInterval(watch);
  return out;
}

test("killed at random moments, a run pays for no recorded reply again and ends with the same replies", async () => {
  const random = randomStream("llm-crash", 1);
  const folders = ["whole", "killed"].map((name) => mkdtempSync(join(tmpdir(), `llm-${name}-`)));
  const [whole = "", killed = ""] = folders;
  await using server = await standIn({ latency: { medianMs: 3, p99Ratio: 4 } });
  try {
    const expected = JSON.parse(await run(whole, server.url, null)) as {
      digest: string;
      ledger: LedgerState;
    };
    const before = server.totals().requests;
    expect(before).toBe(CALLS);
    for (let kill = 1; kill <= KILLS; kill++) {
      const target = before + Math.floor((CALLS * kill) / (KILLS + 1)) + random.int(6);
      await run(killed, server.url, () => server.totals().requests >= target);
    }
    const resumed = JSON.parse(await run(killed, server.url, null)) as {
      digest: string;
      ledger: LedgerState;
    };
    expect(resumed.digest).toBe(expected.digest);
    expect(resumed.ledger.settled).toEqual(expected.ledger.settled);
    const again = server.totals().requests - before - CALLS;
    expect(again).toBeLessThanOrEqual(KILLS * IN_FLIGHT);
    expect(resumed.ledger.unsettled.requests).toBeGreaterThanOrEqual(again);
    expect(resumed.ledger.unsettled.requests).toBeLessThanOrEqual(KILLS * IN_FLIGHT);
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
});
