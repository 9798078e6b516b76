import { randomStream } from "../core/index.ts";
import { mutate, type ParsedLanguage } from "../program/index.ts";
import type { OfflineMutator } from "./stand-in-model.ts";

/** The syntax-tree mutator in the stand-in's service: a fresh strategy and no mates, a stream named by the seed. */
export function createOfflineMutator(language: ParsedLanguage): OfflineMutator {
  return (source, seed) => {
    const random = randomStream("offline-mutator", seed);
    const result = mutate({ source, language, mates: [], strategy: {}, random });
    return result.status === "changed" ? result.source : null;
  };
}
