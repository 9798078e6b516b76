import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import type { Command } from "commander";
import { COMMANDS, createProgram } from "../../src/cli/program.ts";
import { Shell } from "../../src/cli/shell.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { WHOLE } from "../support/whole.ts";
import { galapagos, SLOPE, surroundings } from "./support.ts";

it.each(COMMANDS.map(({ name }) => name))(
  "a wrong flag of %s is refused in words, with what belongs there, and as JSON where that is asked for",
  async (name) => {
    const { code, stdout, stderr } = await galapagos([name, "--nonsense", "--json"]);
    expect(code, stderr).toBe(2);
    expect(stderr).toContain("error: unknown option '--nonsense'");
    expect(stderr).toContain(`hint: galapagos ${name} `);
    expect(stderr).toContain(`(galapagos ${name} --help says more)`);
    expect(JSON.parse(stdout).error).toMatchObject({
      message: "unknown option '--nonsense'",
      hint: expect.stringContaining(`galapagos ${name} `),
      exitCode: 2,
    });
  },
);

it.each(
  COMMANDS.filter(({ synopsis }) => synopsis.includes("<")).map(({ name, synopsis }) => [name, synopsis]),
)("%s without what it needs (%s) names it", async (name, synopsis) => {
  const { code, stderr } = await galapagos([name]);
  expect(code).toBe(2);
  const [, first] = /<([^>.]+)/.exec(synopsis) ?? [];
  expect(stderr).toContain(`error: missing required argument '${first}'`);
  expect(stderr).toContain(`hint: galapagos ${name} `);
});

/** Commands below another one, with the words before them. */
const NESTED = await nested();

async function nested(): Promise<readonly (readonly [string, Command])[]> {
  const program = await createProgram(new Shell(surroundings()), ["completion"]);
  return program.commands.flatMap((above) =>
    above.commands.map((command) => [`${above.name()} ${command.name()}`, command] as const),
  );
}

it.each(NESTED)("a wrong flag of %s is refused in the same way", async (name) => {
  const { code, stdout, stderr } = await galapagos([...name.split(" "), "--nonsense", "--json"]);
  expect(code, stderr).toBe(2);
  expect(stderr).toMatch(
    /^error: (?:unknown option '--nonsense'|required option '--\w+ <\w+>' not specified)/,
  );
  expect(stderr).toContain(`hint: galapagos ${name} `);
  expect(JSON.parse(stdout).error).toMatchObject({
    hint: expect.stringContaining(`galapagos ${name} `),
    exitCode: 2,
  });
});

it.each(NESTED.filter(([, { registeredArguments }]) => registeredArguments[0]?.required))(
  "%s without what it needs names it, and with too much says so",
  async (name, { registeredArguments }) => {
    const { code, stderr } = await galapagos(name.split(" "));
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(
        `missing required argument '${registeredArguments[0]?.name()}'|^error: required option`,
      ),
    ]);
    if (registeredArguments.some(({ variadic }) => variadic)) return;
    const many = await galapagos([...name.split(" "), "a", "b", "c", "d"]);
    expect([many.code, many.stderr]).toEqual([
      2,
      expect.stringMatching(/^error: (?:too many arguments|required option)/),
    ]);
    expect(many.stderr).toContain(`hint: galapagos ${name} `);
  },
);

it.each(["memory", "queue", "corewar"])(
  "%s alone shows its commands, and a wrong one is told what was meant",
  async (name) => {
    const alone = await galapagos([name]);
    expect([alone.code, alone.stdout + alone.stderr]).toEqual([2, expect.stringContaining("Commands:")]);
    const wrong = await galapagos([name, "lsit", "--json"]);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringMatching(/^error: unknown command 'lsit'/)]);
    expect(wrong.stderr).toMatch(/^hint: /m);
    expect(JSON.parse(wrong.stdout).error).toMatchObject({
      exitCode: 2,
      hint: expect.stringMatching(/galapagos/),
    });
  },
);

const home = temporaryFolder("sweep");
const run = join(home, "run");
cpSync(fileURLToPath(new URL("../store/runs/schema-4", import.meta.url)), run, { recursive: true });
mkdirSync(join(home, "folder"));
writeFileSync(join(home, "empty"), "");
writeFileSync(join(home, "bytes"), Buffer.from("\ufffe\ud800\u0000\u001b[31m", "utf16le"));
writeFileSync(join(home, "list.json"), "[1, 2]");
symlinkSync("nowhere", join(home, "dangling"));
symlinkSync("circle", join(home, "circle"));
symlinkSync("/dev/zero", join(home, "endless"));
const seed = join(SLOPE, "seed.js");
const warrior = fileURLToPath(new URL("../../problems/core-war/warriors/dwarf.red", import.meta.url));

