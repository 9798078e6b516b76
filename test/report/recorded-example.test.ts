import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { inspectCandidate, readStepCalls } from "../../src/report/index.ts";
import { openRecord } from "../../src/store/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Opened from a copy: reading a record leaves files beside it. */
const folder = join(temporaryFolder("example"), "circles-by-hand");
cpSync(fileURLToPath(new URL("../../examples/circles-by-hand", import.meta.url)), folder, {
  recursive: true,
});

it("the run that ships as an example can be read: the best known circles by the second child, each by one call", () => {
  using opened = openRecord({ folder });
  const { candidates, calls } = opened;
  const { evaluation, story } = inspectCandidate(candidates, "i0-s2");
  expect(evaluation).toMatchObject({ score: expect.closeTo(2.63598308487, 10) });
  const [call] = readStepCalls(calls, "i0-s2", story);
  expect(JSON.stringify(call)).toContain("Place 26 circles in the unit square");
});

it("it names no folder of the machine that it was made on", () => {
  expect(readFileSync(join(folder, "run.db"), "latin1")).not.toMatch(/\/(?:tmp|work|home|root)\//);
});
