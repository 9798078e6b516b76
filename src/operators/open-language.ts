import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { GalapagosError, guarded, guardedNow, type JsonObject } from "../core/index.ts";
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
  const language = forSpeed(languageOf(definition), Boolean(definition.timing));
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

/** A language whose mutator looks for work to save, where run time is the objective. */
function forSpeed(language: Language, isTimed: boolean): Language {
  if (!isTimed) return language;
  return { ...language, vary: (input) => language.vary({ ...input, forSpeed: true }) };
}

async function loadMutator(path: string, { definition }: Problem): Promise<OwnMutator> {
  let module: { readonly default?: unknown };
  try {
    module = await guarded(unheard, () => Promise.race([import(pathToFileURL(path).href), tooLate()]));
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

/** Time that a module may take to be loaded, milliseconds. */
const LOADING_MS = 20_000;

function tooLate(): Promise<never> {
  return new Promise((_, reject) => {
    const error = new Error(
      `it was not loaded within ${LOADING_MS / 1000} s: a top-level await may never end`,
    );
    setTimeout(reject, LOADING_MS, error).unref();
  });
}

/** Words of a mutator are for nobody: they would stand among a run's results. */
function unheard(): void {}

function varyBy(own: OwnMutator, language: Language, path: string, input: VaryInput): MutationResult {
  const child = asked(path, () => readChild(own.vary(input)));
  if (child === null) return { status: "unchanged", reason: "the mutator made no child" };
  if (typeof child === "string")
    throw unusable(path, "expected vary to return { source, note } or null", child);
  const { source, note, operator, strategy = input.strategy } = child;
  if (source === input.source) return { status: "unchanged", reason: "the change had no effect" };
  if (source.length > LONGEST_CHILD) return { status: "unchanged", reason: "the child is too long" };
  if (!sameOutsideRegions(input.source, source)) {
    return { status: "unchanged", reason: "the child differs outside the EVOLVE-BLOCK regions" };
  }
  const fingerprint = language.fingerprint(source);
  return { status: "changed", source, fingerprint, note, operator, strategy };
}

/** Longest child that is taken, characters. */
const LONGEST_CHILD = 4 * 1024 * 1024;
const LONGEST_NOTE = 500;
const LONGEST_NAME = 40;

/** A child as plain data, whatever a mutator returned: `null` for none, words for what is no child. */
function readChild(child: unknown) {
  if (child === null) return null;
  if (child instanceof Promise) return "a promise: vary is not asynchronous";
  const { source, note, operator = "own", strategy } = Object(child) as { [name: string]: unknown };
  if (typeof source !== "string" || typeof operator !== "string") return shown(child);
  const plain =
    strategy === undefined ? undefined : (JSON.parse(JSON.stringify(strategy) ?? "null") as unknown);
  if (plain !== undefined && (typeof plain !== "object" || plain === null || Array.isArray(plain)))
    return `a strategy that is no object: ${shown(strategy)}`;
  return {
    // half a sign is nothing that a record could keep
    source: source.toWellFormed(),
    note: String(note).slice(0, LONGEST_NOTE),
    operator: operator.slice(0, LONGEST_NAME),
    ...(plain !== undefined && { strategy: plain as JsonObject }),
  };
}

function asked<T>(path: string, ask: () => T): T {
  try {
    return guardedNow(unheard, ask);
  } catch (error) {
    throw unusable(path, "expected an answer", error);
  }
}

function unusable(path: string, expected: string, came: unknown): GalapagosError {
  const told = typeof came === "string" ? came : shown(came);
  return new GalapagosError(`${path}: ${expected}, got: ${told.slice(0, 300)}`, {
    code: "problem/mutator",
    hint: "docs/problems.md shows a mutator module",
    ...(came instanceof Error && { cause: came }),
  });
}

/** Anything in words, also what cannot be shown. */
function shown(value: unknown): string {
  try {
    return value instanceof Error ? String(value.message) : (JSON.stringify(value) ?? typeof value);
  } catch {
    return "something that cannot be shown";
  }
}
