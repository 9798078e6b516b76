import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { galapagos, SLOPE } from "./support.ts";

const home = temporaryFolder("author");

/** What eval says of the seed of a small problem with this evaluator, whose calls may take 300 ms. */
async function told(name: string, evaluator: string): Promise<string> {
  const folder = join(home, name);
  cpSync(SLOPE, folder, { recursive: true });
  const file = join(folder, "problem.json");
  const problem = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...problem, limits: { ...problem.limits, scorerMs: 300 } }));
  writeFileSync(join(folder, "evaluator.js"), evaluator);
  const { stdout, stderr } = await galapagos(["eval", folder, join(folder, "seed.js")], { alone: true });
  return stdout + stderr;
}

it.concurrent("a scorer that never ends is stopped after limits.scorerMs, and named", async () => {
  expect(await told("endless", "export default () => { for (;;); };\n")).toContain(
    "timeout (scorer-wall): the scorer (evaluator.js) was still running after 300 ms (limits.scorerMs)",
  );
});

it.concurrent("an evaluator that is never loaded is given up after ten seconds", async () => {
  const waits = "await new Promise((end) => setTimeout(end, 1e6));\nexport default () => ({ score: 1 });\n";
  expect(await told("unloaded", waits)).toContain(
    "expected a module that is loaded within 10000 ms (limits.scorerMs, and at least that)",
  );
});
