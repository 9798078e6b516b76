import { type Draft, type Elite, idOf, type JsonObject } from "../core/index.ts";
import { type Language, languageOf } from "../language/index.ts";
import type { Problem } from "../problem/index.ts";
import type { MutationResult } from "../program/index.ts";
import type { IslandView, Operator } from "./operator.ts";
import type { TunedChild } from "./tuning/number-search.ts";
import { TUNE } from "./tuning/tuner.ts";

/** Options of the offline operator. */
export interface OfflineOptions {
  readonly problem: Problem;
  /** The language with the problem's own mutator, where it has one. @defaultValue the problem's language */
  readonly language?: Language;
}

/** An operator that asks for nothing. */
export interface OfflineOperator extends Operator {
  propose(view: IslandView): Promise<Draft>;
}

/** Share of children that are made with mates. */
const CROSSOVER_SHARE = 0.25;

/** Draws of a child at most, while its like was proposed before. */
const ATTEMPTS = 20;

/**
 * Variation without a model: children come from the mutator of the problem's language, with or without mates.
 * A child that was seen before is drawn again a bounded number of times.
 */
export function createOfflineOperator({
  problem,
  language = languageOf(problem.definition),
}: OfflineOptions): OfflineOperator {
  // Room to grow, yet no bloat: evaluation and prompts pay for every character.
  const maxLength = 3 * problem.seed.length + 2000;

  const vary = (parent: Elite, mates: readonly Elite[], view: IslandView, attempt: number) =>
    language.vary({
      source: parent.source,
      mates: mates.map(({ source }) => source),
      strategy: parent.strategy,
      random: view.random(`offline-${attempt}`),
      maxLength,
      step: view.step,
    });

  return {
    name: "offline",
    propose: async (view) => {
      const { parent } = view;
      const tuned = view.tuned();
      if (tuned !== null) return tunedDraft(tuned, parent);
      let last: Draft | null = null;
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const crosses = view.random(`crossover-${attempt}`).next() < CROSSOVER_SHARE;
        const mates = crosses ? distinct(parent, [view.mate(), view.mate()]) : [];
        const result = vary(parent, mates, view, attempt);
        if (result.status !== "changed") continue;
        last = draftOf(result, parent, mates, crosses);
        if (!view.seen(result.fingerprint)) return last;
      }
      return last ?? copyOf(parent, language);
    },
  };
}

/** The mates that are other programs than the parent and than each other. */
function distinct(parent: Elite, mates: readonly Elite[]): Elite[] {
  const kept: Elite[] = [];
  for (const mate of mates) {
    if (mate.source !== parent.source && kept.every(({ source }) => source !== mate.source)) kept.push(mate);
  }
  return kept;
}

function draftOf(
  result: Extract<MutationResult, { status: "changed" }>,
  parent: Elite,
  mates: readonly Elite[],
  crosses: boolean,
): Draft {
  const { source, strategy } = result;
  const unmated = crosses && mates.length === 0 ? ", as a crossover had no mate" : "";
  return {
    source,
    fingerprint: result.fingerprint,
    parents: [idOf(parent), ...mates.map(idOf)],
    operator: mates.length > 0 ? "crossover" : "mutate",
    note: `${result.operator}: ${result.note}${unmated}`,
    strategy,
  };
}

/** A child of the numerical search, which is made from the program that it tunes. */
export function tunedDraft({ source, fingerprint, origin, note }: TunedChild, { strategy }: Elite): Draft {
  return { source, fingerprint, parents: [origin], operator: TUNE, note, strategy };
}

/**
 * The last resort for a program that offers nothing to change: it goes through as it is, and its verdict is
 * reused.
 */
function copyOf(parent: Elite, language: Language): Draft {
  const strategy: JsonObject = parent.strategy;
  return {
    source: parent.source,
    fingerprint: language.fingerprint(parent.source),
    parents: [idOf(parent)],
    operator: "copy",
    note: "nothing in this program could be changed",
    strategy,
  };
}
