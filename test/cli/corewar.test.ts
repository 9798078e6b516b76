import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type Ended, galapagos, start } from "./support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { WHOLE } from "../support/whole.ts";

const WARRIORS = fileURLToPath(new URL("../../problems/core-war/warriors/", import.meta.url));
const dwarf = join(WARRIORS, "dwarf.red");
const imp = join(WARRIORS, "imp.red");
const folder = temporaryFolder("cli");

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function corewar(...args: readonly string[]): Promise<Ended> {
  return galapagos(["corewar", ...args]);
}

describe("corewar battle", () => {
  test("prints the documented JSON, alone on standard output", async () => {
    const { code, stdout } = await corewar(
      "battle",
      dwarf,
      imp,
      "--rounds",
      "2",
      "--positions",
      "4000",
      "--json",
    );
    expect(code).toBe(0);
    const { warriors, results } = JSON.parse(stdout);
    expect(warriors).toEqual([
      { file: dwarf, name: "Dwarf", length: 4, wins: 0, losses: 0, ties: 2, score: 2 },
      { file: imp, name: "Imp", length: 1, wins: 0, losses: 0, ties: 2, score: 2 },
    ]);
    expect(results[0]).toEqual({
      round: 1,
      positions: [0, 4000],
      first: 0,
      winner: null,
      cycles: 80000,
      instructions: 160000,
      processes: [1, 1],
      coreSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(results[1]).toMatchObject({ round: 2, positions: [0, 3398], first: 1 });
  });

  test("takes rules by preset and by flag, and any number of warriors", async () => {
    const three = await corewar("battle", dwarf, imp, dwarf, "--preset", "tiny", "--cycles", "100", "--json");
    expect(JSON.parse(three.stdout).results[0]).toMatchObject({ first: 0, cycles: expect.any(Number) });
    expect(JSON.parse(three.stdout).warriors).toHaveLength(3);
    const nano = await corewar("battle", imp, imp, "--preset", "nano", "--json");
    expect(JSON.parse(nano.stdout).results[0].instructions).toBe(1600);
  });

  // what pMARS 0.9.2 (-DSERVER -DPERMUTATE) printed
  test.each([
    ["-k -r 10 -F 4000", "dwarf silk imp", "10 0 2 1 7;58 5 4 1 0;10 0 2 1 7"],
    ["-k -r 10 -F 777", "dwarf silk imp paper", "16 0 0 2 2 6;52 0 3 5 2 0;21 0 0 3 2 5;52 0 3 5 2 0"],
    ["-k -r 20 -f", "dwarf silk", "1 1;18 1"],
    ["-k -r 10 -f", "vampire hawk braid", "4 0 0 2 8;24 1 3 2 4;48 4 3 2 1"],
    ["-k -P --cycles 3000 --core-size 800 --length 20", "dwarf clear", "0 490;1032 490"],
  ])("%s %s: the lines of pMARS", async (flags, names, lines) => {
    const files = names.split(" ").map((name) => join(WARRIORS, `${name}.red`));
    const { code, stdout, stderr } = await corewar("battle", ...flags.split(" "), ...files);
    expect([code, stdout.trim().replaceAll("\n", ";")], stderr).toEqual([0, lines]);
  });

  test("two flags that both say where warriors stand, and all positions of three, are refused", async () => {
    const both = await corewar("battle", dwarf, imp, "-F", "4000", "-P");
    expect([both.code, both.stderr]).toEqual([2, expect.stringContaining("-F and -P both say")]);
    const three = await corewar("battle", dwarf, imp, imp, "-P");
    expect([three.code, three.stderr]).toEqual([2, expect.stringContaining("those of two warriors")]);
  });

  test("takes the rules of the hill that the sources name where no flag does", async () => {
    const nano = (name: string): string => file(name, ";redcode-nano verbose\nmov.i 0, 1\n");
    const [one, other] = [nano("one.red"), nano("other.red")];
    const named = await corewar("battle", one, other, "--json");
    expect(JSON.parse(named.stdout).results[0].instructions).toBe(1600);
    expect(named.stderr).toContain("rules of the hill nano");
    const plain = await corewar("battle", one, file("plain.red", ";redcode\nmov.i 0, 1\n"), "--json");
    expect(JSON.parse(plain.stdout).results[0].instructions).toBe(1600);
    const flagged = await corewar("battle", one, other, "--cycles", "300", "--json");
    expect(JSON.parse(flagged.stdout).results[0].instructions).toBe(600);
    const other88 = file("other88.red", ";redcode-88\nmov 0, 1\n");
    const both = await corewar("battle", one, other88, "--json");
    expect(JSON.parse(both.stdout).results[0].instructions).toBe(160000);
    expect(both.stderr).toContain("several hills (nano, 88)");
  });

  test.each([
    ["positions that are too near", ["--positions", "50"], "stand 50 cells apart"],
    ["no cycles", ["--cycles", "0"], "cycles: expected a whole number from 1"],
    ["no rounds", ["--rounds", "0"], "rounds: expected a whole number from 1"],
    ["a length that nobody keeps", ["--length", "2"], "the warrior is longer than allowed"],
    [
      "too many for the core",
      ["--core-size", "160", "--length", "4", "--distance", "100"],
      "do not fit into 160 cells",
    ],
    ["a length beyond the distance", ["--preset", "tiny", "--length", "30"], "or take a smaller --length"],
    ["an unknown preset", ["--preset", "huge"], "Allowed choices are"],
    ["a number that is none", ["--cycles", "many"], "Expected a whole number"],
  ])("%s: one message, exit code 2", async (_, flags, message) => {
    const { code, stdout, stderr } = await corewar("battle", dwarf, imp, ...flags);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("bug");
  });

  test("a file that is missing, too large or no Redcode", async () => {
    const broken = file("broken.red", "mov 0, bom\njmp 1 2\n");
    const large = file("large.red", "mov 0, 1\n".repeat(1_000_000));
    for (const [path, message] of [
      [join(folder, "none.red"), "cannot read the warrior"],
      [folder, "it is a folder"],
      [large, "it has 9000000 bytes"],
      [broken, 'line 1, column 8: undefined label "bom"'],
    ] as const) {
      const { code, stderr } = await corewar("battle", dwarf, path);
      expect(code).toBe(2);
      expect(stderr).toContain(message);
    }
  });
});

describe("corewar assemble and disassemble", () => {
  test("show code as JSON, as a load file and as source, which all mean the same", async () => {
    const json = await corewar("assemble", dwarf, "--json");
    expect(JSON.parse(json.stdout)).toMatchObject({
      status: "ok",
      length: 4,
      start: 1,
      code: ["DAT.F #0,#0", "ADD.AB #4,$7999", "MOV.I $7998,@7998", "JMP.B $7998,$0"],
    });
    const load = file("load.red", (await corewar("assemble", dwarf, "--load")).stdout);
    const source = file("source.red", (await corewar("disassemble", load)).stdout);
    for (const path of [load, source]) {
      const again = JSON.parse((await corewar("assemble", path, "--json")).stdout);
      expect({ ...again, file: "" }).toEqual({ ...JSON.parse(json.stdout), file: "" });
    }
  });

  test("tell errors as JSON too, with exit code 2", async () => {
    const { code, stdout } = await corewar("assemble", file("wrong.red", "mov 0\n"), "--json");
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ status: "error", errors: [{ line: 1, column: 1 }] });
  });
});

