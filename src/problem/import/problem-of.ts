import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "../../core/index.ts";
import type { PythonLook } from "./look.ts";
import type { FoundTask, Plan } from "./plan.ts";

/** Additions of the command line to a plan. */
interface Additions {
  readonly files: readonly string[];
  /** Absolute path of an environment; `null`: the system's Python. */
  readonly environment: string | null;
  readonly metric?: string;
}

/** `problem.json` of an imported task, and what its author should know. */
export function problemOf(
  task: FoundTask,
  plan: Plan,
  look: PythonLook,
  { files, environment, metric }: Additions,
): { readonly problem: JsonObject; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const cascade = stagesOf(task, plan, look);
  const stages = cascade === null ? 1 : 3;
  const { features, dimensions } = featuresOf(plan, notes);
  const deadlineMs = Math.min(Math.round(1000 * plan.timeoutS * stages), MOST_MS);
  if (deadlineMs === MOST_MS) notes.push("the time limit was cut to a day");
  if (metric !== undefined) notes.push(`the score is the metric ${metric}, as --metric says`);
  else if (plan.shape === "openevolve" && !isNamed(task, "combined_score")) {
    notes.push(
      `the evaluator names no combined_score: the score is the mean of its numeric metrics${dimensions.length > 0 ? ` but ${dimensions.join(", ")}` : ""}, as there; --metric <name> makes one of them the score`,
    );
  }
  const problem: JsonObject = {
    description: plan.description.split("\n"),
    seed: task.seed ?? "",
    evaluator: task.evaluator,
    contract: "joint",
    objective: {
      name: metric ?? (plan.shape === "loongflow" ? "score" : "combined score"),
      direction: "maximise",
    },
    joint: {
      shape: plan.shape,
      failed: plan.failed,
      ...(metric === undefined ? {} : { metric }),
      ...(cascade === null ? {} : { cascade: [...cascade] }),
      ...(dimensions.length === 0 ? {} : { dimensions: [...dimensions] }),
      ...(Object.keys(plan.arguments).length === 0 ? {} : { arguments: plan.arguments }),
      ...(plan.solution === null ? {} : { solution: plan.solution }),
    },
    needs: needsOf(plan, look, files, environment),
    limits: {
      timeMs: deadlineMs,
      deadlineMs,
      memoryMb: Math.max(16, Math.round(plan.memoryMb ?? 1024)),
      outputKb: 1024,
    },
    features: [...features],
  };
  return { problem, notes };
}

function needsOf(
  { shape, threads }: Plan,
  { missing }: PythonLook,
  files: readonly string[],
  environment: string | null,
): JsonObject {
  return {
    ...(environment === null ? {} : { environments: [environment] }),
    packages: [...missing.needed],
    ...(files.length === 0 ? {} : { files: [...files] }),
    ...(shape === "openevolve" ? { variables: { ENABLE_ARTIFACTS: "true" } } : {}),
    ...(threads === null ? {} : { threads }),
    processes: 128,
  };
}

/** Thresholds of a cascade that the evaluator really has. */
function stagesOf(
  { evaluator }: FoundTask,
  { cascade, shape }: Plan,
  look: PythonLook,
): readonly number[] | null {
  const has = look.files[evaluator]?.names.includes("evaluate_stage1") ?? false;
  return has && shape === "openevolve" ? cascade : null;
}

/** Axes of the grid in this toolkit's words, and the metrics that are no part of a mean. */
function featuresOf(
  { dimensions }: Plan,
  notes: string[],
): { readonly features: readonly JsonObject[]; readonly dimensions: readonly string[] } {
  const features: JsonObject[] = [];
  const metrics: string[] = [];
  for (const { name, bins } of dimensions) {
    if (name === "diversity") {
      notes.push("the dimension diversity was left out: no axis here measures a distance to other programs");
    } else if (name === "complexity") features.push(axis("length", bins));
    else if (!/^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(name)) {
      notes.push(`the dimension ${JSON.stringify(name)} was left out: a feature's name is a plain word`);
    } else {
      if (name !== "score") metrics.push(name);
      features.push(axis(name, bins));
    }
  }
  const kept = features.slice(0, 6);
  return { features: kept.length > 0 ? kept : [axis("length", 10)], dimensions: metrics };
}

function axis(name: string, bins: number): JsonObject {
  return { name, range: "auto", bins: Math.min(1000, Math.max(1, Math.round(bins))) };
}

function isNamed({ folder, evaluator }: FoundTask, word: string): boolean {
  try {
    return readFileSync(join(folder, evaluator), "utf8").includes(word);
  } catch {
    return false;
  }
}

/** Longest limit, milliseconds. */
const MOST_MS = 86_400_000;
