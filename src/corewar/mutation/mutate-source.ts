/** Mutation of sources: of their instructions, of the numbers in their text, or as a whole. */
import type { Random } from "../../core/index.ts";
import { assemble } from "../assembler/index.ts";
import type { Warrior } from "../instruction.ts";
import type { MarsSettings } from "../mars/index.ts";
import { printSource } from "../print.ts";
import { renew } from "./change-blocks.ts";
import { changeWrittenNumber } from "./change-text.ts";
import { type Mutation, type MutationOptions, mutateWarrior, randomWarrior } from "./mutate.ts";

/** Rules for children of sources. */
export interface SourceMutationOptions extends MutationOptions {
  readonly settings: MarsSettings;
  /** Share of children that are new warriors of building blocks, besides the few among changes by blocks. @defaultValue 0 */
  readonly newShare?: number;
}

/**
 * Mutates a source text by way of its instructions; a parent that does not assemble is replaced by a random
 * warrior.
 */
export function mutateRedcode(
  source: string,
  mate: string | null,
  random: Random,
  options: SourceMutationOptions,
): Mutation<string> {
  const { settings, newShare = 0 } = options;
  const parent = read(source, settings);
  if (parent === null) {
    const child = randomWarrior(random, options);
    return { child: printSource(child, settings.coreSize), note: "new: the parent does not assemble" };
  }
  const renewed = random.next() < newShare ? renew({ random, ...settings }) : null;
  if (renewed !== null)
    return { child: printSource({ ...parent, ...renewed.code }, settings.coreSize), note: renewed.note };
  if (random.next() < TEXT_SHARE) {
    const text = changeWrittenNumber(source, random, settings.coreSize, parent.instructions.length);
    const changed = text === null ? null : read(text, settings);
    if (text !== null && changed !== null && isOther(changed, parent)) return { child: text, note: "number" };
  }
  const { child, note } = mutateWarrior(parent, mate === null ? null : read(mate, settings), random, options);
  return { child: printSource(child, settings.coreSize), note };
}

/**
 * Changes one to three numbers of a source where they are written, and nothing else; `null` where it has none, or no change makes
 * another warrior.
 */
export function mutateNumbers(
  source: string,
  random: Random,
  { settings }: Pick<SourceMutationOptions, "settings">,
): Mutation<string> | null {
  const parent = read(source, settings);
  if (parent === null) return null;
  let child = source;
  for (let changes = random.pick([1, 1, 2, 3]); changes > 0; changes--)
    child = changeWrittenNumber(child, random, settings.coreSize, parent.instructions.length) ?? child;
  const changed = read(child, settings);
  return changed !== null && isOther(changed, parent) ? { child, note: "numbers" } : null;
}

/** Draws of which one fits where any block does. */
const DRAWS = 100;

/** A new warrior of building blocks; of random instructions under rules that no block fits. */
export function drawRedcode(random: Random, options: SourceMutationOptions): Mutation<string> {
  const { settings } = options;
  const plain = randomWarrior(random, options);
  for (let draw = 0; draw < DRAWS; draw++) {
    const drawn = renew({ random, ...settings });
    if (drawn !== null)
      return { child: printSource({ ...plain, ...drawn.code }, settings.coreSize), note: drawn.note };
  }
  return { child: printSource(plain, settings.coreSize), note: "new: random instructions" };
}

/** Share of children in whose text one number is changed. */
const TEXT_SHARE = 0.25;

function read(text: string, settings: MarsSettings): Warrior | null {
  const assembly = assemble(text, { settings, mode: "lenient" });
  return assembly.status === "ok" ? assembly.warrior : null;
}

function isOther(one: Warrior, other: Warrior): boolean {
  return JSON.stringify([one.instructions, one.start]) !== JSON.stringify([other.instructions, other.start]);
}
