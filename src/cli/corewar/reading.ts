/** Flags that say how sources are read. */
import { type Command, Option } from "commander";
import { presetOf, type RulesFlags } from "./rules.ts";
import type { ReadingFlags } from "./warrior-file.ts";

/** Adds the flags that say how sources are read. */
export function withReading(command: Command): Command {
  return command
    .option("--lenient", "bear with what models write: prose, missing operands, unknown modifiers")
    .addOption(
      new Option("--standard <year>", "refuse what this standard does not know").choices(["94", "88"]),
    )
    .addOption(
      new Option("--pmars <version>", "read sources as this pMARS (0.9.2)").choices(["0.9.2", "0.9.5"]),
    );
}

/** A preset may ask for Redcode '88, or be played without p-space. */
export function readingOf(flags: RulesFlags & ReadingFlags): ReadingFlags {
  const preset = presetOf(flags);
  if (preset === null) return flags;
  return { ...flags, standard: flags.standard ?? preset.standard, pSpace: preset.pSpace };
}
