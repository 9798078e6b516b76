import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../../src/core/index.ts";
import { languageOfFile } from "../../src/language/index.ts";
import { sameOutsideRegions } from "../../src/program/index.ts";

const python = languageOfFile("seed.py");
const PACK = readFileSync(new URL("programs/pack.py", import.meta.url), "utf8");
const hasPython = spawnSync("python3", ["--version"]).status === 0;

/** Children of one program, each of the original. */
function children(source: string, count: number, mates: readonly string[] = []) {
  return Array.from({ length: count }, (_, i) => {
    const random = randomStream("python", source.length, i);
    const child = python.vary({ source, mates, strategy: {}, random, maxLength: 20_000 });
    if (child.status !== "changed") throw new Error(child.reason);
    return child;
  });
}

/** True for each text that Python compiles. */
function compiles(sources: readonly string[]): readonly boolean[] {
  const script = `
import json, sys, warnings
warnings.simplefilter("ignore")
def good(text):
    try:
        compile(text, "text", "exec")
        return True
    except (SyntaxError, ValueError):
        return False
json.dump([good(text) for text in json.load(sys.stdin)], sys.stdout)`;
  const { stdout } = spawnSync("python3", ["-c", script], { input: JSON.stringify(sources) });
  return JSON.parse(stdout.toString()) as boolean[];
}

const textsOf = (source: string): readonly string[] => source.match(/"""[\s\S]*?"""|"[^"\n]*"|#.*/g) ?? [];

describe("children of a Python program", () => {
  it.skipIf(!hasPython)("compile, nearly all of them, also in the tenth generation", () => {
    const made = children(PACK, 200).map(({ source }) => source);
    const crossed = children(PACK, 100, made.slice(0, 2)).map(({ source }) => source);
    let line = [PACK];
    for (let generation = 0; generation < 10; generation++)
      line = line.flatMap((source) =>
        children(source, generation === 0 ? 20 : 1).map((child) => child.source),
      );
    const good = compiles([...made, ...crossed, ...line]).filter(Boolean).length;
    expect(good / 320).toBeGreaterThan(0.98);
  });

  it("keep strings, docstrings and comments as they are, and everything outside the regions", () => {
    const known = new Set(textsOf(PACK));
    for (const { source, note } of children(PACK, 200)) {
      expect(
        textsOf(source).filter((text) => !known.has(text)),
        note,
      ).toEqual([]);
      expect(sameOutsideRegions(PACK, source)).toBe(true);
    }
  });

  it("come about by numbers, names, expressions and whole statements", () => {
    const made = children(PACK, 400);
    const ways = new Set(made.map(({ operator }) => operator));
    for (const way of ["number", "numbers", "all-numbers", "operator", "name", "wrap", "unwrap", "replace"])
      expect(ways).toContain(way);
    for (const way of ["delete", "duplicate", "swap", "copy", "guard", "negate", "constant"])
      expect(ways).toContain(way);
  });

  it("take numbers and statements from mates", () => {
    const [one, two] = [PACK.replaceAll("0.05", "0.07"), PACK.replaceAll("0.05", "0.03")];
    const ways = new Set(children(PACK, 100, [one, two]).map(({ operator }) => operator));
    expect([...ways]).toEqual(expect.arrayContaining(["take-numbers", "difference"]));
    const other = PACK.replace("step *= 0.93", "step = step / 1.1");
    const taken = children(PACK, 100, [other]).filter(({ operator }) => operator === "take-statement");
    expect(taken.some(({ source }) => source.includes("        step = step / 1.1\n"))).toBe(true);
  });

  it("are equal for equal draws, and hand their step sizes down", () => {
    const [first, again] = [children(PACK, 5), children(PACK, 5)];
    expect(first).toEqual(again);
    expect(first[0]?.strategy).toMatchObject({ one: expect.any(Number), row: expect.any(Number) });
  });

  it("leave the last statement of a block behind as pass", () => {
    const source = "def f(x):\n    if x > 1:\n        x = 2\n    return x\n";
    const made = children(source, 300).map((child) => child.source);
    expect(made).toContain("def f(x):\n    if x > 1:\n        pass\n    return x\n");
    expect(made).toContain("def f(x):\n    return x\n");
  });
});