describe("a source from standard input", () => {
  const input = "start mov 0, 1\n jmp strat\n";

  test("is assembled, and its faults are shown with their lines", async () => {
    const right = await galapagos(["corewar", "assemble", "-", "--json"], { input: "mov 0, 1\n" });
    expect(JSON.parse(right.stdout)).toMatchObject({ file: "-", code: ["MOV.I $0,$1"] });
    const { code, stderr } = await galapagos(["corewar", "assemble", "-"], { input });
    expect(code).toBe(2);
    expect(stderr).toMatchInlineSnapshot(`
      "error: - does not assemble:
        line 2, column 6: undefined label "strat"; did you mean "start"? (expected a label, an EQU name or a predefined constant)
             jmp strat
                 ^
      hint: correct the source, or try --lenient for code that a model wrote
      "
    `);
  });

  test("fights, once", async () => {
    const { code, stdout } = await galapagos(["corewar", "battle", "-", dwarf], { input: "mov 0, 1\n" });
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^- +Unknown/m)]);
    const twice = await galapagos(["corewar", "disassemble", "-"], { input });
    expect(twice.code).toBe(2);
  });
});

describe("a warrior's file", () => {
  test.runIf(existsSync("/dev/zero"))("that never ends is refused", async () => {
    const { code, stderr } = await corewar("battle", dwarf, "/dev/zero");
    expect([code, stderr]).toEqual([2, expect.stringContaining("more than the 8000000 bytes")]);
  });

  test.skipIf(process.platform === "win32")(
    "that is a pipe nobody writes to is left out of a folder",
    {
      timeout: 20_000,
    },
    async () => {
      const some = join(folder, "with-a-pipe");
      mkdirSync(some);
      for (const name of ["a.red", "b.red"]) writeFileSync(join(some, name), "mov 0, 1");
      spawnSync("mkfifo", [join(some, "c.red")]);
      const { code, stderr } = await corewar("tournament", some, "--preset", "nano", "--rounds", "1");
      expect([code, stderr]).toEqual([0, expect.stringContaining("left out c.red: it is a pipe")]);
    },
  );
});

