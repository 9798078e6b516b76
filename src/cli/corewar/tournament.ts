/** `galapagos corewar tournament`: all warriors of a folder against each other, or one against all. */
import { Command } from "commander";
import { GalapagosError, shippedPath } from "../../core/index.ts";
import {
  challenge,
  type DuelRecord,
  type Entrant,
  openResults,
  type Pair,
  roundRobin,
  standings,
  type TournamentStanding,
} from "../../corewar/index.ts";
import { parseCount } from "../arguments.ts";
import { addQueueOptions, type QueueFlags } from "../queue-flags.ts";
import { holdTournament } from "./hold-tournament.ts";
import { readingOf, withReading } from "./reading.ts";
import { parseWhole, type RulesFlags, settingsOf, withRules } from "./rules.ts";
import { type ReadingFlags, readField, readWarrior } from "./warrior-file.ts";
import type { Shell } from "../shell.ts";
import { renderDuels, renderStandings } from "../../report/corewar/index.ts";

/** Flags that tournaments and hills share. */
export interface TournamentFlags extends RulesFlags, ReadingFlags, QueueFlags {
  readonly rounds: number;
  readonly seed: number;
  readonly threads?: number;
  readonly json?: boolean;
}

interface Flags extends TournamentFlags {
  readonly warrior?: string;
  readonly results?: string;
}

/** Adds the flags that tournaments and hills share. */
export function withFights(command: Command): Command {
  command
    .option("--rounds <n>", "rounds of each pair", parseWhole, 100)
    .option("--seed <n>", "placement seed", parseWhole, 1)
    .option("--threads <n>", "threads (all cores)", parseCount)
    .option("--json", "print JSON");
  return addQueueOptions(withReading(withRules(command)));
}

/** `galapagos corewar tournament`. */
export function tournamentCommand(shell: Shell): Command {
  const command = new Command("tournament")
    .argument("<folder>", "folder with *.red files")
    .option("--warrior <file>", "benchmark this warrior against the folder")
    .option("--results <file>", "keep outcomes in this file, and go on from it when stopped");
  return withFights(command).action(async (folder: string, flags: Flags) => {
    const settings = settingsOf(flags, 2);
    const reading = { ...readingOf(flags), rounds: flags.rounds };
    const field = readField(shell, shell.path(folder), settings, reading);
    const challenger: Entrant | null =
      flags.warrior === undefined
        ? null
        : { id: flags.warrior, warrior: readWarrior(shell.path(flags.warrior), settings, reading) };
    const pairs = challenger === null ? roundRobin(field) : challenge(challenger, field);
    if (pairs.length === 0) {
      throw new GalapagosError(
        `${folder} holds ${field.length} warriors that assemble; there is nobody to fight`,
        {
          code: "corewar/field",
          hint: `name a folder with at least two *.red files, e.g. ${shippedPath("problems/core-war/warriors")}`,
        },
      );
    }
    const entrants = challenger === null ? field : [challenger, ...field];
    const records = await fightPairs(shell, pairs, entrants, flags);
    if (challenger === null) return report(shell, standings(records), records, flags);
    const own = standings(records).filter(({ id }) => id === challenger.id);
    if (flags.json) return shell.printJson({ standings: own, duels: records });
    shell.print(renderDuels(records));
    shell.print("");
    shell.print(renderStandings(own));
  });
}

/** Fights pairs, keeps their outcomes when a file is named, and tells progress on standard error. */
export async function fightPairs(
  shell: Shell,
  pairs: readonly Pair[],
  entrants: readonly Entrant[],
  flags: TournamentFlags & { readonly results?: string },
): Promise<DuelRecord[]> {
  const settings = settingsOf(flags, 2);
  const { rounds, seed } = flags;
  if (rounds < 1 || rounds > 1_000_000) {
    throw new GalapagosError(`rounds: expected a whole number from 1 to 1000000, got ${rounds}`, {
      code: "corewar/rounds",
      hint: "--rounds 100",
    });
  }
  const file =
    flags.results === undefined
      ? null
      : openResults(shell.path(flags.results), { settings, rounds, seed }, entrants);
  const abort = new AbortController();
  const stop = (): void => abort.abort(stopped(flags.results !== undefined));
  const release = shell.io.onSignal(["SIGINT", "SIGTERM"], stop);
  try {
    return await holdTournament(shell, flags, {
      ...{ pairs, settings, rounds, seed },
      known: file?.known ?? [],
      signal: abort.signal,
      onRecord(record, done, total) {
        file?.append(record);
        shell.say(
          `${done}/${total}  ${record.a} – ${record.b}  ${record.wins}/${record.losses}/${record.ties}`,
        );
      },
    });
  } catch (error) {
    throw abort.signal.aborted ? abort.signal.reason : error;
  } finally {
    release();
  }
}

function stopped(isKept: boolean): GalapagosError {
  const hint = isKept ? "type the same command to go on" : "name a file with --results to be able to go on";
  return new GalapagosError("stopped before the end", { code: "corewar/interrupted", exitCode: 130, hint });
}

/** Prints standings as a table or as JSON. */
function report(
  shell: Shell,
  ranked: readonly TournamentStanding[],
  records: readonly DuelRecord[],
  flags: TournamentFlags,
): void {
  if (flags.json) shell.printJson({ standings: ranked, duels: records });
  else shell.print(renderStandings(ranked));
}
