import { randomStream } from "../core/index.ts";
import { type Language, languageNamed } from "../language/index.ts";
import type { OfflineMutator } from "./stand-in-model.ts";

/**
 * A language's mutator in the stand-in's service: a fresh strategy and no mates, a stream named by the seed.
 *
 * @param written - language of the programs that prompts show, or its name.
 * @defaultValue "javascript"
 */
export function createOfflineMutator(
  written: Pick<Language, "vary"> | string = "javascript",
): OfflineMutator {
  const language = typeof written === "string" ? languageNamed(written) : written;
  if (language === null) throw new RangeError(`createOfflineMutator: no language is named "${written}"`);
  return (source, seed) => {
    const random = randomStream("offline-mutator", seed);
    const result = language.vary({ source, mates: [], strategy: {}, random, maxLength: MAX_LENGTH });
    return result.status === "changed" ? result.source : null;
  };
}

/** Longest child, characters. */
const MAX_LENGTH = 65_536;
