import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { type Candidate, candidateId } from "../../src/core/index.ts";
import { loadProblem, run } from "../../src/index.ts";
import { createOfflineMutator, startStandIn } from "../../src/stand-in/index.ts";
import { inspectCandidate, renderCandidate } from "../../src/report/index.ts";
import { openRecord } from "../../src/store/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const resultsRoot = temporaryFolder("metrics");
const fixture = (name: string) =>
  loadProblem(fileURLToPath(new URL(`../fixtures/problems/${name}/`, import.meta.url)));

function candidatesOf(folder: string): readonly Candidate[] {
  using opened = openRecord({ folder });
  const reader = opened.candidates;
  return reader.islands().flatMap(({ island }) => [...reader.candidates(island, 0)]);
}

it("a private metric is on record and in inspect, and in no prompt and no lesson", async () => {
  const key = "GALAPAGOS_TEST_PRIVATE_KEY";
  process.env[key] = "sk-test";
  const server = await startStandIn({
    mutate: createOfflineMutator(),
    seed: "private",
    key: "sk-test",
  });
  const price = { inputUsd: 1, outputUsd: 2 };
  const model = { id: "m", model: "m", baseUrl: server.url, keyVariable: key, price };
  const problem = await fixture("secret-metric");
  const settings = { islands: 1, inFlight: 2, models: [model], seed: "1", evaluations: 30 } as const;
  await run(problem, { ...settings, resultsRoot, name: "private" }).finally(() => server.close());
  delete process.env[key];
  const folder = `${resultsRoot}/private`;

  const scored = candidatesOf(folder).filter(({ evaluation }) => evaluation.status === "ok");
  expect(scored.length).toBeGreaterThan(5);
  for (const { evaluation } of scored) {
    expect(Object.keys((evaluation.status === "ok" && evaluation.privateMetrics) || {})).toEqual([
      "keptFromModels",
    ]);
  }
  using opened = openRecord({ folder });
  const calls = JSON.stringify([...opened.calls.all()].map(({ request }) => request));
  expect(calls).toContain("openToModels");
  expect(calls).not.toMatch(/keptFromModels|731731/);
  expect(JSON.stringify(candidatesOf(folder).map(({ story }) => story ?? null))).not.toMatch(
    /keptFromModels/,
  );

  const shown = renderCandidate(inspectCandidate(opened.candidates, candidateId(0, 0)));
  expect(shown).toMatch(/private +keptFromModels 4\.106731/);
});

it("children of a timing-scored problem inherit their parent's time, changed by no more than was proven", async () => {
  const loaded = await fixture("prime-count");
  const problem = { ...loaded, definition: { ...loaded.definition, inputs: [400], holdout: [500] } };
  const warnings: string[] = [];
  const summary = await run(problem, {
    ...{ islands: 1, inFlight: 2, seed: "time", evaluations: 16, resultsRoot, name: "timing" },
    onEvent: (event) => {
      if (event.type === "warning") warnings.push(event.message);
    },
  });
  expect(warnings.join()).toMatch(/the objective is run time/);
  expect(summary.verified).toMatchObject({ status: "ok", holdout: expect.any(Number) });
  const candidates = candidatesOf(`${resultsRoot}/timing`);
  const times = new Map<string, number>();
  let children = 0;
  for (const { island, step, parents, evaluation, cached } of candidates) {
    if (evaluation.status !== "ok") continue;
    const { relativeTime = Number.NaN, ratio = Number.NaN, pairs } = evaluation.metrics;
    times.set(candidateId(island, step), relativeTime);
    if (parents.length === 0 || cached || pairs === 0) continue;
    children++;
    const change = relativeTime / (times.get(parents[0] ?? "") ?? Number.NaN);
    if (ratio < 1) expect(change >= ratio - 1e-9 && change <= 1 + 1e-9).toBe(true);
    else expect(change <= ratio + 1e-9 && change >= 1 - 1e-9).toBe(true);
  }
  expect(children).toBeGreaterThan(0);
});
