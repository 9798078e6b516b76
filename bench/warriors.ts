// npm run study:warriors [-- seeds [evaluations [folder …]]]: what evolution makes of a four-line bomber, with the settings that ship:
// `corewar optimise` against our own warriors, the Red Queen's quick preset, and the one that begins with an imp alone. Prints a table: of the
// warriors in each folder (ours, which `optimise` meets, where none is named) the share that champions beat, in 24 rounds as `pmars -F 4000`
// fights them, over the seeds.
// Resumable: searches and duels that are in results/warriors are not made again, and a search that was stopped goes on.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { median, medianInterval, pairedInterval } from "../src/core/index.ts";
import { assemble, completeSettings, createEngine, runBattle, type Warrior } from "../src/corewar/index.ts";
import { shippedProblems } from "../src/problem/index.ts";
import { redQueenChampions } from "../src/run/index.ts";

const [count = 10, evaluations = 600] = process.argv.slice(2, 4).map(Number);
const chosen = process.argv.slice(4);
const folders = chosen.length > 0 ? chosen : [join(shippedProblems, "core-war", "warriors")];
const root = join("results", "warriors");
const settings = completeSettings({ warriors: 2 });
const engine = createEngine(settings);
mkdirSync(root, { recursive: true });

/** Red Queens by what they begin with: their names in the table, those of their folders, and their presets. */
const QUEENS = [
  { title: "Red Queen", name: "queen", preset: "quick" },
  { title: "Red Queen from an imp", name: "imp", preset: "from-imp" },
] as const;

/** Champions of one seed: the one of `optimise`, and those of each Red Queen's rounds, in the order of {@link QUEENS}. */
interface Champions {
  readonly optimised: string;
  readonly reigns: readonly (readonly string[])[];
}

/** How a warrior did against a folder's warriors, in per cent of them. */
interface Outcome {
  readonly beaten: number;
  readonly tied: number;
}

const seeds: Champions[] = [];
for (let seed = 1; seed <= count; seed++)
  seeds.push({
    optimised: optimise(seed),
    reigns: QUEENS.map(({ name, preset }) => reign(name, preset, seed)),
  });

console.log(`${count} seeds, ${evaluations} evaluations each; per cent of the warriors, over seeds\n`);
console.log(
  "| warriors | champion | beaten: median | 95 % interval | worst | best | tied: median | beaten more than by the first: median | 95 % interval |",
);
console.log("|---|---|---|---|---|---|---|---|---|");
for (const folder of folders) {
  const field = readField(folder);
  const title = `${field.length} of ${basename(folder)}`;
  const row = (champion: string, outcomes: readonly Outcome[], gained: readonly string[]): void => {
    console.log(`| ${[title, champion, ...cellsOf(outcomes), ...gained].join(" | ")} |`);
  };
  row(
    "`optimise`",
    seeds.map(({ optimised }) => fight(optimised, folder, field)),
    ["", ""],
  );
  for (const [place, { title: queen }] of QUEENS.entries()) {
    const reigns = seeds.map(({ reigns: all }) => all[place] ?? []);
    const rounds = Math.min(...reigns.map(({ length }) => length));
    const champions = Array.from({ length: rounds }, (_, round) =>
      reigns.map((sources) => fight(sources[round] as string, folder, field)),
    );
    for (const [round, outcomes] of champions.entries())
      row(
        `${queen}, round ${round + 1}`,
        outcomes,
        round === 0 ? ["", ""] : gain(champions[0] ?? [], outcomes),
      );
  }
}

/** The warrior that `corewar optimise` prints. */
function optimise(seed: number): string {
  const name = `optimise-${seed}-${evaluations}`;
  const kept = join(root, `${name}.red`);
  if (!existsSync(kept)) {
    const field = join(shippedProblems, "core-war", "warriors");
    const start = join(shippedProblems, "core-war", "seed.red");
    const search = ["--aim", "beaten", "--rounds", "12", ...budget(seed), "--out", join(root, name)];
    const found = galapagos(["corewar", "optimise", start, "--against", field, ...search]);
    writeFileSync(`${kept}.part`, found);
    renameSync(`${kept}.part`, kept);
  }
  return readFileSync(kept, "utf8");
}

/** The champions of a Red Queen's rounds, from the first on. */
function reign(name: string, preset: string, seed: number): readonly string[] {
  const folder = join(root, `${name}-${seed}-${evaluations}`);
  if (existsSync(folder)) galapagos(["resume", folder, "--quiet"]);
  else galapagos(["run", "core-war", "--preset", preset, ...budget(seed), "--out", folder]);
  return redQueenChampions(folder).map(({ source }) => source);
}

function budget(seed: number): readonly string[] {
  return ["--seed", String(seed), "--evaluations", String(evaluations), "--threads", "1", "--quiet"];
}

/** The tool's answer; what it tells of itself goes to the terminal. */
function galapagos(args: readonly string[]): string {
  const bin = fileURLToPath(new URL("../bin/galapagos.js", import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, [bin, ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`galapagos ${args.join(" ")} ended with ${status}`);
  return stdout;
}

function readField(folder: string): readonly Warrior[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".red"));
  return names.sort().map((name) => read(readFileSync(join(folder, name), "latin1"), name));
}

function read(source: string, name: string): Warrior {
  const assembly = assemble(source, { settings, mode: "lenient" });
  if (assembly.status === "ok") return assembly.warrior;
  throw new Error(`${name} does not assemble: ${assembly.errors[0]?.message}`);
}

/** A champion's duels with a folder's warriors, fought once. */
function fight(source: string, folder: string, field: readonly Warrior[]): Outcome {
  const key = createHash("sha256")
    .update(JSON.stringify([source, field]))
    .digest("hex")
    .slice(0, 16);
  const kept = join(root, `duels-${basename(folder)}-${key}.json`);
  if (!existsSync(kept)) {
    const champion = read(source, "a champion");
    const leads = field.map((other) => {
      const [own] = runBattle(engine, {
        warriors: [champion, other],
        rounds: 24,
        positions: [4000],
      }).warriors;
      return (own?.wins ?? 0) - (own?.losses ?? 0);
    });
    const share = (are: (lead: number) => boolean): number => (100 * leads.filter(are).length) / field.length;
    const outcome: Outcome = { beaten: share((lead) => lead > 0), tied: share((lead) => lead === 0) };
    writeFileSync(kept, JSON.stringify(outcome));
  }
  return JSON.parse(readFileSync(kept, "utf8"));
}

function cellsOf(outcomes: readonly Outcome[]): readonly string[] {
  const beaten = outcomes.map((outcome) => outcome.beaten);
  const [low, high] = medianInterval(beaten, 0.05);
  const interval = Number.isFinite(low) ? `${low.toFixed(1)} to ${high.toFixed(1)}` : "–";
  const ends = [Math.min(...beaten), Math.max(...beaten)].map((share) => share.toFixed(1));
  return [median(beaten).toFixed(1), interval, ...ends, median(outcomes.map(({ tied }) => tied)).toFixed(1)];
}

/** The share that later champions beat beyond that of the first ones of the same seeds. */
function gain(first: readonly Outcome[], later: readonly Outcome[]): readonly string[] {
  const paired = pairedInterval(later.map(({ beaten }, seed) => beaten - (first[seed]?.beaten ?? 0)));
  if (paired === null) return ["–", "–"];
  const { median: middle, low, high, level } = paired;
  const interval = `${low.toFixed(1)} to ${high.toFixed(1)}`;
  return [middle.toFixed(1), level < 0.95 ? `${interval} (${Math.round(100 * level)} %)` : interval];
}
