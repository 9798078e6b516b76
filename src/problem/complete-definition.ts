import { extname } from "node:path";
import type { Json } from "../core/index.ts";
import type { FeatureDimension, Language, Limits, ProblemDefinition } from "./definition.ts";
import type { ProblemFile } from "./problem-file.ts";

/** What a problem file does not say itself: data that was read from files, and the folder's name. */
export interface Surroundings {
  readonly folderName: string;
  /** Content of the inputs; `undefined` when the file does not speak of them. */
  readonly inputs: readonly Json[] | undefined;
  readonly holdout: readonly Json[] | undefined;
}

/** Every default of a problem, in this one place; `schemas/problem.schema.json` repeats them for editors. */
export function completeDefinition(file: ProblemFile, surroundings: Surroundings): ProblemDefinition {
  const name = file.name ?? surroundings.folderName;
  const language = file.language ?? languageOf(file.seed);
  return {
    name,
    title: file.title ?? name,
    description: typeof file.description === "string" ? file.description : file.description.join("\n"),
    language,
    engine: file.engine ?? (language === "command" ? "command" : "quickjs"),
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
    command: file.command ?? null,
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

/** Language of a program by its file's extension. */
export function languageOf(file: string): Language {
  switch (extname(file).toLowerCase()) {
    case ".js":
    case ".mjs":
      return "javascript";
    case ".ts":
    case ".mts":
      return "typescript";
    default:
      return "command";
  }
}
