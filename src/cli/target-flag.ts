import { InvalidArgumentError } from "commander";
import { GalapagosError, objectiveOf } from "../core/index.ts";
import { bestKnownOf, type Problem } from "../problem/index.ts";
import { parseNumber } from "./arguments.ts";

/** The word of `--target` for a score that is as good as the best known value. */
export const BEST_KNOWN = "best-known";

/** A score to reach, as the flag names it. */
export type Target = number | typeof BEST_KNOWN;

/** A finite number, or {@link BEST_KNOWN}. */
export function parseTarget(text: string): Target {
  if (text.trim() === BEST_KNOWN) return BEST_KNOWN;
  try {
    return parseNumber(text);
  } catch {
    throw new InvalidArgumentError(`Expected a finite number or ${BEST_KNOWN}.`);
  }
}

/**
 * Flags whose target is a score: in place of {@link BEST_KNOWN} the least one that is as good as the best value known, but for rounding.
 *
 * @throws GalapagosError `run/target` where none is known
 */
export function withTarget<Flags extends { readonly target?: Target }>(
  flags: Flags,
  { definition }: Problem,
): Flags {
  if (flags.target !== BEST_KNOWN) return flags;
  const known = bestKnownOf(definition);
  if (known === null) {
    throw new GalapagosError(`--target ${BEST_KNOWN}: no value is known of ${definition.name}`, {
      code: "run/target",
      hint: "name the score: --target <score>, or add bestKnown to problem.json",
    });
  }
  return { ...flags, target: objectiveOf(definition.objective.direction).leastSame(known) };
}