describe("fingerprints of Python programs", () => {
  it.each([
    ["x = 1  # one", "x = 1"],
    ["x=1\n\n\ny = 2", "x = 1\ny = 2\n"],
    ["if a:\n  b()", "if a:\n        b()"],
    ["f(1,\n  2)", "f(1, 2)"],
  ])("%j is %j", (one, other) => {
    expect(python.fingerprint(one)).toEqual(python.fingerprint(other));
  });

  it("numbers are compared by value", () => {
    expect(python.fingerprint("x = 0.50").tree).toBe(python.fingerprint("x = .5").tree);
  });

  it.each([
    ["x = 1", "x = 1.0"],
    ["if a:\n  b()\n  c()", "if a:\n  b()\nc()"],
    ['x = "a b"', 'x = "a  b"'],
    ['x = "#1"', 'x = "#2"'],
    ['"""a"""', '"""b"""'],
    ["x = 'a' 'b'", "x = 'a'\n'b'"],
  ])("%j is not %j", (one, other) => {
    expect(python.fingerprint(one).tree).not.toBe(python.fingerprint(other).tree);
  });
});

describe("a look at a Python program", () => {
  it.each([
    ["print((1)", /\( is never closed \(line 1\)/],
    ["x = 1\ny = [1)", /\) closes nothing \(line 2\)/],
    ["x = 'a\n", /a string is never closed/],
    ["if x:\ny = 1", /an indented block is missing \(line 2\)/],
    ["x = 1\n  y = 2", /unexpected indentation \(line 2\)/],
    ["if x:\n    y = 1\n  z = 2", /matches no outer block \(line 3\)/],
    ["def f():", /missing at the end/],
  ])("finds the fault of %j", (source, message) => {
    expect(python.check?.(source, null)?.message).toMatch(message);
  });

  it.each([
    PACK,
    "x = {\n  'a': [1,\n2]}\n",
    "class A: pass\n",
    "if a: b()\nelse: c()\n",
    "x = lambda y: y\n",
    "d = {1:\n2}\n",
    "a[1:]\n",
    "s = f'{x['a']}'\nt = rb'\\\\' 'it\\'s'\n",
    'def f():\n    """one\n  two\n"""\n    return 1\n',
    "if a and \\\n   b:\n    c()\n",
    "\tif_x = 1\n".trim(),
    "for x in y:\n\tif x:\n\t\tprint(x)\n",
    "x: int\n",
    "match x:\n    case 1:\n        pass\n",
    "async def f():\n    await g()\n",
  ])("finds none in %j", (source) => {
    expect(python.check?.(source, null)).toBeNull();
  });

  it("hostile text costs little", () => {
    const start = performance.now();
    for (const text of ["(", "[", '"""', "'", "if x:\n ", "x = \\\n", "for a, ", "é", "\n\t", "0.", "f'{"]) {
      const source = text.repeat(5_000);
      python.check?.(source, null);
      python.fingerprint(source);
      python.vary({ source, mates: [], strategy: {}, random: randomStream(text), maxLength: 200_000 });
    }
    expect(performance.now() - start).toBeLessThan(60_000);
  });

  it("any text is read without an exception", () => {
    const piece = fc.constantFrom(
      ...'def f(x):|if x|:|\n|    |\t|(|)|[|]|x|1.5|\'|"""|#|+|not|\\|,|else|for|in'.split("|"),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const source = pieces.join(" ");
        python.check?.(source, null);
        expect(python.fingerprint(source).tree).toBe(python.fingerprint(source).tree);
        const child = python.vary({
          source,
          mates: [],
          strategy: {},
          random: randomStream(source),
          maxLength: 500,
        });
        if (child.status === "changed") expect(python.check?.(child.source, null)).toBeNull();
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});
