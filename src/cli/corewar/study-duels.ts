/** Duels of champions with held-out warriors and with each other, kept in a file. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  assemble,
  challenge,
  codeFeatures,
  completeSettings,
  type DuelRecord,
  type Entrant,
  openResults,
  type Pair,
  roundRobin,
  type DrqRun,
  type Warrior,
} from "../../corewar/index.ts";
import { GalapagosError } from "../../core/index.ts";
import type { Tournament } from "./hold-tournament.ts";
import { readField } from "./warrior-file.ts";
import type { Shell } from "../shell.ts";

/** Warriors that no run has met. */
export interface HeldOut {
  readonly folder: string;
  readonly entrants: readonly Entrant[];
}

/** Duels are fought by the rules of the '94 hill. */
export const SETTINGS = completeSettings({ warriors: 2 });

/**
 * Held-out warriors: those of a folder except the ones that runs have as opponents from the start.
 *
 * @param initial - sources of these
 * @throws GalapagosError when none is left
 */
export function readHeldOut(shell: Shell, folder: string, initial: readonly string[]): HeldOut {
  const entrants = readField(shell, folder, SETTINGS, { lenient: true }).filter(
    ({ id }) => !initial.includes(readFileSync(join(folder, id), "utf8")),
  );
  if (entrants.length > 0) return { folder, entrants };
  throw new GalapagosError(`${folder} holds no warrior that runs have not met`, {
    code: "corewar/field",
    hint: "name a folder with *.red files: --humans my-warriors",
  });
}

/** Terms of duels, and the place of their outcomes. */
export interface Duelling {
  /** File of the outcomes; those in it are not fought again. */
  readonly results: string;
  readonly rounds: number;
  /** The tournament of duels, wherever the command has them fought. */
  readonly hold: (duels: Tournament) => Promise<readonly DuelRecord[]>;
}

/** Lets a run's champions meet every held-out warrior and each other. */
export async function measureRun(
  champions: readonly string[],
  { entrants: field }: HeldOut,
  duelling: Duelling,
): Promise<DrqRun> {
  const own = champions.map(
    (source, index): Entrant => ({ id: `round ${index + 1}`, warrior: warriorOf(source) }),
  );
  const pairs = [...own.flatMap((champion) => challenge(champion, field)), ...roundRobin(own)];
  const duel = await fight(pairs, [...own, ...field], duelling);
  return {
    heldOut: own.map((champion) => field.flatMap((other) => duel(champion, other) ?? [])),
    among: own.map((a) => own.map((b) => duel(a, b))),
    code: own.map(({ warrior }) => codeFeatures(warrior)),
  };
}

/** Lets warriors meet a field: for each its duels, in the field's order. */
export async function meetField(
  warriors: readonly { readonly id: string; readonly source: string }[],
  { entrants: field }: HeldOut,
  duelling: Duelling,
): Promise<readonly (readonly DuelRecord[])[]> {
  const own = warriors.map(({ id, source }): Entrant => ({ id, warrior: warriorOf(source) }));
  const pairs = own.flatMap((one) => field.map((other): Pair => [one, other]));
  const duel = await fight(pairs, [...own, ...field], duelling);
  return own.map((one) => field.flatMap((other) => duel(one, other) ?? []));
}

async function fight(
  pairs: readonly Pair[],
  entrants: readonly Entrant[],
  { results, rounds, hold }: Duelling,
): Promise<(a: Entrant, b: Entrant) => DuelRecord | undefined> {
  const { known, append } = openResults(results, { settings: SETTINGS, rounds, seed: 1 }, entrants);
  const records = await hold({ pairs, settings: SETTINGS, rounds, seed: 1, known, onRecord: append });
  const duels = new Map(records.map((record) => [keyOf(record.a, record.b), record]));
  return (a, b) => duels.get(keyOf(a.id, b.id));
}

function warriorOf(source: string): Warrior {
  const assembly = assemble(source, { settings: SETTINGS, mode: "lenient" });
  if (assembly.status === "ok") return assembly.warrior;
  throw new GalapagosError(`a champion does not assemble for a duel: ${assembly.errors[0]?.message}`, {
    code: "corewar/assembly",
    hint: "study a problem with the rules of the '94 hill",
  });
}

function keyOf(a: string, b: string): string {
  return JSON.stringify([a, b]);
}
