/** Duels of champions with held-out warriors and with each other, kept in a file. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  assemble,
  challenge,
  completeSettings,
  type DuelRecord,
  type Entrant,
  openResults,
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
  readonly entrants: readonly Entrant[];
}

/** Duels are fought by the rules of the '94 hill. */
const SETTINGS = completeSettings({ warriors: 2 });

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
  if (entrants.length > 0) return { entrants };
  throw new GalapagosError(`${folder} holds no warrior that runs have not met`, {
    code: "corewar/field",
    hint: "name a folder with *.red files: --humans my-warriors",
  });
}

/**
 * Lets a run's champions meet every held-out warrior and each other; outcomes in the file are not fought
 * again.
 */
export async function measureRun(
  champions: readonly string[],
  { entrants: field }: HeldOut,
  options: {
    readonly results: string;
    readonly rounds: number;
    /** Holds duels, wherever the command has them fought. */
    readonly hold: (duels: Tournament) => Promise<readonly DuelRecord[]>;
  },
): Promise<DrqRun> {
  const { rounds, hold } = options;
  const own = champions.map(
    (source, index): Entrant => ({ id: `round ${index + 1}`, warrior: warriorOf(source) }),
  );
  const pairs = [...own.flatMap((champion) => challenge(champion, field)), ...roundRobin(own)];
  const file = openResults(options.results, { settings: SETTINGS, rounds, seed: 1 }, [...own, ...field]);
  const records = await hold({
    pairs,
    settings: SETTINGS,
    rounds,
    seed: 1,
    known: file.known,
    onRecord: file.append,
  });
  const duels = new Map(records.map((record) => [keyOf(record.a, record.b), record]));
  const duel = (a: Entrant, b: Entrant): DuelRecord | undefined => duels.get(keyOf(a.id, b.id));
  return {
    heldOut: own.map((champion) => field.flatMap((other) => duel(champion, other) ?? [])),
    among: own.map((a) => own.map((b) => duel(a, b))),
  };
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
