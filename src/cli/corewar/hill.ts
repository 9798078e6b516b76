import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { Command } from "commander";
import { GalapagosError } from "../../core/index.ts";
import { roundRobin, settleHill } from "../../corewar/index.ts";
import { parseCount } from "../arguments.ts";
import { printJson, say } from "../output.ts";
import { readingOf, withReading } from "./assemble.ts";
import { parseWhole, settingsOf, withRules } from "./rules.ts";
import { fightPairs, report, type TournamentFlags } from "./tournament.ts";
import { readField, readWarrior } from "./warrior-file.ts";

interface Flags extends TournamentFlags {
  readonly size: number;
}

/** `galapagos corewar hill`. */
export function hillCommand(): Command {
  const command = new Command("hill")
    .description("king of the hill: challengers fight everybody on it, the weakest are pushed off")
    .argument("<folder>", "the hill: a folder with its members' sources")
    .argument("[challengers...]", "Redcode sources that want to get on it")
    .option("--size <n>", "members of the hill", parseWhole, 20)
    .option("--rounds <n>", "rounds of each pair", parseWhole, 100)
    .option("--seed <n>", "placement seed", parseWhole, 1)
    .option("--threads <n>", "threads (all cores)", parseCount)
    .option("--json", "print JSON");
  return withReading(withRules(command)).action(
    async (folder: string, challengers: string[], flags: Flags) => {
      const settings = settingsOf(flags, 2);
      const reading = { ...readingOf(flags), rounds: flags.rounds };
      if (flags.size < 1) {
        throw new GalapagosError(`a hill has at least one place, got --size ${flags.size}`, {
          code: "corewar/hill",
          hint: "--size 20",
        });
      }
      // Every challenger must assemble before any of them changes the hill.
      for (const file of challengers) readWarrior(file, settings, reading);
      makeFolder(folder);
      for (const file of challengers) copyFileSync(file, join(folder, memberName(file)));
      const members = readField(folder, settings, reading);
      const results = join(folder, "hill.results.jsonl");
      const records = await fightPairs(roundRobin(members), members, { ...flags, results });
      const outcome = settleHill(members, records, flags.size);
      for (const id of outcome.pushedOff) {
        rmSync(join(folder, id));
        say(`${id} is pushed off the hill`);
      }
      if (flags.json) printJson({ standings: outcome.standings, pushedOff: outcome.pushedOff });
      else report(outcome.standings, outcome.records, flags);
    },
  );
}

function memberName(file: string): string {
  const name = basename(file);
  return /\.(red|rc)$/i.test(name) ? name : `${name}.red`;
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new GalapagosError(`${folder} cannot be the folder of a hill: ${(error as Error).message}`, {
      code: "corewar/folder",
      hint: "the folder comes first, then the challengers: galapagos corewar hill my-hill/ mine.red",
      cause: error,
    });
  }
}
