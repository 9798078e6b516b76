import {
  type Aim,
  type CandidateId,
  type Direction,
  type Elite,
  idOf,
  objectiveOf,
  weightedWorth,
} from "../src/core/index.ts";
import type { TunerOptions } from "../src/operators/index.ts";
import { valuesOf } from "./elite-of.ts";

/** Worth that a numerical search ranks by: the score, or of several objectives the one number that it can follow. */
export type SearchWorth = Pick<TunerOptions, "objective" | "worth" | "isOvertaken">;

/**
 * The worth that the searches of an island go by; the weights of several objectives follow from the step that a search began at.
 *
 * @param ranking - the elites as they are
 */
export function searchWorth(
  direction: Direction,
  aims: readonly Aim[],
  ranking: () => readonly Elite[],
): SearchWorth {
  if (aims.length < 2) return { objective: objectiveOf(direction) };
  return {
    objective: objectiveOf("maximise"),
    worth: (verdict, began) => weightedWorth(valuesOf(verdict, aims), aims, began),
    isOvertaken: (best, began) => worthiest(ranking(), aims, began).worth > best + AHEAD,
  };
}

/** The program that a search of several objectives begins from: the elite that its weights make the best; `null` with one objective. */
export function originFor(
  began: number,
  ranking: readonly Elite[],
  aims: readonly Aim[],
): { readonly id: CandidateId; readonly source: string } | null {
  if (aims.length < 2) return null;
  const { elite } = worthiest(ranking, aims, began);
  return { id: idOf(elite), source: elite.source };
}

/** The elite of the most worth, the earlier ranked of equals. @param ranking - at least one */
function worthiest(
  ranking: readonly Elite[],
  aims: readonly Aim[],
  began: number,
): { readonly elite: Elite; readonly worth: number } {
  let elite = ranking[0] as Elite;
  let most = Number.NEGATIVE_INFINITY;
  for (const one of ranking) {
    const worth = weightedWorth(one.values ?? [], aims, began);
    if (worth > most) [elite, most] = [one, worth];
  }
  return { elite, worth: most };
}

/** How far ahead, as a logarithm of worth: two in a hundred. */
const AHEAD = 0.02;