describe("corewar tournament and hill", () => {
  test("rank a folder, go on from a results file, and benchmark one warrior", {
    timeout: 60_000,
  }, async () => {
    const results = join(folder, "results.jsonl");
    const flags = ["--preset", "tiny", "--rounds", "3", "--threads", "2"];
    const few = join(folder, "few");
    mkdirSync(few);
    for (const [name, source] of [
      ["a.red", "mov 0, 1"],
      ["b.red", "dat 0"],
      ["c.red", "jmp 0"],
      ["bad.red", "mov"],
    ] as const) {
      writeFileSync(join(few, name), source);
    }
    const first = await corewar("tournament", few, ...flags, "--results", results, "--json");
    expect(first.code).toBe(0);
    expect(first.stderr).toContain("left out bad.red: line 1");
    expect(first.stderr).toContain("3/3");
    const { standings, duels } = JSON.parse(first.stdout);
    expect(duels).toHaveLength(3);
    expect(standings.at(-1)).toMatchObject({ id: "b.red", score: 0 });
    const again = await corewar("tournament", few, ...flags, "--results", results, "--json");
    expect(again.stdout).toBe(first.stdout);
    expect(again.stderr).not.toContain("3/3");
    const one = await corewar("tournament", few, ...flags, "--warrior", join(few, "a.red"));
    expect(one.stdout).toContain("against");
  });

  test.each(WHOLE ? (["SIGINT", "SIGTERM"] as const) : (["SIGTERM"] as const))(
    "go on as if never stopped after %s",
    {
      timeout: 120_000,
    },
    async (signal) => {
      const imps = join(folder, `imps-${signal}`);
      mkdirSync(imps);
      for (let step = 1; step <= 6; step++) writeFileSync(join(imps, `${step}.red`), `mov 0, 1\ndat ${step}`);
      const flags = ["--rounds", "150", "--cycles", "20000", "--threads", "1", "--json"];
      const results = ["--results", join(folder, `stopped-by-${signal}.jsonl`)];
      const stopped = start(["corewar", "tournament", imps, ...flags, ...results]);
      // at once, not at some next look: the rest takes hardly a second
      await new Promise<void>((resolve) => {
        stopped.child.stderr?.on("data", () => {
          if (stopped.stderr().includes("1/15")) resolve();
        });
      });
      stopped.child.kill(signal);
      const { code, stderr } = await stopped.ended;
      expect([code, stderr]).toEqual([130, expect.stringContaining("type the same command to go on")]);
      const resumed = await corewar("tournament", imps, ...flags, ...results);
      expect(resumed.stderr).not.toMatch(/^1\/15 /m);
      expect(resumed.stdout).toBe((await corewar("tournament", imps, ...flags)).stdout);
    },
  );

  test("say what is wrong with their flags before anybody fights", async () => {
    const wrong = async (...flags: readonly string[]): Promise<unknown> => {
      const { code, stderr } = await corewar("tournament", WARRIORS, ...flags);
      return [code, stderr.split("\n", 1)[0]];
    };
    expect(await wrong("--distance", "4001")).toEqual([2, expect.stringContaining("do not fit into 8000")]);
    expect(await wrong("--rounds", "0")).toEqual([2, expect.stringContaining("rounds: expected")]);
    expect(await wrong("--threads", "0")).toEqual([2, expect.stringContaining("'--threads <n>'")]);
  });

  test("a hill keeps its size and pushes the weakest off", { timeout: 60_000 }, async () => {
    const hill = join(folder, "hill");
    const flags = ["--preset", "tiny", "--rounds", "3", "--size", "2"];
    const dead = file("dead.red", "dat 0");
    const spin = file("spin.red", "jmp 0");
    const walk = file("walk.red", "mov 0, 1");
    const { code, stdout } = await corewar("hill", hill, dead, spin, walk, ...flags, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout).pushedOff).toEqual(["dead.red"]);
    const kept = ["hill.ages.json", "hill.results.jsonl", "spin.red", "walk.red"];
    expect(readdirSync(hill).sort()).toEqual(kept);
    const swapped = await corewar("hill", dead, spin);
    expect([swapped.code, swapped.stderr]).toEqual([2, expect.stringContaining("the folder comes first")]);
  });
});

