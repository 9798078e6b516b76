import { JOINT_MARK, type Json } from "../core/index.ts";
import { contractOf, languageOfFile } from "../language/index.ts";
import { completed } from "../schema/index.ts";
import type { FeatureDimension, KnownValue, ProblemDefinition } from "./definition.ts";
import { ENGINES } from "./engines.ts";
import { JOINT } from "./file/joint.ts";
import { NEEDS } from "./file/needs.ts";
import { PROMPT } from "./file/prompt.ts";
import { PROBLEM, type ProblemFile } from "./file/problem-file.ts";
import { jointCommand } from "./joint/joint-command.ts";

/**
 * The facts that a problem file does not state itself: data that was read from files, and the folder's name.
 */
export interface Surroundings {
  readonly folderName: string;
  /** Content of the inputs; `undefined` when the file does not speak of them. */
  readonly inputs: readonly Json[] | undefined;
  readonly holdout: readonly Json[] | undefined;
  readonly bestKnown: readonly KnownValue[];
  /** Texts of the initial opponents. */
  readonly initial: readonly string[];
  /** File of the scorer, and the command line that names it, if there is one. */
  readonly scorer: Pick<ProblemDefinition, "evaluator" | "evaluatorCommand">;
  /** Text of the rating that hops are accepted by; `null` where there is none. */
  readonly rateText: string | null;
}

/**
 * A problem's file with every default: those of its declaration, and those that follow from other properties.
 */
export function completeDefinition(file: ProblemFile, surroundings: Surroundings): ProblemDefinition {
  const {
    presets: _presets,
    contract,
    hopping,
    joint: given,
    prompt: asked,
    needs,
    objective,
    ...plain
  } = completed(PROBLEM, file);
  const joint = contract === "joint" ? (given ?? completed(JOINT, {})) : null;
  const prompt = contract === "prompt" ? (asked ?? completed(PROMPT, {})) : null;
  const { rateText } = surroundings;
  const { inputs: calls = [null], holdout = [], bestKnown, folderName, initial, scorer } = surroundings;
  // each run is a call of its own, with the first input
  const inputs = hopping === null ? calls : new Array<Json>(hopping.restarts).fill(calls[0] ?? null);
  const name = file.name ?? folderName;
  const { description, limits, adversarial, seed } = plain;
  const command = joint === null ? plain.command : jointCommand(joint);
  const byCommand = file.language === "command";
  const language = file.language === undefined || byCommand ? languageOfFile(seed).name : file.language;
  const calling = byCommand ? "command" : contractOf({ language, seed, command });
  const [first = { name: "score", direction: "maximise" as const }] = plain.objectives ?? [];
  const aim = objective ?? { name: first.name, direction: first.direction };
  return {
    ...plain,
    objective: joint === null ? aim : { ...aim, name: `${aim.name}${JOINT_MARK}` },
    name,
    title: file.title ?? name,
    description: typeof description === "string" ? description : description.join("\n"),
    language,
    command,
    ...scorer,
    ...(contract === "policy" && { policy: true as const, entryPoint: file.entryPoint ?? "create" }),
    engine: file.engine ?? (file.container ? "container" : prompt ? "model" : ENGINES[calling][0]),
    inputs,
    holdout,
    bestKnown: bestKnown.filter(({ status }) => status !== "refuted"),
    limits: { ...limits, deadlineMs: limits.deadlineMs ?? 10 * limits.timeMs },
    features: plain.features.map(completeFeature),
    adversarial: adversarial && { ...adversarial, initial },
    ...(hopping && rateText !== null && { hopping: { ...hopping, rateText } }),
    ...(joint && { joint }),
    ...(prompt && { prompt }),
    ...((needs ?? joint) && { needs: needs ?? completed(NEEDS, {}) }),
  };
}

function completeFeature(feature: FeatureDimension): FeatureDimension {
  const scale = feature.scale ?? (feature.edges === undefined ? "linear" : "edges");
  return scale === "edges" ? { ...feature, scale } : { ...feature, scale, bins: feature.bins ?? 10 };
}
