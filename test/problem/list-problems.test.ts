import { join } from "node:path";
import { expect, test } from "vitest";
import { listProblems, shippedProblems } from "../../src/problem/index.ts";
import { MINIMAL, temporaryFolder, writeFiles } from "./support.ts";

test("own problems come first, hide shipped ones of their name, and broken ones say why", async () => {
  const work = await temporaryFolder();
  const program = {
    "seed.js": "export const solve = () => 1;",
    "evaluator.mjs": "export default () => ({ score: 1 });",
  };
  for (const name of ["zebra", "circle-packing"]) {
    await writeFiles(join(work, "problems", name), {
      "problem.json": { ...MINIMAL, title: `my ${name}` },
      ...program,
    });
  }
  await writeFiles(join(work, "problems"), {
    "broken/problem.json": "{",
    "no-problem/README.md": "",
    "file.txt": "",
  });
  const list = await listProblems({ searchFrom: work });
  const lines = list.map(({ name, shipped, ok }) => `${name} ${shipped} ${ok}`);
  expect(lines.slice(0, 3)).toEqual(["broken false false", "circle-packing false true", "zebra false true"]);
  expect(lines).toEqual(
    expect.arrayContaining(["heilbronn-triangle true true", "online-bin-packing true true"]),
  );
  expect(lines).not.toContain("circle-packing true true");
  const broken = list.find((problem) => !problem.ok);
  expect(broken?.ok === false && broken.error.code).toBe("problem/json");
});

test("in the checkout itself the shipped problems are listed once", async () => {
  const list = await listProblems({ searchFrom: join(shippedProblems, "..") });
  expect(list.length).toBeGreaterThanOrEqual(3);
  expect(new Set(list.map(({ folder }) => folder)).size).toBe(list.length);
  expect(list.every(({ shipped }) => shipped)).toBe(true);
});
