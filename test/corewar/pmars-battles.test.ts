import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findPmars } from "../../bench/corewar/pmars.ts";
import { randomStream } from "../../src/core/index.ts";
import { assemble, completeSettings, createEngine, runBattle } from "../../src/corewar/index.ts";
import { renderKoth } from "../../src/report/corewar/index.ts";
import { shippedProblems } from "../../src/problem/index.ts";
import { sharedFolder } from "../support/shared.ts";

/** A pMARS that fights; Debian's own needs a display, and most machines have none. */
const PMARS = findPmars();
/** Rounds to fight: PMARS_ROUNDS=500 for a thorough comparison. */
const ROUNDS = Number(process.env.PMARS_ROUNDS ?? 60);

const folders = [join(shippedProblems, "core-war", "warriors")];
if (sharedFolder !== null) folders.push(join(sharedFolder, "corewar", "warriors"));
const files = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".red"))
    .map((name) => join(folder, name)),
);

function byUs(chosen: readonly string[], fixed: number, rounds: number, maxCycles: number): string {
  const settings = completeSettings({ warriors: chosen.length, maxCycles });
  const warriors = chosen.map((file) => {
    const assembly = assemble(readFileSync(file, "latin1"), { settings });
    if (assembly.status === "error") throw new Error(`${file} does not assemble`);
    return assembly.warrior;
  });
  return renderKoth(runBattle(createEngine(settings), { warriors, rounds, fixed }));
}

function byPmars(chosen: readonly string[], fixed: number, rounds: number, cycles: number): string {
  const rules = ["-s", 8000, "-p", 8000, "-l", 100, "-d", 100, "-c", cycles, "-r", rounds, "-F", fixed];
  const { stdout } = spawnSync(PMARS ?? "pmars", ["-b", "-k", ...rules.map(String), ...chosen], {
    encoding: "latin1",
  });
  return stdout.trim();
}

describe.skipIf(PMARS === null)("a pMARS that fights", () => {
  it("gives three to ten warriors the same scores, round after round", { timeout: 600_000 }, () => {
    const random = randomStream("melee", process.env.PMARS_SEED ?? "1");
    for (let fought = 0; fought < ROUNDS; ) {
      const rounds = Math.min(ROUNDS - fought, 5 + random.int(10));
      const chosen = Array.from({ length: 3 + random.int(8) }, () => random.pick(files));
      const [fixed, cycles] = [100 + random.int(7800), random.pick([2000, 8000, 20_000])];
      const told = { chosen, fixed, rounds, cycles };
      expect({ ...told, lines: byUs(chosen, fixed, rounds, cycles) }).toEqual({
        ...told,
        lines: byPmars(chosen, fixed, rounds, cycles),
      });
      fought += rounds;
    }
  });
});
