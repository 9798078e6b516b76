import { expect, test } from "vitest";
import type { Scorer } from "../../src/index.ts";
import { findRegions } from "../../src/program/index.ts";

// what a person may write who writes a problem

interface Box {
  readonly width: number;
}

test("a scorer names its inputs and outputs, interfaces among them", async () => {
  const score: Scorer<Box, readonly number[]> = ([cuts = []], { inputs: [box] }) => ({
    score: cuts.length / (box?.width ?? 1),
  });
  const plain: Scorer = ([output]) => ({ score: Number(output) });
  expect(await score([[1, 2, 3]], { inputs: [{ width: 2 }], seed: 1 })).toEqual({ score: 1.5 });
  expect(await plain([4], { inputs: [null], seed: 1 })).toEqual({ score: 4 });
});

test("a byte order mark before a marker on the first line hides nothing", () => {
  const source = "// EVOLVE-BLOCK-START\nlet a = 1;\n// EVOLVE-BLOCK-END\n";
  const start = source.indexOf("let");
  const end = source.indexOf("// EVOLVE-BLOCK-END");
  expect(findRegions(source)).toMatchObject({ status: "ok", regions: [{ start, end }] });
  expect(findRegions(`\uFEFF${source}`)).toMatchObject({
    status: "ok",
    regions: [{ start: start + 1, end: end + 1 }],
  });
});
