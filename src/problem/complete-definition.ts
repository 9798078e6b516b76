import type { Json } from "../core/index.ts";
import { contractOf, languageOfFile } from "../language/index.ts";
import type { AdversarialMode, FeatureDimension, Limits, ProblemDefinition } from "./definition.ts";
import { ENGINES } from "./engines.ts";
import type { ProblemFile } from "./problem-file.ts";

/** What a problem file does not say itself: data that was read from files, and the folder's name. */
export interface Surroundings {
  readonly folderName: string;
  /** Content of the inputs; `undefined` when the file does not speak of them. */
  readonly inputs: readonly Json[] | undefined;
  readonly holdout: readonly Json[] | undefined;
  /** Texts of the initial opponents. */
  readonly initial: readonly string[];
}

/** Every default of a problem, in this one place; `schemas/problem.schema.json` repeats them for editors. */
export function completeDefinition(file: ProblemFile, surroundings: Surroundings): ProblemDefinition {
  const name = file.name ?? surroundings.folderName;
  const { command = null } = file;
  const byCommand = file.language === "command";
  const language = file.language === undefined || byCommand ? languageOfFile(file.seed).name : file.language;
  const contract = byCommand ? "command" : contractOf({ language, seed: file.seed, command });
  return {
    name,
    title: file.title ?? name,
    description: typeof file.description === "string" ? file.description : file.description.join("\n"),
    language,
    engine: file.engine ?? ENGINES[contract][0],
    seed: file.seed,
    entryPoint: file.entryPoint ?? "solve",
    evaluator: file.evaluator,
    inputs: surroundings.inputs ?? [null],
    holdout: surroundings.holdout ?? [],
    output: file.output ?? null,
    objective: { name: file.objective.name ?? "score", direction: file.objective.direction },
    bestKnown: file.bestKnown ?? [],
    limits: completeLimits(file.limits ?? {}),
    features: (file.features ?? [{ name: "length", range: "auto" }]).map(completeFeature),
    stages: file.stages ?? [],
    repeats: file.repeats === undefined ? null : { rule: "mean", tolerance: null, ...file.repeats },
    timing: file.timing === undefined ? null : { maxPairs: 32, confidence: 0.95, ...file.timing },
    adversarial:
      file.adversarial === undefined ? null : completeAdversarial(file.adversarial, surroundings.initial),
    command,
    mutator: file.mutator ?? null,
  };
}

function completeAdversarial(mode: Partial<AdversarialMode>, initial: readonly string[]): AdversarialMode {
  return {
    against: mode.against ?? null,
    rounds: mode.rounds ?? 10,
    evaluationsPerRound: mode.evaluationsPerRound ?? 1000,
    initial,
    lastChampions: mode.lastChampions ?? null,
    warmStart: mode.warmStart ?? true,
    threshold: mode.threshold ?? null,
    settings: mode.settings ?? {},
  };
}

function completeLimits(limits: Partial<Limits>): Limits {
  const timeMs = limits.timeMs ?? 1000;
  return {
    timeMs,
    deadlineMs: limits.deadlineMs ?? 10 * timeMs,
    memoryMb: limits.memoryMb ?? 64,
    outputKb: limits.outputKb ?? 256,
  };
}

function completeFeature(feature: FeatureDimension): FeatureDimension {
  const scale = feature.scale ?? (feature.edges === undefined ? "linear" : "edges");
  return scale === "edges" ? { ...feature, scale } : { ...feature, scale, bins: feature.bins ?? 10 };
}
