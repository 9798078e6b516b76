import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";
import { loadProblem } from "../../src/problem/index.ts";
import { inspectCandidate, readStepCalls, renderCandidate } from "../../src/report/index.ts";
import { repeatFromJournal, summariseRun } from "../../src/run/index.ts";
import { openRecord } from "../../src/store/index.ts";

const root = mkdtempSync(join(tmpdir(), "galapagos-golden-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const recorded = join(root, "recorded");
cpSync(fileURLToPath(new URL("./hand-played/", import.meta.url)), recorded, { recursive: true });

it("a recorded run, its model played by hand, is made again from its journal: the same prompts, children and digest", async () => {
  const before = summariseRun({ folder: recorded });
  const again = await repeatFromJournal({
    from: recorded,
    reload: () => loadProblem("circle-packing"),
    resultsRoot: root,
    name: "again",
    lanes: 1,
  });
  expect(again.digest).toBe(before.digest);
  expect(again.best).toMatchObject({ id: "i0-s3", score: before.best?.score });
  expect(again.best?.score).toBeCloseTo(2.541421356, 8);
  expect(again).toMatchObject({ evaluations: 4, evaluatorCalls: 5, calls: 14 });
});

it("one of its steps can be read from plan to lesson", () => {
  using opened = openRecord({ folder: recorded });
  const { candidates: reader, calls } = opened;
  const detail = inspectCandidate(reader, "i0-s3");
  const text = renderCandidate(detail, { calls: readStepCalls(calls, "i0-s3", detail.story) });
  const places = [
    "made by    ",
    "by naturalist, react",
    "  plan\n",
    "  prompt (react, 2)",
    "  reply\n",
    "  attempts\n",
    "react 1",
    "  notes\n",
    "  lesson (execution)",
    "  calls\n",
    "+  const table = [[0.2, 0.2, 0.0414]];",
  ].map((part) => text.indexOf(part));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});
