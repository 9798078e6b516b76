/** `galapagos corewar hill`: a king-of-the-hill kept in a folder. */
import { copyFileSync, existsSync, mkdirSync, renameSync } from "node:fs";
import { basename, join } from "node:path";
import { Command } from "commander";
import { faultWords, GalapagosError, makeFolders } from "../../core/index.ts";
import {
  agesAfter,
  duelsOf,
  type Entrant,
  roundRobin,
  settleHill,
  type Warrior,
} from "../../corewar/index.ts";
import { type HillStanding, renderDuels, renderHill } from "../../report/corewar/index.ts";
import { readAges, writeAges } from "./hill-ages.ts";
import { readingOf } from "./reading.ts";
import { parseWhole, settingsOf } from "./rules.ts";
import { fightPairs, type TournamentFlags, withFights } from "./tournament.ts";
import { readField, readWarrior } from "./warrior-file.ts";
import type { Shell } from "../shell.ts";

interface Flags extends TournamentFlags {
  readonly size: number;
}

/** Folder within the hill that keeps the sources of members that were pushed off. */
const PUSHED_OFF = "pushed-off";

/** `galapagos corewar hill`. */
export function hillCommand(shell: Shell): Command {
  const command = new Command("hill")
    .argument("<folder>", "the hill: a folder with its members' sources")
    .argument("[challengers...]", "Redcode sources that want to get on it")
    .option("--size <n>", "members of the hill", parseWhole, 20);
  return withFights(command).action(async (typed: string, challengers: string[], flags: Flags) => {
    const folder = shell.path(typed);
    const settings = settingsOf(flags, 2);
    const reading = { ...readingOf(flags), rounds: flags.rounds };
    if (flags.size < 1) {
      throw new GalapagosError(`a hill has at least one place, got --size ${flags.size}`, {
        code: "corewar/hill",
        hint: "--size 20",
      });
    }
    const arrivals = challengers.map((file) =>
      arrivalOf(file, readWarrior(shell.path(file), settings, reading)),
    );
    refuseTwins(arrivals);
    if (arrivals.length > 0) change(folder, () => makeFolders(folder));
    const members = membersWith(arrivals, readField(shell, folder, settings, reading));
    if (members.length === 0) {
      throw new GalapagosError(`${folder} holds no warrior that assembles, and nobody challenges it`, {
        code: "corewar/field",
        hint: "name challengers after the folder: galapagos corewar hill my-hill/ mine.red",
      });
    }
    const ages = readAges(folder);
    const results = join(folder, "hill.results.jsonl");
    const records = await fightPairs(shell, roundRobin(members), members, { ...flags, results });
    const outcome = settleHill(members, records, flags.size);
    const challenging = arrivals.map(({ id }) => id);
    const arrived = challenging.filter((id) => !outcome.pushedOff.includes(id));
    const staying = outcome.standings.map(({ id }) => id);
    const now = agesAfter(ages, staying, arrived);
    change(folder, () => {
      settle(shell, folder, arrivals, outcome.pushedOff);
      if (arrived.length > 0) writeAges(folder, now);
    });
    const authors = new Map(members.map(({ id, warrior }) => [id, warrior.author]));
    const ranked = outcome.standings.map((standing): HillStanding => {
      const { id } = standing;
      return { ...standing, author: authors.get(id) ?? "", age: now[id] ?? 1 };
    });
    if (flags.json) return shell.printJson({ standings: ranked, pushedOff: outcome.pushedOff });
    for (const id of challenging) shell.print(`${renderDuels(duelsOf(id, records), `${id} against`)}\n`);
    shell.print(renderHill(ranked));
  });
}

/** A challenger, under the name it would have on the hill. */
interface Arrival extends Entrant {
  readonly file: string;
}

function arrivalOf(file: string, warrior: Warrior): Arrival {
  return { id: memberName(file), file, warrior };
}

function refuseTwins(arrivals: readonly Arrival[]): void {
  for (const [index, { id, file }] of arrivals.entries()) {
    const twin = arrivals.slice(0, index).find((other) => other.id === id);
    if (twin === undefined) continue;
    throw new GalapagosError(`${twin.file} and ${file} would both be ${id} on the hill`, {
      code: "corewar/hill",
      hint: "give one of them another name",
    });
  }
}

/**
 * Members and challengers in the order of their names; a challenger takes the place of a member of its name.
 */
function membersWith(arrivals: readonly Arrival[], field: readonly Entrant[]): Entrant[] {
  const names = new Set(arrivals.map(({ id }) => id));
  return [...field.filter(({ id }) => !names.has(id)), ...arrivals].sort((x, y) => (x.id < y.id ? -1 : 1));
}

/** Puts the fights' outcome into the folder, which is as it was until then. Nobody's source is deleted. */
function settle(
  shell: Shell,
  folder: string,
  arrivals: readonly Arrival[],
  pushedOff: readonly string[],
): void {
  for (const { id, file } of arrivals) {
    if (!pushedOff.includes(id)) copyFileSync(file, join(folder, id));
  }
  for (const id of pushedOff) {
    const member = join(folder, id);
    if (existsSync(member)) {
      mkdirSync(join(folder, PUSHED_OFF), { recursive: true });
      renameSync(member, join(folder, PUSHED_OFF, id));
      shell.say(`${id} is pushed off the hill, into ${join(folder, PUSHED_OFF)}`);
    } else shell.say(`${id} does not get on the hill`);
  }
}

function memberName(file: string): string {
  const name = basename(file);
  return /\.(red|rc)$/i.test(name) ? name : `${name}.red`;
}

/** Changes the hill's folder; what the system refuses is one message. */
function change(folder: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    throw new GalapagosError(`${folder} cannot be the folder of a hill: ${faultWords(error)}`, {
      code: "corewar/folder",
      hint: "the folder comes first, then the challengers: galapagos corewar hill my-hill/ mine.red",
      cause: error,
    });
  }
}