/** Places that hold nothing of what was expected there, whatever was. */
const PLACES = [
  ["nothing", "no/such"],
  ["a folder", "./folder"],
  ["an empty file", "./empty"],
  ["bytes of another file", "./bytes"],
  ["another list", "./list.json"],
  ["a link to nowhere", "./dangling"],
  ["a circle of links", "./circle"],
  ["a place below a file", "./empty/x"],
  ["a device without an end", "./endless"],
  ["a name that no file can have", "x".repeat(5000)],
  ["escapes and signs that turn the line", "a\u001b[31m\n\u202eb"],
  ["an empty text", ""],
] as const;

const few = ["--evaluations", "2", "--islands", "1", "--quiet"];
/** Every command that takes a place, without those that would find something sensible in some of them. */
const TAKERS: readonly (readonly [string, (place: string) => readonly string[]])[] = [
  ["run", (place) => ["run", place, ...few]],
  ["run --config", (place) => ["run", SLOPE, "--config", place, ...few]],
  ["run --memory", (place) => ["run", SLOPE, "--memory", place, ...few]],
  ["run --replay", (place) => ["run", "--replay", place]],
  ["resume", (place) => ["resume", place]],
  ["resume --problem", (place) => ["resume", run, "--problem", place]],
  ["fork", (place) => ["fork", place, ...few]],
  ["study", (place) => ["study", place]],
  ["check", (place) => ["check", place]],
  ["eval", (place) => ["eval", place, seed]],
  ["verify", (place) => ["verify", place, seed]],
  ["inspect", (place) => ["inspect", place]],
  ["inspect a program", (place) => ["inspect", run, place]],
  ["prompts", (place) => ["prompts", place]],
  ["report", (place) => ["report", place]],
  ["export", (place) => ["export", place]],
  ["best", (place) => ["best", place]],
  ["best --by", (place) => ["best", run, "--by", place]],
  ["apply", (place) => ["apply", place]],
  ["rescore", (place) => ["rescore", place]],
  ["prune", (place) => ["prune", place]],
  ["inject", (place) => ["inject", place, seed]],
  ["import", (place) => ["import", place]],
  ["serve", (place) => ["serve", place]],
  ["worker", (place) => ["worker", place]],
  ["completion", (place) => ["completion", place]],
  ["memory list", (place) => ["memory", "list", place]],
  ["memory list --file", (place) => ["memory", "list", "--file", place]],
  ["memory show", (place) => ["memory", "show", "x", place]],
  ["memory export", (place) => ["memory", "export", place, "--to", "out.json"]],
  ["memory import", (place) => ["memory", "import", place, run]],
  ["memory hint", (place) => ["memory", "hint", "words", place]],
  ["memory forget", (place) => ["memory", "forget", "x", place]],
  ["memory forget --file", (place) => ["memory", "forget", "x", "--file", place]],
  ["memory restore", (place) => ["memory", "restore", "x", place]],
  ["queue status", (place) => ["queue", "status", place]],
  ["queue purge", (place) => ["queue", "purge", place]],
  ["corewar battle", (place) => ["corewar", "battle", warrior, place]],
  ["corewar tournament", (place) => ["corewar", "tournament", place]],
  [
    "corewar tournament --warrior",
    (place) => ["corewar", "tournament", join(warrior, ".."), "--warrior", place],
  ],
  ["corewar watch", (place) => ["corewar", "watch", warrior, place, "--frames", "1"]],
  ["corewar debug", (place) => ["corewar", "debug", warrior, place]],
  ["corewar optimise", (place) => ["corewar", "optimise", place, "--against", join(warrior, "..")]],
  ["corewar optimise --against", (place) => ["corewar", "optimise", warrior, "--against", place, ...few]],
];

it.each(TAKERS)(
  "%s says in one message what is wrong with a place, whatever is there",
  async (name, words) => {
    const turn = TAKERS.findIndex(([each]) => each === name);
    const places = PLACES.filter((_, at) => WHOLE || at % 4 === turn % 4);
    for (const [what, place] of places) {
      const { code, stdout, stderr } = await galapagos([...words(place), "--json"], { cwd: home });
      const shown = `${what}: ${code} ${stderr.slice(0, 400)}`;
      expect([2, 4], shown).toContain(code);
      expect(stderr.match(/^error: /gm), shown).toHaveLength(1);
      expect(stderr, shown).toMatch(/^hint: ./m);
      expect(stderr, shown).not.toMatch(/\bbug\b|^\s+at .*:\d+/m);
      expect(stderr.length, shown).toBeLessThan(3000);
      expect(stderr, shown).not.toContain("\u001b");
      // a command that knows no --json is refused for that, in words
      if (stdout !== "") expect(JSON.parse(stdout).error.hint, shown).toMatch(/./);
    }
  },
);
