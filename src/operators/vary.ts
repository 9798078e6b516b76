import { completeSettings, type MarsSettings, mutateRedcode } from "../corewar/index.ts";
import type { Json, JsonObject, Random } from "../core/index.ts";
import type { Problem } from "../problem/index.ts";
import { fingerprint, hasParser, type MutationResult, mutate, mutateTokens } from "../program/index.ts";

/** What a child is made from. */
export interface VaryInput {
  readonly source: string;
  /** Second parents; empty for a mutation. */
  readonly mates: readonly string[];
  readonly strategy: JsonObject;
  readonly random: Random;
  readonly maxLength: number;
}

/** Makes a child without a model: a pure function of its input and the stream's draws. */
export type Vary = (input: VaryInput) => MutationResult;

/** The mutator of a problem's language: over the syntax tree, over Redcode's instructions, or over tokens. */
export function varyFor({ definition }: Problem): Vary {
  const { language } = definition;
  if (hasParser(language)) return (input) => mutate({ ...input, language });
  if (language === "redcode") return varyRedcode(redcodeRules(definition.inputs[0] ?? null));
  return mutateTokens;
}

function varyRedcode(settings: MarsSettings): Vary {
  return ({ source, mates, strategy, random }) => {
    const { child, note } = mutateRedcode(source, mates[0] ?? null, random, { settings });
    if (child === source) return { status: "unchanged", reason: "the change had no effect" };
    const operator = mates.length > 0 ? "cross-redcode" : "mutate-redcode";
    return {
      status: "changed",
      source: child,
      fingerprint: fingerprint(child, "redcode"),
      note,
      operator,
      strategy,
    };
  };
}

/** The rules of Core War that a problem's input states under `rules`; those of the '94 hill where it states none. */
export function redcodeRules(input: Json): MarsSettings {
  const stated = input !== null && typeof input === "object" && "rules" in input ? input.rules : {};
  return completeSettings(stated as Partial<MarsSettings>);
}
