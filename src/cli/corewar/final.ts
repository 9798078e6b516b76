/** The final after a search: many rounds at new places tell whether the best is better. */
import { GalapagosError } from "../../core/index.ts";
import {
  assemble,
  challenge,
  createEngine,
  type DuelRecord,
  type Entrant,
  evaluateDrq,
  type MarsSettings,
  printSource,
  standings,
  type Warrior,
} from "../../corewar/index.ts";
import { openRecord } from "../../store/index.ts";
import type { Tournament } from "./hold-tournament.ts";

/**
 * Rounds with each opponent that say what was won, at other places than those of the search (together: at
 * more of them).
 */
export const CHECK_ROUNDS = 100;

/** Placements of the final among the best of a search, and of the last check. */
const SEEDS = { final: 314_159_265, check: 271_828_182 } as const;

/** Warriors in the final. */
const FINALISTS = 4;

/**
 * Candidates that are looked through for finalists; changes that change nothing fill whole pages of equal
 * scores.
 */
const LOOKED_AT = 2000;

/** The aim of duels, and a warrior's score for it. */
export const AIMS = {
  points: "3 for a win and 1 for a tie per hundred rounds, 300 at most",
  beaten: "a smooth form of the share of opponents it beats, 100 at most",
} as const;

/** Name of such an aim. */
export type Aim = keyof typeof AIMS;

/** The opponents of a final, and its purpose. */
export interface Final {
  readonly field: readonly Entrant[];
  readonly settings: MarsSettings;
  readonly aim: Aim;
  readonly together: boolean;
  /** Holds duels, wherever the command has them fought. */
  readonly hold: (duels: Tournament) => Promise<readonly DuelRecord[]>;
}

/** A program of a search that may be the best. */
export interface Finalist {
  readonly warrior: Warrior;
  /** Its text as it was bred, or printed anew where pMARS would read that otherwise. */
  readonly source: string;
}

/** A warrior's results over many rounds. */
export interface Checked {
  /**
   * The aim of the search: points (0 to 300), the smooth share of opponents beaten (0 to 100), or the share
   * of survival of all together.
   */
  readonly score: number;
  /** Opponents with whom it won more rounds than it lost; `null` where all fight together. */
  readonly beaten: number | null;
}

/**
 * The best of a run, best first, one for each score: equal scores nearly always belong to equal behaviour.
 */
export function finalistsOf(folder: string, settings: MarsSettings): Finalist[] {
  using run = openRecord({ folder });
  const found = new Map<number, Finalist>();
  for (const id of run.candidates.top("maximise", LOOKED_AT)) {
    if (found.size === FINALISTS) break;
    const candidate = run.candidates.candidate(id);
    if (candidate?.evaluation.status !== "ok" || found.has(candidate.evaluation.score)) continue;
    found.set(candidate.evaluation.score, finalistOf(candidate.source, settings));
  }
  return [...found.values()];
}

/**
 * The best of the finalists in many rounds at new places. What leads a search owes part of its lead to the
 * places where that fought; here the runners-up get a second chance.
 */
export async function bestOfFinal(finalists: readonly Finalist[], final: Final): Promise<Finalist> {
  const warriors = finalists.map(({ warrior }) => warrior);
  const scores = (await fight(warriors, final, SEEDS.final)).map(({ score }) => score);
  const best = finalists[scores.indexOf(Math.max(...scores))];
  if (best !== undefined) return best;
  throw new GalapagosError("the run holds no warrior that was scored", {
    code: "run/empty",
    hint: "look at the run: galapagos inspect",
  });
}

/** How warriors do at places that neither the search nor the final saw; together, at the final's. */
export function check(warriors: readonly Warrior[], final: Final): Promise<readonly Checked[]> {
  return fight(warriors, final, SEEDS.check);
}

/** Fights of several warriors with the field, in one tournament: a start costs more than most fights. */
async function fight(
  warriors: readonly Warrior[],
  { field, settings, aim, together, hold }: Final,
  seed: number,
): Promise<readonly Checked[]> {
  if (together) {
    const engine = createEngine({ ...settings, warriors: 1 + field.length });
    const opponents = field.map((one) => one.warrior);
    return warriors.map((warrior) => ({
      score: evaluateDrq(engine, warrior, opponents, CHECK_ROUNDS).fitness,
      beaten: null,
    }));
  }
  const ones = warriors.map((warrior, at): Entrant => ({ id: `?${at}`, warrior }));
  const records = await hold({
    pairs: ones.flatMap((one) => challenge(one, field)),
    settings,
    rounds: CHECK_ROUNDS,
    seed,
  });
  const table = standings(records);
  return ones.map((one) => {
    const standing = table.find(({ id }) => id === one.id);
    return {
      score: (aim === "beaten" ? standing?.mastery : standing?.score) ?? 0,
      beaten: standing?.won ?? 0,
    };
  });
}

function finalistOf(source: string, settings: MarsSettings): Finalist {
  const assembly = assemble(source, { settings, mode: "lenient" });
  if (assembly.status === "error")
    throw new GalapagosError(`the best warrior does not assemble: ${assembly.errors[0]?.message}`, {
      code: "corewar/assembly",
      hint: "look at the run: galapagos inspect",
    });
  const { warrior } = assembly;
  const plain = assemble(source, { settings });
  const isPlain = plain.status === "ok" && JSON.stringify(plain.warrior) === JSON.stringify(warrior);
  return { warrior, source: isPlain ? source : printSource(warrior, settings.coreSize) };
}
