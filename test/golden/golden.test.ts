import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { GOLDEN_FILE, goldenRun } from "./record.ts";

it("the golden run is what it was, event for event and byte for byte", async () => {
  const lines = (await goldenRun(2)).split("\n");
  const golden = readFileSync(GOLDEN_FILE, "utf8").split("\n");
  // line by line, so that a difference names the first step that changed
  for (const [i, line] of lines.entries()) {
    expect(line, `line ${i + 1}; if this change is meant: node test/golden/record.ts`).toBe(golden[i]);
  }
  expect(lines).toHaveLength(golden.length);
});
