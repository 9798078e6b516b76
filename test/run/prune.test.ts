import { cpSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { inspectCandidate, renderCandidate } from "../../src/report/index.ts";
import { pruneRun, summariseRun } from "../../src/run/index.ts";
import { lockRun, openRecord } from "../../src/store/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { outcome, useLab } from "./support.ts";

const root = temporaryFolder("run");
const lab = useLab(root);
const settings = { islands: 2, seed: "prune", inFlight: 3, migration: { interval: 10 } };

it("a pruned run keeps lineage, digest and elites, and goes on exactly as if nothing had been dropped", async () => {
  const whole = await lab.run({ ...settings, evaluations: 200 });
  const half = await lab.run({ ...settings, evaluations: 150 });
  const before = summariseRun(half);
  const { dropped, kept, bytesBefore, bytesAfter } = pruneRun(half);
  expect(dropped).toBeGreaterThan(40);
  expect(kept).toBeGreaterThan(10);
  expect(bytesAfter).toBeLessThan(bytesBefore);
  expect(summariseRun(half)).toEqual(before);
  expect(pruneRun(half)).toMatchObject({ dropped: 0, kept });

  using run = openRecord(half);
  const { candidates } = run;
  const ids = [...candidates.steps(0, 0)].map(({ island, step }) => `i${island}-s${step}` as const);
  const [gone = "i0-s0"] = ids.filter((id) => !candidates.sources([id]).has(id));
  const detail = inspectCandidate(candidates, gone);
  expect(detail).toMatchObject({ pruned: true, source: "", parents: candidates.candidate(gone)?.parents });
  expect(detail.ancestors.at(-1)?.id).toMatch(/-s0$/);
  expect(renderCandidate(detail)).toContain("its text, note and metrics were dropped from the record");

  expect(outcome(await lab.resume(half.folder, { evaluations: 200 }))).toEqual(outcome(whole));
});

it("a run with models is left as it is, and so is one that is being written", () => {
  const recorded = fileURLToPath(new URL("../golden/hand-played", import.meta.url));
  const folder = join(root, "with-models");
  cpSync(recorded, folder, { recursive: true });
  expect(() => pruneRun({ folder })).toThrow(expect.objectContaining({ code: "run/prune" }));
  expect(statSync(join(folder, "run.db")).size).toBe(statSync(join(recorded, "run.db")).size);

  const old = join(root, "old");
  cpSync(fileURLToPath(new URL("../store/runs/schema-4", import.meta.url)), old, { recursive: true });
  const lock = lockRun(old);
  expect(() => pruneRun({ folder: old })).toThrow(expect.objectContaining({ code: "run/locked" }));
  lock.release();
  const before = summariseRun({ folder: old });
  pruneRun({ folder: old });
  expect(summariseRun({ folder: old })).toEqual(before);
});
