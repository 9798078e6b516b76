import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { isEngineHere } from "../../src/evaluate/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { gitRepository } from "./git-repository.ts";
import { galapagos } from "./support.ts";

const isHere = await isEngineHere("command");
const SLOW = `import { LEAST } from "./limits.ts";

/** Largest minus smallest; the list is sorted afterwards. */
export const spread = (values: number[]): number => {
  let best = LEAST;
  for (const a of values) for (const b of values) best = Math.max(best, a - b);
  values.sort((a, b) => a - b);
  return best;
};
`;
const TESTS = `const { deepEqual } = require("node:assert");
const { spread } = require("../lib/spread.ts");
require("node:test")("spread", () => {
  deepEqual([spread([3, 1, 2]), spread([...Array(30).keys()]), spread([])], [2, 29, 0]);
  deepEqual(spread(new Uint8Array([5, 9])), 4);
});
`;

describe.runIf(isHere)("a function of a repository of TypeScript", () => {
  let root: string;
  let folder: string;
  let seed: string;
  let made: Awaited<ReturnType<typeof galapagos>>;
  beforeAll(async () => {
    root = gitRepository({
      ...{ "lib/limits.ts": "export const LEAST: number = 0;\n", "lib/spread.ts": SLOW },
      ...{ "test/spread.test.cjs": TESTS, "package.json": '{ "scripts": { "test": "node --test" } }' },
    });
    const test = ["--test", "npm test"];
    made = await galapagos(["init", "wide", "--from", "lib/spread.ts:spread", ...test], { cwd: root });
    expect(made.code).toBe(0);
    expect(made.stderr).toMatch(
      /^… the tests run once, and calls of \w+ are recorded\n… the original answers /,
    );
    folder = join(root, "problems/wide");
    seed = readFileSync(join(folder, "seed.ts"), "utf8");
    // few calls are enough to be judged by here
    const [inputs] = JSON.parse(readFileSync(join(folder, "inputs.json"), "utf8")) as unknown[][];
    writeFileSync(join(folder, "inputs.json"), JSON.stringify([inputs?.slice(-150)]));
    writeFileSync(join(folder, "holdout.json"), "[]");
  });

  const scored = async (source: string) => {
    const file = join(temporaryFolder("program"), "program.ts");
    writeFileSync(file, source);
    const { stdout } = await galapagos(["eval", "wide", file, "--json"], { cwd: root });
    return JSON.parse(stdout) as { status: string; kind: string; message: string };
  };

  it("is the only evolve region, and its tests' calls are recorded whatever runs them", () => {
    expect(made.stdout).toMatch(/3 calls recorded, \d+ to be judged by/);
    const block = /\/\/ EVOLVE-BLOCK-START\n([\s\S]*)\n\/\/ EVOLVE-BLOCK-END\n/.exec(seed)?.[1] ?? "";
    expect([block.startsWith("export const spread"), block.endsWith("};")]).toEqual([true, true]);
    expect(seed.replace(/\/\/ EVOLVE-BLOCK-(START|END)\n/g, "")).toBe(SLOW);
  });

  it("has to pass the tests, and to do to its arguments what the original does", async () => {
    expect(await scored(seed)).toMatchObject({ status: "ok", score: 1 });
    const broken = await scored(seed.replace("a - b);\n  values", "b);\n  values"));
    expect(broken).toMatchObject({ kind: "rejected", message: expect.stringMatching(/it answers/) });
    // no call that was recorded has such a list
    const narrow = seed.replace(
      "let best = LEAST;",
      "let best = LEAST;\n  if (!Array.isArray(values)) return 0;",
    );
    expect(await scored(narrow)).toMatchObject({ kind: "tests" });
    expect(await scored(seed.replace(/ {2}values.sort.*\n/, ""))).toMatchObject({
      kind: "rejected",
      message: expect.stringMatching(/it answers .*, the original .*"after"/),
    });
    // nothing is a program, too, in whose place the original must not answer
    expect(await scored("")).toMatchObject({
      kind: "exit",
      message: expect.stringMatching(/does not export/),
    });
    const quitter = seed.replace("let best = LEAST", "process.exit(0); let best = LEAST");
    expect(await scored(quitter)).toMatchObject({ status: expect.not.stringMatching("ok") });
  });

  it("answers lap by lap, and neither forges a lap, nor ends before the last, nor leaves its place", async () => {
    const does = (act: string) =>
      scored(
        seed.replace("let best", `const fs = process.getBuiltinModule("node:fs");\n  ${act}\n  let best`),
      );
    const not = { status: expect.not.stringMatching("ok") };
    expect(await does('fs.writeSync(1, "[]\\n");')).toMatchObject(not);
    expect(await does("fs.closeSync(1); process.exit(0);")).toMatchObject(not);
    expect(
      await does("if ((globalThis.calls = (globalThis.calls ?? 0) + 1) === 100) process.exit(0);"),
    ).toMatchObject(not);
    const flood = 'fs.writeSync(1, "x".repeat(1 << 20)); values = values.concat(values);';
    expect(await does(flood)).toMatchObject(not);
    const places = '["/tmp", "/repository/lib/limits.ts", "/repository/lib/spread.ts"]';
    const writes = `if (process.argv[1] === "/call.mjs") for (const place of ${places}) { let is = false; try { fs.appendFileSync(place, "x"); is = true; } catch {}; if (is || fs.readdirSync("/tmp").length > 0) return 7; }`;
    expect(await does(writes)).toMatchObject({ status: "ok" });
  });

  it("is not blamed where calls cannot be made at all", async () => {
    const file = join(folder, "inputs.json");
    const inputs = readFileSync(file, "utf8");
    writeFileSync(file, "[[null]]");
    expect(await scored(seed)).toMatchObject({
      kind: "crash",
      message: expect.stringMatching(
        /the engine broke: expected calls that do nothing and come to their end/,
      ),
    });
    writeFileSync(file, inputs);
  });

  it("is refused where it is async, not exported, or no function", async () => {
    const refused = async (name: string, text: string) => {
      const other = gitRepository({ "lib.mjs": text, "t.mjs": "import './lib.mjs'; globalThis.go?.();" });
      const words = ["init", "x", "--from", `lib.mjs:${name}`, "--test", "node t.mjs"];
      return (await galapagos(words, { cwd: other })).stderr;
    };
    expect(await refused("f", "export async function f() {}")).toMatch(/is async or a generator/);
    expect(await refused("f", "export const f = 3;\nexport function other() {}")).toMatch(/it has: other/);
    expect(await refused("f", "function f(n) { return n; }\nglobalThis.go = () => f(1);")).toMatch(
      /does not export f/,
    );
  });
});
