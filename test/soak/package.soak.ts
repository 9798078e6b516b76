import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Paths of the files in the package that a checkout would publish. */
function packed(checkout: string): readonly string[] {
  const told = execFileSync("npm", ["pack", "--dry-run", "--json"], { cwd: checkout, encoding: "utf8" });
  const [report] = Object.values(JSON.parse(told.slice(told.search(/^[[{]/m)))) as {
    readonly files: readonly { readonly path: string }[];
  }[];
  return report?.files.map(({ path }) => path) ?? [];
}

it("holds our problems, its docs and schemas, and nothing that was made in the checkout", () => {
  const checkout = join(temporaryFolder("package"), "checkout");
  execFileSync("git", ["clone", "--quiet", resolve("."), checkout]);
  symlinkSync(resolve("node_modules"), join(checkout, "node_modules"));
  mkdirSync(join(checkout, "problems", "mine"));
  writeFileSync(join(checkout, "problems", "mine", "evaluator.ts"), "export default () => ({ score: 1 });\n");
  mkdirSync(join(checkout, "results", "slope-1"));
  writeFileSync(join(checkout, "results", "slope-1", "run.db"), "a run\n");
  const files = packed(checkout);
  for (const path of [
    "bin/galapagos.js",
    "dist/problems/circle-packing/problem.json",
    "dist/problems/circle-packing/evaluator.js",
    "docs/models.md",
    "schemas/problem.schema.json",
    "CHANGELOG.md",
  ])
    expect(files).toContain(path);
  expect(files.filter((path) => /\/mine\/|^results|^test/.test(path))).toEqual([]);
}, 300_000);
