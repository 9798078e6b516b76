import { randomStream } from "../core/index.ts";
import { type Language, languageOfFile } from "../language/index.ts";
import type { OfflineMutator } from "./stand-in-model.ts";

/** Longest child, characters. */
const MAX_LENGTH = 65_536;

/**
 * A language's mutator in the stand-in's service: a fresh strategy and no mates, a stream named by the seed.
 *
 * @param language - of the programs that prompts show; JavaScript when left out
 */
export function createOfflineMutator(
  language: Pick<Language, "vary"> = languageOfFile("program.js"),
): OfflineMutator {
  return (source, seed) => {
    const random = randomStream("offline-mutator", seed);
    const result = language.vary({ source, mates: [], strategy: {}, random, maxLength: MAX_LENGTH });
    return result.status === "changed" ? result.source : null;
  };
}
