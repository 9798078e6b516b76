import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { bundleOf, loadProblem } from "../../src/problem/index.ts";
import { problemFolder } from "./support.ts";

const FILES = {
  "evaluator.mjs": 'import { rule } from "./lib/rule.mjs";\nexport default rule;\n',
  "lib/rule.mjs":
    'import data from "./data.json" with { type: "json" };\nexport const rule = () => ({ score: data[0] });\n',
  "lib/data.json": "[1]",
  "notes.md": "notes",
};

test("a bundle holds the evaluator with the files it names, and nothing else of the folder", async () => {
  const problem = await loadProblem(await problemFolder({}, FILES));
  const { version, files } = await bundleOf(problem);
  expect(version).toBe(problem.version);
  expect(files.map(([path]) => path)).toEqual(["evaluator.mjs", "lib/data.json", "lib/rule.mjs"]);
});

test("the files of a bundle judge in another folder as they did in theirs", async () => {
  const { files, definition } = await bundleOf(await loadProblem(await problemFolder({}, FILES)));
  const folder = mkdtempSync(join(tmpdir(), "galapagos-bundle-"));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { default: scorer } = (await import(join(folder, definition.evaluator))) as {
    default: () => unknown;
  };
  expect(scorer()).toEqual({ score: 1 });
});

test("a verifier and a view go along with what they name, apart from what decides about scores", async () => {
  const problem = await loadProblem(
    await problemFolder(
      { verifier: "verifier.mjs", view: "view.mjs" },
      {
        ...FILES,
        "verifier.mjs":
          'import { rule } from "./lib/rule.mjs";\nimport { half } from "./lib/half.mjs";\nexport default half;\n',
        "lib/half.mjs": "export const half = () => 0.5;\n",
        "view.mjs": "export default () => null;\n",
      },
    ),
  );
  const { files, companions } = await bundleOf(problem);
  expect(files.map(([path]) => path)).toEqual(["evaluator.mjs", "lib/data.json", "lib/rule.mjs"]);
  expect(companions.map(([path]) => path)).toEqual(["lib/half.mjs", "verifier.mjs", "view.mjs"]);
});
