import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { resolveConfig } from "../../src/config/index.ts";
import { loadProblem } from "../../src/problem/index.ts";
import { keepWorkers, startRun } from "../../src/run/index.ts";

const problem = await loadProblem("heilbronn-triangle");

/** Digest of a short run. */
async function digestOf(seed: string, options: object): Promise<string> {
  const resultsRoot = mkdtempSync(join(tmpdir(), "galapagos-kept-"));
  const settings = { seed, islands: 2, evaluations: 30 };
  const config = resolveConfig([{ origin: "test", settings }]);
  try {
    return (await startRun({ problem, config, resultsRoot, lanes: 1, ...options })).digest;
  } finally {
    rmSync(resultsRoot, { recursive: true });
  }
}

test("runs that use the workers of the one before find what runs with workers of their own find", async () => {
  const alone = await digestOf("a", {});
  await using workers = keepWorkers();
  const other = await digestOf("b", { workers });
  expect(await digestOf("a", { workers })).toBe(alone);
  expect(other).not.toBe(alone);
});
