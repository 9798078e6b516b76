import { describe, expect, it } from "vitest";
import { GalapagosError, randomStream } from "../../src/core/index.ts";
import type { Language } from "../../src/language/index.ts";
import { openLanguage } from "../../src/operators/index.ts";
import { loadProblem, type Problem } from "../../src/problem/index.ts";
import { problemFolder } from "../problem/support.ts";

const SEED = "// EVOLVE-BLOCK-START\nexport const solve = () => 1;\n// EVOLVE-BLOCK-END\n";

async function problemWith(mutator: string): Promise<Problem> {
  return loadProblem(
    await problemFolder({ mutator: "mutator.mjs" }, { "mutator.mjs": mutator, "seed.js": SEED }),
  );
}

const vary = ({ vary }: Language, mates: readonly string[] = []) =>
  vary({
    source: SEED,
    mates,
    strategy: { one: 0.5 },
    random: randomStream("own-mutator", 1),
    maxLength: 1000,
  });

describe("a problem's own mutator", () => {
  it("makes the children of its programs, by its rules", async () => {
    const language = await openLanguage(
      await problemWith(`export default ({ name }) => ({
        vary: ({ source, mates, random }) =>
          ({ source: source.replace("1", String(2 + random.int(1) + mates.length)), note: name, operator: "plus" }),
      });`),
    );
    const child = vary(language);
    expect(child).toMatchObject({ note: "tiny", operator: "plus", strategy: { one: 0.5 } });
    expect(child).toMatchObject({
      source: SEED.replace("1", "2"),
      fingerprint: language.fingerprint(SEED.replace("1", "2")),
    });
    expect(vary(language, [SEED])).toMatchObject({ source: SEED.replace("1", "3") });
  });

  it("checks programs after their language did", async () => {
    const { check } = await openLanguage(
      await problemWith(
        'export default () => ({ vary: () => null, check: (text) => text.includes("eval") ? "no eval" : null });',
      ),
    );
    expect(check?.("eval(1)", null)).toEqual({ kind: "syntax", message: "no eval" });
    expect(check?.("let 1", null)).toMatchObject({ message: expect.stringContaining("does not parse") });
    expect(check?.("let a", null)).toBeNull();
  });

  it.each([
    ["nothing", "null"],
    ["its parent", '({ source, note: "" })'],
    ["a child that differs outside the evolve blocks", '({ source: "0;\\n" + source, note: "" })'],
  ])("may make %s: no child", async (_, made) => {
    const own = await problemWith(`export default () => ({ vary: ({ source }) => ${made} });`);
    expect(vary(await openLanguage(own))).toMatchObject({ status: "unchanged" });
  });

  it.each([
    ["that does not load", "import './missing.mjs';", /can be imported/],
    ["without a default export", "export const vary = 1;", /function as the default export/],
    ["that makes nothing", "export default () => 1;", /to return \{ vary \}/],
    ["that throws", "export default () => { throw new Error('oh'); };", /oh/],
  ])("a module %s stops with a set-up error", async (_, text, message) => {
    const opened = openLanguage(await problemWith(text));
    await expect(opened).rejects.toThrow(message);
    await expect(opened).rejects.toMatchObject({ code: "problem/mutator" });
  });

  it("that breaks on a program stops with a set-up error, too", async () => {
    const language = await openLanguage(
      await problemWith("export default () => ({ vary() { throw new Error('broken'); } });"),
    );
    expect(() => vary(language)).toThrow(GalapagosError);
    expect(() => vary(language)).toThrow(/mutator\.mjs.*broken/);
  });
});
