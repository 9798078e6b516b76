import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { engineHere } from "../../src/evaluate/index.ts";
import { galapagos, plain, SLOPE } from "./support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const home = temporaryFolder("cli");

/** What a person sees of some commands typed one after the other in their folder; all of them fail. */
async function transcript(
  commands: readonly (readonly string[])[],
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  const shown: string[] = [];
  for (const args of commands) {
    const { code, stdout, stderr } = await galapagos(args, { cwd: home, env });
    expect(stdout, "a failed command prints no result").toBe("");
    expect(stderr).not.toMatch(/^\s+at .*:\d+/m);
    const line = args.map((word) => (word === SLOPE ? "slope" : word)).join(" ");
    shown.push(
      `$ galapagos ${line}\n${plain(stderr, [home])
        .replace(/^(\d.* evaluations · |starting: ).*\n/gm, "")
        .trimEnd()}\n→ ${code}`,
    );
  }
  return `\n${shown.join("\n")}\n`;
}

/** A copy of the small problem with some files changed. */
function problem(name: string, files: { readonly [file: string]: string }): void {
  cpSync(SLOPE, join(home, name), { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(home, name, file), text);
}

const file = (name: string, text: string): void => writeFileSync(join(home, name), text);

beforeAll(() => {
  file("list.json", "[1, 2]");
  file("broken.json", '{"islands": 2,');
  file("unknown.json", '{"islands": 2, "migration": {"ratee": 1}}');
  file("wrong.json", '{"migration": []}');
  file("a-file", "");
  problem("nan", { "evaluator.js": "export default () => ({ score: NaN });" });
  problem("throws", { "seed.js": 'export function solve() { throw new Error("no\\u001b[31m"); }' });
  problem("no-evaluator", { "evaluator.js": "export default (" });
  problem("malformed", { "problem.json": "{" });
  mkdirSync(join(home, "results", "empty"), { recursive: true });
  file("results/empty/run.db", "");
  mkdirSync(join(home, "results", "garbage"));
  file("results/garbage/run.db", "no database at all\n".repeat(1000));
  mkdirSync(join(home, "results", "nothing"));
});

describe("one clear message, a hint, the right exit code, no stack trace:", () => {
  it("commands and options that do not exist", async () => {
    expect(
      await transcript([
        ["frobnicate"],
        ["rum"],
        ["run"],
        ["run", SLOPE, "--island", "3"],
        ["resume", "--seed", "3"],
        ["inspect", "--jsn"],
      ]),
    ).toMatchInlineSnapshot(`
      "
      $ galapagos frobnicate
      error: unknown command 'frobnicate'
      hint: galapagos --help lists the commands
      → 2
      $ galapagos rum
      error: unknown command 'rum'
      (Did you mean run?)
      hint: galapagos --help lists the commands
      → 2
      $ galapagos run
      error: run needs the name or folder of a problem
      hint: see which there are: galapagos list, or make one: galapagos init my-problem
      → 2
      $ galapagos run slope --island 3
      error: unknown option '--island'
      (Did you mean --islands?)
      hint: galapagos run [options] [problem] (galapagos run --help says more)
      → 2
      $ galapagos resume --seed 3
      error: unknown option '--seed'
      hint: galapagos resume [options] [run] (galapagos resume --help says more)
      → 2
      $ galapagos inspect --jsn
      error: unknown option '--jsn'
      (Did you mean --json?)
      hint: galapagos inspect [options] [run] [program] (galapagos inspect --help says more)
      → 2
      "
    `);
  });

  it("values out of reason", async () => {
    expect(
      await transcript([
        ["run", SLOPE, "--islands", "0"],
        ["run", SLOPE, "--islands", "1e9"],
        ["run", SLOPE, "--evaluations", "1.5"],
        ["run", SLOPE, "--time", "5"],
        ["run", SLOPE, "--target", "NaN"],
        ["run", SLOPE, "--threads", "none"],
        ["run", SLOPE, "--seed", ""],
        ["run", SLOPE, "--set", "nope"],
        ["run", SLOPE, "--set", "migration.rte=1"],
        ["run", SLOPE, "--set", "migration.rate=7"],
        ["run", SLOPE, "--set", "migration.rate=lots"],
        ["run", SLOPE, "--set", "selection.temperature=1e999"],
        ["run", SLOPE, "--set", "__proto__.x=1"],
        ["run", SLOPE, "--set", "selection.policy=greedy"],
      ]),
    ).toMatchInlineSnapshot(`
      "
      $ galapagos run slope --islands 0
      error: option '--islands <n>' argument '0' is invalid. Expected a whole number of at least 1.
      hint: galapagos run [options] [problem] (galapagos run --help says more)
      → 2
      $ galapagos run slope --islands 1e9
      error: command line: expected at most 256 for islands, got 1000000000
      hint: Number of islands. With at most 40,000 evaluations, or with a model at most 5,000 or no such budget: 1.
      → 2
      $ galapagos run slope --evaluations 1.5
      error: option '--evaluations <n>' argument '1.5' is invalid. Expected a whole number of at least 1.
      hint: galapagos run [options] [problem] (galapagos run --help says more)
      → 2
      $ galapagos run slope --time 5
      error: option '--time <duration>' argument '5' is invalid. Expected a duration such as 90s, 10m or 2h.
      hint: galapagos run [options] [problem] (galapagos run --help says more)
      → 2
      $ galapagos run slope --target NaN
      error: option '--target <score>' argument 'NaN' is invalid. Expected a finite number or best-known.
      hint: galapagos run [options] [problem] (galapagos run --help says more)
      → 2
      $ galapagos run slope --threads none
      error: option '--threads <n>' argument 'none' is invalid. Expected a whole number of at least 1.
      hint: galapagos run [options] [problem] (galapagos run --help says more)
      → 2
      $ galapagos run slope --seed 
      error: command line: expected a text that is not empty for seed, got ""
      hint: Fixes everything that is not a model's answer.
      → 2
      $ galapagos run slope --set nope
      error: option '--set <key=value>' argument 'nope' is invalid. Expected key=value, for example migration.rate=0.1.
      hint: galapagos run [options] [problem] (galapagos run --help says more)
      → 2
      $ galapagos run slope --set migration.rte=1
      error: --set migration.rte: there is no setting "migration.rte"
      hint: did you mean migration.rate?
      → 2
      $ galapagos run slope --set migration.rate=7
      error: --set migration.rate: expected at most 1 for migration.rate, got 7
      hint: Share of an island's elites that emigrate at a border; at least one elite when it is above 0.
      → 2
      $ galapagos run slope --set migration.rate=lots
      error: --set migration.rate: expected a number for migration.rate, got "lots"
      hint: Share of an island's elites that emigrate at a border; at least one elite when it is above 0.
      → 2
      $ galapagos run slope --set selection.temperature=1e999
      error: --set selection.temperature: expected a number for selection.temperature, got "1e999"
      hint: τ_base over ranks normalised to [0, 1]; small is greedy.
      → 2
      $ galapagos run slope --set __proto__.x=1
      error: --set __proto__.x: there is no setting "__proto__.x"
      hint: settings and their groups: …
      → 2
      $ galapagos run slope --set selection.policy=greedy
      error: --set selection.policy: expected one of "adaptive", "boltzmann", "switching", "novelty", "clade", "ucb", "pareto", "crowding", "instances", "rank", "uniform", "seed" for selection.policy, got "greedy"
      hint: How parents are drawn: adaptive (the best while it improves, and the longer it does not, others for novelty; with several objectives as crowding does), boltzmann (the better the likelier, the more so the colder the island), switching (as boltzmann does while the island improves; on a plateau novelty, pareto and boltzmann take turns), novelty (the less it was a parent and its niche was hit, the likelier), clade (by the share of its descendants that improved on their parents), ucb (the best rank, and a bonus for few children (UCB1)), pareto (among those that none beats in rank and rarity as a parent, the less crowded), crowding (with several objectives: of two, the one on the front, and there the less crowded), instances (by the number of instances on which none beats it, where the scorer tells scores by instance), rank (in proportion to the rank), uniform (every elite alike), seed (always the seed, so that nothing evolves (best of N)).
      → 2
      "
    `);
  });

  it("configuration files that are something else", async () => {
    expect(
      await transcript([
        ["run", SLOPE, "--config", "missing.json"],
        ["run", SLOPE, "--config", "list.json"],
        ["run", SLOPE, "--config", "broken.json"],
        ["run", SLOPE, "--config", "unknown.json"],
        ["run", SLOPE, "--config", "wrong.json"],
      ]),
    ).toMatchInlineSnapshot(`
      "
      $ galapagos run slope --config missing.json
      error: --config: missing.json cannot be read (ENOENT)
      hint: name a JSON file; docs/settings.md shows one
      → 2
      $ galapagos run slope --config list.json
      error: list.json:1:1: expected an object for the configuration, got [1,2]
      hint: How a run is done. Every property is optional; flags and GALAPAGOS_* environment variables override this file.
      → 2
      $ galapagos run slope --config broken.json
      error: broken.json:1:15: expected a property's name in double quotes, got the end of the file
      hint: correct that line; an editor shows the place when the file begins with a $schema property
      → 2
      $ galapagos run slope --config unknown.json
      error: unknown.json:1:30: there is no setting "migration.ratee"
      hint: did you mean migration.rate?
      → 2
      $ galapagos run slope --config wrong.json
      error: wrong.json:1:15: expected an object for migration, got []
      hint: What passes between islands, and when.
      → 2
      "
    `);
  });

  it("settings in the environment", async () => {
    const env = { GALAPAGOS_MIGRATION_RATE: "9" };
    expect(await transcript([["run", SLOPE]], env)).toMatchInlineSnapshot(`
      "
      $ galapagos run slope
      error: GALAPAGOS_MIGRATION_RATE: expected at most 1 for migration.rate, got 9
      hint: Share of an island's elites that emigrate at a border; at least one elite when it is above 0.
      → 2
      "
    `);
  });

  it("problems that are missing, malformed or do not work", async () => {
    writeFileSync(join(home, "utf16.js"), "\uFEFFexport const x = 1;\n", "utf16le");
    expect(
      await transcript([
        ["run", "circle-paking"],
        ["check", "./missing"],
        ["check", "./malformed"],
        ["run", "./nan", "--evaluations", "9"],
        ["run", "./throws", "--evaluations", "9"],
        ["run", "./no-evaluator", "--evaluations", "9"],
        ["eval", "./nan", "missing.js"],
        ["eval", "./nan", "utf16.js"],
        ["verify", "circle-packing", "utf16.js"],
      ]),
    ).toMatchInlineSnapshot(`
      "
      $ galapagos run circle-paking
      error: expected the name of a problem, got "circle-paking"; there are: …
      hint: did you mean "circle-packing"?
      → 2
      $ galapagos check ./missing
      error: expected a problem's folder or its problem.json at <folder>/missing, got nothing
      hint: galapagos list shows the problems that can be run by name
      → 2
      $ galapagos check ./malformed
      error: <folder>/malformed/problem.json:1:2: expected a comma or }, got the end of the file
      hint: correct that line; an editor shows the place when the file begins with a $schema property
      → 2
      $ galapagos run ./nan --evaluations 9
      error: the seed program seed.js of slope got no score: invalid (nan): the score is NaN
      hint: look closer with: galapagos check <folder>/nan
      → 4
      $ galapagos run ./throws --evaluations 9
      error: the seed program seed.js of slope got no score: error (threw): Error: no [31m (line 1)
      hint: look closer with: galapagos check <folder>/throws
      → 4
      $ galapagos run ./no-evaluator --evaluations 9
      error: <folder>/no-evaluator/evaluator.js: expected a module that can be imported, got: evaluator.js:1:17: SyntaxError: Unexpected end of input
      hint: Mend it, or run it alone to see more: node <folder>/no-evaluator/evaluator.js
      → 2
      $ galapagos eval ./nan missing.js
      error: the program missing.js cannot be read: ENOENT
      hint: name a file that holds the program, or - to read it from standard input
      → 2
      $ galapagos eval ./nan utf16.js
      error: the program utf16.js cannot be read: its bytes are not UTF-8; save it as UTF-8
      hint: name a file that holds the program, or - to read it from standard input
      → 2
      $ galapagos verify circle-packing utf16.js
      error: the construction utf16.js cannot be read: its bytes are not UTF-8; save it as UTF-8
      hint: name a JSON file that holds what a program of the problem returns, or - to read it from standard input
      → 2
      "
    `);
    // a problem that does not work leaves nothing behind
    expect(readdirSync(join(home, "results")).sort()).toEqual(["empty", "garbage", "nothing"]);
  });

  it("runs that are missing, empty or garbage, and places that take none", async () => {
    expect(
      await transcript([
        ["resume", "missing"],
        ["resume", "nothing"],
        ["inspect", "empty"],
        ["resume", "empty"],
        ["best", "garbage"],
        ["resume", "garbage"],
        ["run", SLOPE, "--out", "a-file"],
        ["run", SLOPE, "--out", "a-file/x"],
        ["run", SLOPE, "--out", "/proc/x"],
        ["run", SLOPE, "--out", "results/garbage"],
      ]),
    ).toMatchInlineSnapshot(`
      "
      $ galapagos resume missing
      error: There is no run "missing": neither <folder>/results/missing nor <folder>/missing holds a run.db.
      hint: See which runs there are: galapagos list
      → 2
      $ galapagos resume nothing
      error: There is no run "nothing": neither <folder>/results/nothing nor <folder>/nothing holds a run.db.
      hint: See which runs there are: galapagos list
      → 2
      $ galapagos inspect empty
      error: <folder>/results/empty holds no records: its run stopped before it began.
      hint: Start it again in the same place: galapagos run <problem> --out <folder>/results/empty
      → 2
      $ galapagos resume empty
      error: <folder>/results/empty holds no records: its run stopped before it began.
      hint: Start it again in the same place: galapagos run <problem> --out <folder>/results/empty
      → 2
      $ galapagos best garbage
      error: <folder>/results/garbage/run.db is not a database of a run (SQLite: file is not a database).
      hint: Put back a copy of it, if there is one, then: galapagos resume <folder>/results/garbage
      → 2
      $ galapagos resume garbage
      error: <folder>/results/garbage/run.db is not a database of a run (SQLite: file is not a database).
      hint: Put back a copy of it, if there is one, then: galapagos resume <folder>/results/garbage
      → 2
      $ galapagos run slope --out a-file
      error: --out: <folder>/a-file is a file, and a run needs a folder
      hint: name a new folder, or an existing one to put the run into
      → 2
      $ galapagos run slope --out a-file/x
      error: --out: <folder>/a-file/x is a file, and a run needs a folder
      hint: name a new folder, or an existing one to put the run into
      → 2
      $ galapagos run slope --out /proc/x
      error: /proc cannot take a new run: ENOENT: no such file or directory, mkdir '/proc/x'
      hint: Choose another place: galapagos run <problem> --out <folder>
      → 2
      $ galapagos run slope --out results/garbage
      error: <folder>/results/garbage holds a run already
      hint: go on with it: galapagos resume results/garbage, or choose another folder
      → 2
      "
    `);
  });

  it("and one unreadable run does not hide the others from the list", async () => {
    const { code, stdout } = await galapagos(["list"], { cwd: home });
    expect(code).toBe(0);
    expect(stdout).toContain("garbage  ?        unreadable");
  });
});

it("check says why a seed fails, on standard output, and exits 4", async () => {
  const { code, stdout } = await galapagos(["check", "./throws"], { cwd: home });
  expect(`${plain(stdout, [home])}→ ${code}`).toMatchInlineSnapshot(`
    "slope: the seed gets no score: error (threw): Error: no [31m (line 1)
    hint: try it alone: galapagos eval ./throws throws/seed.js
    → 4"
  `);
});

it.skipIf(!(await engineHere("command"))?.available)(
  "and which program that the problem needs is not on this machine",
  async () => {
    expect((await galapagos(["init", "strange", "--language", "any"], { cwd: home })).code).toBe(0);
    const path = join(home, "problems", "strange", "problem.json");
    const problem = JSON.parse(readFileSync(path, "utf8"));
    writeFileSync(path, JSON.stringify({ ...problem, command: ["no-such-interpreter", "{program}"] }));
    const { code, stdout } = await galapagos(["check", "strange"], { cwd: home });
    expect(stdout).toMatch(/missing: needs program no-such-interpreter: not in .*; install it/);
    expect(code).toBe(4);
  },
  120_000,
);

it("takes folders with spaces and any script, links, and Windows line ends", async () => {
  symlinkSync(SLOPE, join(home, "link to slope"));
  problem("mit Zeilenenden", {
    "seed.js": "export function solve() {\r\n  return [1, 2, 3, 4, 5];\r\n}\r\n",
  });
  const run = async (...args: string[]): Promise<string> => {
    const out = await galapagos([...args, "--islands", "1", "--evaluations", "12", "--quiet"], { cwd: home });
    expect(out.code, out.stderr).toBe(0);
    return out.stdout;
  };
  const text = await run("run", "./link to slope", "--out", "Läufe/日本 1");
  expect(text).toContain("galapagos resume 'Läufe/日本 1' --evaluations 24");
  expect((await galapagos(["best", "Läufe/日本 1"], { cwd: home })).stdout).toContain("function solve");
  await run("run", "./mit Zeilenenden", "--out", "windows");
  const best = await galapagos(["best", "windows"], { cwd: home });
  expect(best.stdout).toContain("\r\n");
});
