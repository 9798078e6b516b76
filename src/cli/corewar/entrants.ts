/** Warriors that a person names, with the rules they fight by. */
import {
  checkLengths,
  hillNamedIn,
  type MarsSettings,
  type PresetName,
  type Warrior,
} from "../../corewar/index.ts";
import type { Shell } from "../shell.ts";
import { readingOf } from "./reading.ts";
import { namesRules, type RulesFlags, settingsOf } from "./rules.ts";
import { type ReadingFlags, readSource, warriorOf } from "./warrior-file.ts";

/** Warriors, and the rules of their battle. */
export interface Entrants {
  readonly warriors: readonly Warrior[];
  readonly settings: MarsSettings;
}

/**
 * Reads sources, files or `-` for standard input, which is read once, and settles the rules: those of the flags; where no flag says
 * anything, those of the hill that the sources name.
 *
 * @param mayBeEmpty - whether a source without instructions is one
 * @throws GalapagosError when one cannot be read or does not assemble
 */
export async function readEntrants(
  shell: Shell,
  files: readonly string[],
  typed: RulesFlags & ReadingFlags,
  mayBeEmpty = false,
): Promise<Entrants> {
  const sources: string[] = [];
  for (const file of files) sources.push(await readSource(shell, file));
  const flags = withHillOf(shell, sources, typed);
  const settings = settingsOf(flags, files.length);
  const reading = readingOf(flags);
  const warriors = files.map((file, index) => warriorOf(file, sources[index] ?? "", settings, reading));
  if (!mayBeEmpty) checkLengths(warriors, settings);
  return { warriors, settings };
}

/** The flags with the preset of the hill that all sources agree on, where the flags leave the rules open. */
export function withHillOf<F extends RulesFlags>(shell: Shell, sources: readonly string[], flags: F): F {
  if (namesRules(flags)) return flags;
  const hills = sources.flatMap((source) => hillNamedIn(source) ?? []);
  const [hill, ...others] = new Set<PresetName>(hills);
  if (hill === undefined || hill === "94") return flags;
  if (others.length > 0) {
    shell.say(
      `the sources name several hills (${[hill, ...others].join(", ")}): the rules of the '94 hill hold; --preset decides`,
    );
    return flags;
  }
  shell.say(`rules of the hill ${hill}, as the line ;redcode-${hill} says; --preset 94 is the standard`);
  return { ...flags, preset: hill };
}
