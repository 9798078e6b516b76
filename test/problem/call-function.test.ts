import { spawn, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, it } from "vitest";
import { callingProgram, functionOfArchive, LAP_MODULE, SHARED } from "../../src/problem/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const isHere = spawnSync("python3", ["--version"]).status === 0;

describe.runIf(isHere)("a call of a Python function", () => {
  const called = (source: string, shared = false) => {
    const program = callingProgram(
      functionOfArchive({ file: "a.py", function: "f", path: "", shared }, "/none.zip"),
      source,
    );
    const calls = [
      { args: [[3, 1, 2]], kwargs: {} },
      { args: [[1]], kwargs: {} },
    ];
    const { stdout } = spawnSync("python3", ["-c", program], {
      input: JSON.stringify(calls),
      encoding: "utf8",
    });
    return JSON.parse(stdout) as unknown;
  };

  it("tells what it returned, and what it made of its arguments where it changed them", () => {
    expect(called("def f(xs): return max(xs)")).toEqual([{ value: 3 }, { value: 1 }]);
    expect(called("def f(xs): xs.sort()")).toEqual([
      { value: null, after: [[[1, 2, 3]], { dict: [] }] },
      { value: null },
    ]);
    expect(called("def f(xs): print('words'); return xs[1]")).toEqual([
      { value: 1 },
      { raises: "IndexError" },
    ]);
  });

  it("tells whole numbers of any length, and what has no end as what cannot be compared", () => {
    expect(called("def f(xs): return 1 << 53 if xs[0] == 3 else 1 << 20_000")).toEqual([
      { value: { int: "9007199254740992" } },
      { value: { int: `0x1${"0".repeat(5000)}` } },
    ]);
    expect(called("def f(xs): xs.append(xs); return xs")).toMatchObject([
      { value: { incomparable: "[object too deep]" } },
      { value: { incomparable: "[object too deep]" } },
    ]);
  });

  it("tells which parts of its result are parts of its arguments, where that is asked for", () => {
    const program = "def f(xs): return (xs, [7]) if len(xs) > 1 else list(xs)";
    expect(called(program, true)).toEqual([{ value: [[3, 1, 2], [7]], shares: [2] }, { value: [1] }]);
    expect(called(program)).toEqual([{ value: [[3, 1, 2], [7]] }, { value: [1] }]);
    // the same part twice has two places, and what holds itself comes to an end
    expect(called("def f(xs): return [xs, xs]", true)).toMatchObject([
      { shares: [1, 2] },
      { shares: [1, 2] },
    ]);
    expect(called("def f(xs): xs.append(xs); return xs", true)).toMatchObject([
      { shares: [0, 1] },
      { shares: [0, 1] },
    ]);
  });
});

describe("calls of a JavaScript function in laps", () => {
  let rehearsal: object = { laps: [], isKnown: false };
  const called = async (source: string, ...words: readonly string[]) => {
    const folder = temporaryFolder("laps");
    const [module, program] = [join(folder, "call.mjs"), join(folder, "program.mjs")];
    writeFileSync(module, LAP_MODULE);
    writeFileSync(program, source);
    const child = spawn(process.execPath, [module, program, "f", ...words], {
      stdio: ["pipe", "pipe", "ignore"],
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const lap = JSON.stringify([{ args: [[3, 1]] }, { args: [[2]] }]);
    await lines.next();
    child.stdin.write(`${JSON.stringify(rehearsal)}\n`);
    await lines.next();
    child.stdin.write(`${lap}\n`);
    await lines.next();
    child.stdin.write("\n");
    await lines.next();
    child.stdin.end("\n");
    const { value } = await lines.next();
    return JSON.parse(value ?? "null") as unknown;
  };

  it("tell what it made of its arguments, whatever it put in the place of what reads and writes them", async () => {
    const told = [
      { value: 3, after: [[3, 1, 7]] },
      { value: 2, after: [[2, 7]] },
    ];
    const program = "export function f(xs) { xs.push(7); return xs[0]; }";
    expect(await called(program)).toEqual(told);
    const memo = `const { parse } = JSON;
const known = new Map();
JSON.parse = (text) => known.get(text) ?? (known.set(text, parse(text)), known.get(text));`;
    const lies = "Object.is = () => true; Array.isArray = () => false; JSON.stringify = () => '[]';";
    const loops = "Array.prototype.every = () => true; Array.prototype.push = () => 0;";
    for (const spoilt of [memo, lies]) expect(await called(`${spoilt}\n${program}`)).toEqual(told);
    const shares = "export function f(xs) { return { xs, one: xs.length > 1 ? [] : xs }; }";
    const spoilt = "Set.prototype.has = () => false;\n";
    expect(await called(`${spoilt}${shares}`, SHARED)).toMatchObject([{ shares: [2] }, { shares: [1, 2] }]);
    expect(await called(shares)).toEqual([
      expect.not.objectContaining({ shares: expect.anything() }),
      expect.not.objectContaining({ shares: expect.anything() }),
    ]);
    expect(await called(`${loops}\n${program.replace("xs.push(7)", "xs[xs.length] = 7")}`)).toEqual(told);
  });

  it("tell promises and generators from other objects, and by what they are", async () => {
    const made = async (result: string) => {
      const [first] = (await called(`export function f() { return ${result}; }`)) as { value: unknown }[];
      return first?.value;
    };
    expect(await made("Promise.resolve(7)")).toEqual({ incomparable: "[object Promise]" });
    expect(await made("[(function* () { yield 7; })()]")).toEqual([{ incomparable: "[object Generator]" }]);
    expect(await made("new Map().keys()")).toEqual({ incomparable: "[object Map Iterator]" });
    expect(await made("({ then: 7 })")).toEqual({ object: [["then", 7]] });
  });

  it("tell what no key tells, or has no end, as what cannot be compared", async () => {
    const made = async (result: string) => {
      const [first] = (await called(`export function f() { return ${result}; }`)) as { value: unknown }[];
      return first?.value;
    };
    expect(await made('[new URL("http://a.org")]')).toEqual([{ incomparable: "[object URL]" }]);
    expect(await made("new (class { #own = 7; })()")).toEqual({ incomparable: "[object Object]" });
    expect(await made("new ArrayBuffer(8)")).toEqual({ incomparable: "[object ArrayBuffer]" });
    expect(await made("[{}, Object.create(null), new (class { open = 7; })()]")).toEqual([
      { object: [] },
      { object: [] },
      { object: [["open", 7]] },
    ]);
    expect(await made("(() => { const one = {}; one.self = [one, one]; return one; })()")).toEqual({
      incomparable: "[object too deep]",
    });
  });

  it("tell what is known to become of them, where their rehearsal says so", async () => {
    const laps = [['[{"args":[1]},{"args":[2]}]', '[{"value":4},{"raises":"Error"}]']];
    rehearsal = { laps, isKnown: true };
    const program = "export function f() { return 7; }";
    expect(await called(program)).toEqual([{ value: 4 }, { raises: "Error" }]);
    rehearsal = { laps, isKnown: false };
    expect(await called(program)).toEqual([{ value: 7 }, { value: 7 }]);
  });
});
