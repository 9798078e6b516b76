import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { GalapagosError, randomStream } from "../../src/core/index.ts";
import { openLanguage } from "../../src/operators/open-language.ts";
import type { Problem } from "../../src/problem/index.ts";
import { galapagos, SLOPE } from "../cli/support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const folder = temporaryFolder("mutator");
const source = "// EVOLVE-BLOCK-START\nlet list = 12;\n// EVOLVE-BLOCK-END\n";
let made = 0;

/** The language of a problem whose mutator is this text. */
function opened(text: string) {
  const mutator = `mutator-${made++}.mjs`;
  writeFileSync(join(folder, mutator), text);
  return openLanguage({
    folder,
    definition: { language: "javascript", seed: "seed.js", command: null, mutator },
  } as unknown as Problem);
}

const input = { source, mates: [], strategy: {}, random: randomStream("1", 0, 1, "x"), maxLength: 1000 };
const vary = (body: string): string => `export default () => ({ vary: (input) => { ${body} } });`;
const child = (fields: string): string =>
  vary(`return { source: input.source.replace("12", "13"), note: "n", ${fields} };`);
const refusal = (words: RegExp) =>
  expect.objectContaining({ code: "problem/mutator", message: expect.stringMatching(words), exitCode: 2 });

describe("a problem's mutator that does not do its work is named, and the thread lives on:", () => {
  it.each([
    ["nothing", vary("return undefined;"), /got: undefined/],
    ["a number", vary("return 7;"), /got: 7/],
    [
      "a promise",
      vary("return Promise.resolve({ source: 'x', note: 'n' });"),
      /a promise: vary is not asynchronous/,
    ],
    ["a circle", vary("const c = {}; c.c = c; return c;"), /something that cannot be shown/],
    ["a number of any length", vary("return { source: 5n };"), /something that cannot be shown/],
    ["a getter that throws", vary("return { get source() { throw new Error('trap'); } };"), /got: trap/],
    [
      "a proxy that throws",
      vary("return new Proxy({}, { get() { throw new Error('trap'); } });"),
      /got: trap/,
    ],
    ["null, thrown", vary("throw null;"), /got: null/],
    [
      "an object that cannot be shown, thrown",
      vary("throw { toJSON() { throw 3; }, get message() { throw 4; } };"),
      /something that cannot be shown/,
    ],
    ["a strategy in a circle", child("strategy: (() => { const c = {}; c.c = c; return c; })()"), /circular/],
    ["a strategy that is a list", child("strategy: [1]"), /a strategy that is no object: \[1\]/],
    ["a note that throws", child("note: { toString() { throw new Error('note'); } }"), /got: note/],
    ["process.exit", vary("process.exit(0);"), /process\.exit\(0\) was called/],
    ["endless recursion", vary("const f = () => f(); f();"), /Maximum call stack/],
  ])("%s", async (_what, text, words) => {
    const language = await opened(text);
    expect(() => language.vary(input)).toThrow(refusal(words));
  });

  it.each([
    ["a module that leaves", "process.exit(0);", /process\.exit\(0\) was called/],
    ["a module that does not parse", "export default (", /expected a module that can be imported/],
    ["a module that imports nothing", 'import "./nowhere.mjs";', /expected a module that can be imported/],
    ["no function", "export default 7;", /expected a function as the default export, got: number/],
    [
      "a function that makes nothing",
      "export default () => null;",
      /expected the default export to return \{ vary \}/,
    ],
  ])("%s", async (_what, text, words) => {
    await expect(opened(text)).rejects.toEqual(refusal(words));
  });

  it("a check that answers with an object or throws", async () => {
    const language = await opened(
      `export default () => ({ vary: () => null, check: () => { throw new Error("chk"); } });`,
    );
    expect(() => language.check?.(source, null)).toThrow(refusal(/got: chk/));
  });
});

describe("what a mutator may not decide:", () => {
  it.each([
    [
      "text outside the regions",
      vary(`return { source: "// x\\n" + input.source, note: "n" };`),
      /outside the EVOLVE-BLOCK regions/,
    ],
    [
      "programs of any length",
      vary(`return { source: input.source.replace("12", "x".repeat(5e6)), note: "n" };`),
      /too long/,
    ],
    ["a change that is none", vary("return { source: input.source, note: 'n' };"), /no effect/],
  ])("%s", async (_what, text, reason) => {
    expect((await opened(text)).vary(input)).toMatchObject({
      status: "unchanged",
      reason: expect.stringMatching(reason),
    });
  });

  it("half signs, long words and methods do not get into a record", async () => {
    const language = await opened(
      vary(
        `return { source: input.source.replace("12", "'\\ud83d'"), note: "n".repeat(1e6), operator: "o".repeat(1e4), strategy: { a: 1, f() {} } };`,
      ),
    );
    const result = language.vary(input);
    if (result.status !== "changed") throw new GalapagosError(result.reason, { code: "test" });
    expect(result.source.isWellFormed()).toBe(true);
    expect([result.note.length, result.operator.length]).toEqual([500, 40]);
    expect(result.strategy).toEqual({ a: 1 });
  });

  it("what it prints does not stand among a run's results", async () => {
    const { write } = process.stdout;
    const seen: string[] = [];
    process.stdout.write = (chunk: string | Uint8Array) => seen.push(String(chunk)) > 0;
    try {
      const language = await opened(
        `process.stdout.write("LOADED"); ${vary("process.stdout.write('VARIED'); return null;")}`,
      );
      expect(language.vary(input)).toMatchObject({ status: "unchanged" });
    } finally {
      process.stdout.write = write;
    }
    expect(seen.join("")).not.toMatch(/LOADED|VARIED/);
  });
});

it("a timer that it leaves behind and that fails is told with its line, not as our mistake", async () => {
  const problem = join(folder, "timer");
  cpSync(SLOPE, problem, { recursive: true });
  const { $schema: _, ...file } = JSON.parse(readFileSync(join(problem, "problem.json"), "utf8"));
  writeFileSync(join(problem, "problem.json"), JSON.stringify({ ...file, mutator: "mutator.mjs" }));
  const later = "setTimeout(() => { throw new Error('later'); }, 1);";
  writeFileSync(
    join(problem, "mutator.mjs"),
    vary(
      `${later} return { source: input.source.replace("12", String(12 + input.random.next())), note: "n" };`,
    ),
  );
  const run = [
    "run",
    problem,
    "--islands",
    "1",
    "--evaluations",
    "300",
    "--set",
    "tuning.share=0",
    "--quiet",
    "--out",
    join(folder, "run"),
  ];
  const { code, stderr } = await galapagos(run, { cwd: folder, alone: true });
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(/^error: .*mutator\.mjs:1: later\nhint: a timer or a promise of that code failed/),
  ]);
});
