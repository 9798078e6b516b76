/** Searches for warriors from the four-line bomber. Their champions are kept in WARRIORS_KEEP, where it names a folder. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  assemble,
  completeSettings,
  createEngine,
  runBattle,
  type Warrior,
} from "../../src/corewar/index.ts";
import { loadProblem, shippedProblems } from "../../src/problem/index.ts";
import { redQueenChampions } from "../../src/run/index.ts";
import { galapagos } from "../cli/support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const SEEDS = (process.env.WARRIORS_SEEDS ?? "1").split(",");
const EVALUATIONS = process.env.WARRIORS_EVALUATIONS ?? "300";
const folder = join(shippedProblems, "core-war");
const settings = completeSettings({ warriors: 2 });
const engine = createEngine(settings);

function warriorOf(source: string): Warrior {
  const assembly = assemble(source, { settings, mode: "lenient" });
  if (assembly.status === "error") throw new Error(`expected a warrior, got ${source}`);
  return assembly.warrior;
}

/** Our warriors that no run has met. */
function strangersTo(met: readonly string[]): readonly Warrior[] {
  const all = readdirSync(join(folder, "warriors"))
    .filter((name) => name.endsWith(".red"))
    .map((name) => readFileSync(join(folder, "warriors", name), "utf8"));
  return all.filter((source) => !met.includes(source)).map(warriorOf);
}

function beats(one: Warrior, other: Warrior): boolean {
  const [own] = runBattle(engine, { warriors: [one, other], rounds: 24 }).warriors;
  return own !== undefined && own.wins > own.losses;
}

function keep(name: string, source: string): void {
  const kept = process.env.WARRIORS_KEEP;
  if (kept === undefined) return;
  mkdirSync(kept, { recursive: true });
  writeFileSync(join(kept, name), source);
}

describe.each(SEEDS)("from a bomber, seed %s", (seed) => {
  it("a search against our warriors ends with one that beats most of them", {
    timeout: 1_800_000,
  }, async () => {
    const cwd = temporaryFolder("warriors-soak");
    const field = join(folder, "warriors");
    const args = ["--aim", "beaten", "--rounds", "12", "--seed", seed, "--evaluations", EVALUATIONS];
    const { code, stdout, stderr } = await galapagos(
      ["corewar", "optimise", join(folder, "seed.red"), "--against", field, ...args, "--json", "--quiet"],
      { cwd },
    );
    expect(code, stderr).toBe(0);
    const { beaten, source } = JSON.parse(stdout);
    keep(`optimise-${seed}.red`, source);
    console.log(`seed ${seed}: ${beaten.after} of ${beaten.of} beaten`);
    expect(beaten.after / beaten.of).toBeGreaterThan(0.5);
  });

  it("the Red Queen's last champion beats people's kinds of warriors that it never met", {
    timeout: 1_800_000,
  }, async () => {
    const cwd = temporaryFolder("warriors-soak");
    const args = ["--preset", "quick", "--seed", seed, "--evaluations", EVALUATIONS, "--out", "queen"];
    const { code, stderr } = await galapagos(["run", "core-war", ...args, "--quiet"], { cwd });
    expect(code, stderr).toBe(0);
    const { definition } = await loadProblem("core-war", { preset: "quick" });
    const met = definition.adversarial?.initial ?? [];
    const strangers = strangersTo(met);
    const shares = redQueenChampions(join(cwd, "queen")).map(({ source }, round) => {
      keep(`queen-${seed}-${round + 1}.red`, source);
      return strangers.filter((other) => beats(warriorOf(source), other)).length / strangers.length;
    });
    console.log(
      `seed ${seed}: rounds beat ${shares.map((share) => share.toFixed(2)).join(", ")} of strangers`,
    );
    expect(shares.at(-1)).toBeGreaterThan(0.4);
  });
});
