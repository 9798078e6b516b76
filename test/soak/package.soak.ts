import { execFileSync, spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { debugged } from "../cli/debugged.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Paths of the files in the package that a checkout would publish. */
function packed(checkout: string): readonly string[] {
  const told = execFileSync("npm", ["pack", "--dry-run", "--json"], { cwd: checkout, encoding: "utf8" });
  const [report] = Object.values(JSON.parse(told.slice(told.search(/^[[{]/m)))) as {
    readonly files: readonly { readonly path: string }[];
  }[];
  return report?.files.map(({ path }) => path) ?? [];
}

/** A folder that holds what a checkout's branch would publish, installed as a user installs it, and nothing else. */
function installed(): string {
  const home = mkdtempSync(join(tmpdir(), "galapagos-installed-"));
  // thousands of files, which take longer than hooks may
  onTestFinished(() => rmSync(home, { recursive: true, force: true }), 300_000);
  const [checkout, project] = [join(home, "checkout"), join(home, "project")];
  execFileSync("git", ["clone", "--quiet", resolve("."), checkout]);
  symlinkSync(resolve("node_modules"), join(checkout, "node_modules"));
  execFileSync("npm", ["pack", "--pack-destination", home], { cwd: checkout, stdio: "ignore" });
  const archive = readdirSync(home).find((name) => name.endsWith(".tgz")) ?? "";
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), '{ "private": true, "type": "module" }\n');
  execFileSync("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", join(home, archive)], {
    cwd: project,
    stdio: "ignore",
  });
  return project;
}

it("works where it is installed: each first command, a run and what follows it, and the debugger's recipe", async () => {
  const cwd = installed();
  const bin = join(cwd, "node_modules", "galapagos", "bin", "galapagos.js");
  const galapagos = (...args: string[]): string => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd, encoding: "utf8" });
    expect([args, status, stderr]).toEqual([args, 0, expect.not.stringMatching(/^(?:error|warning):/m)]);
    return stdout;
  };
  expect(galapagos("--help")).toContain("Usage: galapagos");
  const { version } = JSON.parse(readFileSync(resolve("package.json"), "utf8")) as { version: string };
  expect(galapagos("--version").trim()).toBe(version);
  galapagos("init", "mine");
  galapagos("check", "mine");
  const sizes = ["--islands", "1", "--seed", "1"];
  for (const problem of ["mine", "circle-packing"]) {
    const out = ["--out", `results/${problem}`];
    galapagos("run", problem, ...sizes, "--evaluations", "12", ...out, "--quiet");
    const resumed = galapagos("resume", `results/${problem}`, "--evaluations", "20", "--quiet", "--json");
    expect(JSON.parse(resumed)).toMatchObject({
      status: "done",
      evaluations: 20,
      verified: { status: "ok" },
    });
    galapagos("report", `results/${problem}`);
    expect(readdirSync(join(cwd, "results", problem))).toContain("report.html");
  }

  const recipe = JSON.parse(readFileSync(join(cwd, ".vscode", "launch.json"), "utf8")).configurations[0];
  const [command, ...args] = recipe.runtimeArgs;
  expect([recipe.runtimeExecutable, command]).toEqual(["npx", "galapagos"]);
  const evaluator = readFileSync(join(cwd, "problems", "mine", "evaluator.mts"), "utf8").split("\n");
  const lineNumber = evaluator.findIndex((line) => line.includes("let sum = 0"));
  const breakpoint = { lineNumber, urlRegex: "problems/mine/evaluator" };
  expect(
    await debugged([join(cwd, "node_modules", ".bin", "galapagos"), ...args], breakpoint, cwd),
  ).toMatchObject({
    code: 0,
    stops: [`score:${lineNumber + 1}`],
  });
});

it("has types with which a strict project compiles that checks its libraries and has none of the optional packages", () => {
  const cwd = installed();
  expect(readdirSync(join(cwd, "node_modules"))).not.toContain("ioredis");
  const compilerOptions = {
    ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true },
    ...{ target: "es2024", module: "nodenext", types: ["node"], typeRoots: [resolve("node_modules/@types")] },
  };
  writeFileSync(join(cwd, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["main.ts"] }));
  const doors = ["", "/corewar", "/math", "/exact"].map(
    (door) => `import * as a${door.slice(1)} from "galapagos${door}";`,
  );
  const uses =
    'const best: number | undefined = (await a.run("mine")).best?.score;\nconsole.log(best, acorewar, amath, aexact);';
  writeFileSync(join(cwd, "main.ts"), [...doors, uses].join("\n"));
  const { status, stdout } = spawnSync(
    process.execPath,
    [resolve("node_modules/typescript/bin/tsc"), "-p", cwd],
    {
      encoding: "utf8",
    },
  );
  expect([status, stdout]).toEqual([0, ""]);
}, 300_000);

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
