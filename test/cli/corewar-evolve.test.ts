import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { shortHash } from "../../src/core/index.ts";
import { redQueenMeetings } from "../../src/run/index.ts";
import { openRecord } from "../../src/store/index.ts";
import { galapagos } from "./support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const WARRIORS = fileURLToPath(new URL("../../problems/core-war/warriors", import.meta.url));
const IDLE = "DAT 0, 0\n";
const FOES = { idle: "JMP 0\n", imp: "MOV 0, 1\n" };

/** A folder with two warriors that are easily beaten. */
function folderOfFoes(cwd: string): string {
  const folder = join(cwd, "foes");
  mkdirSync(folder);
  for (const [name, text] of Object.entries(FOES)) writeFileSync(join(folder, `${name}.red`), text);
  return folder;
}

it("optimise prints a warrior that does better than the one it began with, and goes on where it was", async () => {
  const cwd = temporaryFolder("cli");
  const mine = join(cwd, "mine.red");
  writeFileSync(mine, ";name Mine\nadd.ab #4, 3\nmov.i 2, @2\njmp -2\ndat 0, 1\n");
  const args = ["corewar", "optimise", mine, "--against", folderOfFoes(cwd), "--json", "--quiet"];
  const small = [
    "--cycles",
    "800",
    "--core-size",
    "800",
    "--rounds",
    "2",
    "--islands",
    "2",
    "--evaluations",
    "20",
  ];
  const first = await galapagos([...args, ...small, "--out", "tuned"], { cwd });
  expect(first.code, first.stderr).toBe(0);
  const told = JSON.parse(first.stdout);
  expect(told).toMatchObject({ better: told.score.after > told.score.before, source: expect.any(String) });
  writeFileSync(join(cwd, "better.red"), told.source);
  expect((await galapagos(["corewar", "assemble", "better.red", "--core-size", "800"], { cwd })).code).toBe(
    0,
  );
  // the run is complete: nothing is fought again but the check
  const again = await galapagos([...args, ...small, "--out", "tuned"], { cwd });
  expect(JSON.parse(again.stdout)).toEqual(told);
  expect(again.stderr, "and it says so").toContain("nothing new was evaluated");
  // children race their parents: threads and what was judged before change nothing
  const digestOf = async (run: string): Promise<string> =>
    JSON.parse((await galapagos(["inspect", run, "--json"], { cwd })).stdout).digest;
  await galapagos([...args, ...small, "--out", "alone", "--threads", "1"], { cwd });
  expect(await digestOf("alone")).toBe(await digestOf("tuned"));
  // a larger budget goes on with it, by the same command and by resume
  const most = async (): Promise<number> =>
    JSON.parse((await galapagos(["inspect", "tuned", "--json"], { cwd })).stdout).evaluations;
  const longer = small.map((word) => (word === "20" ? "26" : word));
  const more = await galapagos([...args, ...longer, "--out", "tuned"], { cwd });
  expect([more.code, await most()], more.stderr).toEqual([0, 26]);
  expect(more.stderr).not.toContain("nothing new");
  const resumed = await galapagos(["resume", "tuned", "--evaluations", "32", "--quiet"], { cwd });
  expect([resumed.code, await most()], resumed.stderr).toEqual([0, 32]);
  const less = await galapagos([...args, ...small, "--out", "tuned"], { cwd });
  expect([less.code, less.stderr]).toEqual([2, expect.stringContaining("may only grow")]);
  const together = await galapagos([...args, ...small, "--together", "--out", "together"], { cwd });
  expect(together.code, together.stderr).toBe(0);
}, 400_000);