describe("corewar hill", () => {
  const flags = ["--preset", "tiny", "--rounds", "2", "--threads", "1"];
  const stand = (name: string, sources: Readonly<Record<string, string>>): string => {
    const hill = join(folder, name);
    mkdirSync(hill);
    for (const [id, source] of Object.entries(sources)) writeFileSync(join(hill, id), source);
    return hill;
  };

  test("keeps the sources of those that it pushes off", async () => {
    const hill = stand("keeps", { "dead.red": "dat 0", "spin.red": "jmp 0" });
    const { code, stderr } = await corewar("hill", hill, ...flags, "--size", "1");
    expect([code, stderr]).toEqual([0, expect.stringContaining("dead.red is pushed off the hill, into ")]);
    expect(readFileSync(join(hill, "pushed-off", "dead.red"), "utf8")).toBe("dat 0");
    expect(readdirSync(hill).sort()).toEqual(["hill.results.jsonl", "pushed-off", "spin.red"]);
  });

  test("is as it was when the fights cannot begin", async () => {
    const hill = stand("unchanged", { "dead.red": "dat 0", "spin.red": "jmp 0" });
    const walk = file("newcomer.red", "mov 0, 1");
    expect((await corewar("hill", hill, walk, "--rounds", "0")).code).toBe(2);
    expect((await corewar("hill", hill, ...flags)).code).toBe(0);
    const other = await corewar("hill", hill, walk, ...flags, "--rounds", "3");
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining("delete this one to begin anew")]);
    expect(readdirSync(hill).sort()).toEqual(["dead.red", "hill.results.jsonl", "spin.red"]);
  });

  test("takes a newer member for the one of its name, and no two challengers of one name", async () => {
    const hill = stand("newer", { "mine.red": "dat 0", "spin.red": "jmp 0" });
    const mine = stand("mine", { "mine.red": "mov 0, 1" });
    const yours = stand("yours", { "mine.red": "jmp 0" });
    const twins = await corewar("hill", hill, join(mine, "mine.red"), join(yours, "mine.red"), ...flags);
    expect([twins.code, twins.stderr]).toEqual([2, expect.stringContaining("would both be mine.red")]);
    expect((await corewar("hill", hill, join(mine, "mine.red"), ...flags)).code).toBe(0);
    expect(readFileSync(join(hill, "mine.red"), "utf8")).toBe("mov 0, 1");
  });

  test("tells a challenger how it did, and who has been there for how long", async () => {
    const hill = stand("ages", { "dead.red": ";author Ann\ndat 0", "spin.red": "jmp 0" });
    const [walk, again] = [file("walk.red", "mov 0, 1"), file("again.red", "mov 0, 1")];
    const size = ["--size", "3"];
    const { code, stdout } = await corewar("hill", hill, walk, ...flags, ...size);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^walk.red against +wins +losses +ties\ndead.red +2 +0 +0\nspin.red +\d/);
    expect(stdout).toMatch(/^\d +walk.red .* 1 +Anonymous$/m);
    expect(stdout).toMatch(/^\d +dead.red .* 2 +Ann$/m);
    const second = JSON.parse((await corewar("hill", hill, again, ...flags, ...size, "--json")).stdout);
    expect(second.pushedOff).toEqual(["dead.red"]);
    const ages = second.standings.map(({ id, age }: { id: string; age: number }) => [id, age]);
    expect(Object.fromEntries(ages)).toEqual({ "again.red": 1, "spin.red": 3, "walk.red": 2 });
    // nobody got on: all are as old as they were
    const lost = await corewar("hill", hill, file("lost.red", "dat 0"), ...flags, ...size);
    expect(lost.stdout).toMatch(/^\d +spin.red .* 3 +Anonymous$/m);
    writeFileSync(join(hill, "hill.ages.json"), "[]");
    const broken = await corewar("hill", hill, ...flags, ...size);
    expect([broken.code, broken.stderr]).toEqual([
      2,
      expect.stringContaining("hill.ages.json does not hold"),
    ]);
  });

  test("says what its folder refuses, and that nobody is there", async () => {
    const hill = stand("refuses", { "spin.red": "jmp 0" });
    mkdirSync(join(hill, "walk.red"));
    const refused = await corewar("hill", hill, file("walk.red", "mov 0, 1"), ...flags);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining("cannot be the folder of")]);
    const nobody = await corewar("hill", stand("nobody", {}), ...flags);
    expect([nobody.code, nobody.stderr]).toEqual([2, expect.stringContaining("nobody challenges it")]);
    expect((await corewar("hill", join(folder, "no-such-hill"), ...flags)).code).toBe(2);
    expect(existsSync(join(folder, "no-such-hill"))).toBe(false);
  });
});

describe("corewar watch", () => {
  test("prints plain frames when there is no terminal", async () => {
    const { code, stdout, stderr } = await corewar("watch", dwarf, imp, "--frames", "2", "--speed", "100");
    expect(code).toBe(0);
    expect(stdout).toContain("cycle 200");
    expect(stdout).toContain("a Dwarf: 1 process");
    expect(stderr).toContain("no winner after 200 cycles");
  });
});
