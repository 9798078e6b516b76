import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { GalapagosError } from "../core/index.ts";
import { type Language, languageOf, type VaryInput } from "../language/index.ts";
import type { OwnMutator, Problem } from "../problem/index.ts";
import { type MutationResult, sameOutsideRegions } from "../program/index.ts";

/**
 * The language of a problem's programs, with the problem's own mutator in the place of the language's where
 * it has one. That module is imported into this thread: it is trusted as the evaluator is.
 *
 * @throws GalapagosError `problem/mutator` when the module cannot be used
 */
export async function openLanguage(problem: Problem): Promise<Language> {
  const { definition, folder } = problem;
  const language = languageOf(definition);
  if (!definition.mutator) return language;
  const path = join(folder, definition.mutator);
  const own = await loadMutator(path, problem);
  return {
    ...language,
    check(source, entryPoint) {
      const fault = language.check?.(source, entryPoint) ?? null;
      if (fault !== null) return fault;
      const message = asked(path, () => own.check?.(source) ?? null);
      return message === null ? null : { kind: "syntax", message: String(message) };
    },
    vary: (input) => varyBy(own, language, path, input),
  };
}

async function loadMutator(path: string, { definition }: Problem): Promise<OwnMutator> {
  let module: { readonly default?: unknown };
  try {
    module = (await import(pathToFileURL(path).href)) as typeof module;
  } catch (error) {
    throw unusable(path, "expected a module that can be imported", error);
  }
  const create = module.default;
  if (typeof create !== "function") {
    throw unusable(path, "expected a function as the default export", typeof create);
  }
  const own = asked(path, () => create(definition) as OwnMutator | null);
  if (typeof own?.vary === "function") return own;
  throw unusable(path, "expected the default export to return { vary }", typeof own);
}

function varyBy(own: OwnMutator, language: Language, path: string, input: VaryInput): MutationResult {
  const child = asked(path, () => own.vary(input));
  if (child === null) return { status: "unchanged", reason: "the mutator made no child" };
  const { source, note, operator = "own", strategy = input.strategy } = child;
  if (typeof source !== "string" || typeof operator !== "string")
    throw unusable(path, "expected vary to return { source, note }", child);
  if (source === input.source) return { status: "unchanged", reason: "the change had no effect" };
  if (!sameOutsideRegions(input.source, source)) {
    return { status: "unchanged", reason: "the child differs outside the EVOLVE-BLOCK regions" };
  }
  const fingerprint = language.fingerprint(source);
  return { status: "changed", source, fingerprint, note: String(note), operator, strategy };
}

function asked<T>(path: string, ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    throw unusable(path, "expected an answer", error);
  }
}

function unusable(path: string, expected: string, came: unknown): GalapagosError {
  const told = came instanceof Error ? came.message : (JSON.stringify(came) ?? "nothing");
  return new GalapagosError(`${path}: ${expected}, got: ${told.slice(0, 300)}`, {
    code: "problem/mutator",
    hint: "docs/problems.md shows a mutator module",
    cause: came,
  });
}