it.each([
  [["optimise", "mine.red"], "--against"],
  [["optimise", "mine.red", "--against", "empty"], "nobody to fight"],
  [["optimise", "mine.red", "--against", "nowhere"], "nowhere"],
  [["optimise", "wrong.red", "--against", WARRIORS], "does not assemble"],
  [["optimise", "missing.red", "--against", WARRIORS], "missing.red"],
  [["optimise", "mine.red", "--against", WARRIORS, "--preset", "88"], "takes Redcode '88"],
  [["optimise", "mine.red", "--against", WARRIORS, "--rounds", "99999999"], "at most 1000"],
  [
    ["optimise", join(WARRIORS, "turncoat.red"), "--against", WARRIORS, "--preset", "94nop"],
    "does not assemble",
  ],
  [["study", "--runs", "0"], "at least 1"],
  [["study", "--preset", "slow"], "no preset"],
  [["study", "--humans", "empty"], "no warrior"],
  [["study", "--arms", "blue-queen"], "blue-queen"],
  [["study", "--set", "adversarial.perRound=none"], "whole number"],
  [["study", "--set", "adversarial.lastChampion=3"], 'did you mean "lastChampions"?'],
  [["study", "--arms", "history-many"], "history-K"],
])(
  "corewar %j is refused with what is wrong",
  async (args, message) => {
    const cwd = temporaryFolder("cli");
    mkdirSync(join(cwd, "empty"));
    writeFileSync(join(cwd, "mine.red"), IDLE);
    writeFileSync(join(cwd, "wrong.red"), "MOVE 0, 1\n");
    const { code, stderr } = await galapagos(["corewar", ...args], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  },
  60_000,
);

it("a Red Queen from an imp meets nobody else at first, then all champions before", async () => {
  const cwd = temporaryFolder("cli");
  const rounds = ["--set", "adversarial.rounds=3", "--evaluations", "12", "--seed", "1", "--quiet"];
  const args = ["run", "core-war", "--preset", "from-imp", ...rounds, "--out", "queen"];
  const { code, stderr } = await galapagos(args, { cwd });
  expect(code, stderr).toBe(0);
  const met = redQueenMeetings(join(cwd, "queen")).map((round) => round.met.map(({ turn }) => turn));
  expect(met).toEqual([[], [0], [0, 1]]);
  const opponents = [1, 2, 3].map((turn) => {
    using record = openRecord({ folder: join(cwd, "queen", `turn-00${turn}`) });
    return record.candidates.candidate("i0-s0")?.evaluation;
  });
  const duels = opponents.map((seed) => (seed?.status === "ok" ? seed.metrics.met : null));
  // the four-line bomber meets each opponent in four heats
  expect(duels).toEqual([4, 8, 12]);
}, 400_000);

it("study measures several runs, draws them, and reuses what is finished", async () => {
  const cwd = temporaryFolder("cli");
  const args = ["corewar", "study", "--runs", "2", "--rounds", "1", "--evaluations", "8", "--islands", "1"];
  const more = [
    "--arms",
    "red-queen",
    "--battles",
    "2",
    "--out",
    "study",
    "--humans",
    folderOfFoes(cwd),
    "--json",
    "--quiet",
  ];
  const first = await galapagos([...args, ...more], { cwd });
  expect(first.code, first.stderr).toBe(0);
  const told = JSON.parse(first.stdout);
  expect(told.arms["red-queen"]).toMatchObject({ runs: 2, beaten: [{}], cycles: { mean: 0 } });
  expect(readFileSync(join(cwd, "study", "study.svg"), "utf8")).toContain("beaten or tied");
  const [head, ...duels] = readFileSync(join(cwd, "study", "duels.csv"), "utf8")
    .trim()
    .split("\r\n");
  expect(head).toBe("kind,run,round,opponent,wins,losses,ties");
  expect(duels).toHaveLength(2 * told.heldOut.length);
  for (const duel of duels) expect(duel).toMatch(/^red-queen,[12],1,[^,]+,\d,\d,\d$/);
  const champion = readFileSync(join(cwd, "study", "champions", "red-queen-2-round-01.red"), "utf8");
  expect(champion).toContain(";name");
  const again = await galapagos([...args, ...more], { cwd });
  expect(again.stdout).toBe(first.stdout);
  const plainly = more.filter((flag) => flag !== "--json");
  const twice = await galapagos([...args, ...plainly, "--arms", "red-queen,red-queen"], { cwd });
  expect(twice.stdout.match(/^red-queen/gm), "a kind named twice is measured once").toHaveLength(3);
  const kinds = ["--arms", "red-queen,history-1,best-of-n", "--specialists", "foes"];
  const two = await galapagos([...args, ...plainly, ...kinds], { cwd });
  expect(two.stdout, two.stderr).toMatch(/^red-queen − history-1 +beaten % /m);
  expect(two.stdout).toMatch(/^red-queen − best-of-n +beaten % /m);
  expect(two.stdout).toMatch(/^all specialists together +\d/m);
  expect(two.stdout).toMatch(/^linear probe from code .* \(6 champions, 2 seeds\)$/m);
  const bred = readFileSync(join(cwd, "study", "specialists.csv"), "utf8");
  for (const [name, text] of Object.entries(FOES)) {
    // an edited warrior, or another folder's of that name, has a specialist of its own
    const specialist = `specialist-${name}-${shortHash(text).slice(0, 8)}`;
    expect(bred.match(new RegExp(`^${specialist},(idle|imp)\\.red,`, "gm"))).toHaveLength(2);
    expect(existsSync(join(cwd, "study", specialist))).toBe(true);
  }
  expect(bred.match(/^drawn-[1-8],/gm)).toHaveLength(16);
  const phenotypes = readFileSync(join(cwd, "study", "phenotypes.csv"), "utf8");
  expect(phenotypes).toMatch(
    /^kind,run,round,component 1,component 2,idle\.red(,imp\.red)?,code DAT,.*,code length\r\nred-queen,1,1,/,
  );
  const archive = readFileSync(join(cwd, "study", "archive.csv"), "utf8");
  expect(archive).toMatch(
    /^kind,run,threadsSpawned bin,memoryCovered bin,score,candidate\r\nred-queen,1,[0-5],[0-5],[\d.]+,i0-s\d+\r\n/,
  );
  expect(readFileSync(join(cwd, "study", "archive.svg"), "utf8")).toContain("history-1, 2 runs");
  const other = await galapagos([...args, ...more, "--seed", "other"], { cwd });
  expect([other.code, other.stderr]).toEqual([2, expect.stringContaining("other settings")]);
}, 400_000);
