import { dirname, resolve } from "node:path";
import { type ConfigLayer, type RunConfig, resolveConfig } from "../../config/index.ts";
import { GalapagosError, type JsonObject, given } from "../../core/index.ts";
import { type MemoryFile, memorySettings } from "../../memory/index.ts";
import { loadProblem, type Problem } from "../../problem/index.ts";
import { withAddresses } from "../models/addresses.ts";
import { freezeModels } from "../models/frozen-models.ts";
import { checkKeys } from "../models/models.ts";
import { readMemoryFile } from "../memory/read-memory-file.ts";
import type { StudyBudget, StudyFile } from "./study-schema.ts";

/** One way to run, completed but for seed and budget. */
export interface StudyArm {
  readonly name: string;
  readonly config: RunConfig;
  /** Memory files that each of its runs begins with. */
  readonly memory: readonly MemoryFile[];
}

/** A problem of a study, loaded. */
export interface StudyProblem {
  readonly problem: Problem;
  /** Raw objective value whose price is asked for; `null`: none. */
  readonly target: number | null;
}

/** A study, ready to run. */
export interface StudyPlan {
  readonly problems: readonly StudyProblem[];
  /** The first one is what the others are compared with. */
  readonly arms: readonly StudyArm[];
  readonly seeds: readonly string[];
  readonly budget: StudyBudget;
}

/** Options of making a plan of a study file. */
export interface PlanOptions {
  /** Path of the study file, as it was named. */
  readonly path: string;
  /** Absolute path of the folder in which paths begin. @defaultValue process.cwd() */
  readonly from?: string;
  /** Reads flags of `run` as settings. */
  readonly readFlags: (flags: readonly string[], origin: string) => ArmFlags;
}

/** The flags of an arm, read. */
export interface ArmFlags {
  readonly layers: readonly ConfigLayer[];
  /** Paths of memory files. */
  readonly memory: readonly string[];
}

/** Settings that belong to the study as a whole: runs that end by themselves would not have used the same. */
const OWN = ["seed", "evaluations", "timeMs", "budget", "target", "convergence"] as const;

/**
 * Completes a study: loads its problems, resolves its arms, and refuses what could only fail in the middle of
 * it.
 *
 * @throws GalapagosError `study/*`, `config/*`, `problem/*`, `llm/*`, `memory/file`
 */
export async function planStudy(
  file: StudyFile,
  { path, from = process.cwd(), readFlags }: PlanOptions,
): Promise<StudyPlan> {
  const problems = await loadProblems(file.problems, path, from);
  const arms: StudyArm[] = [];
  for (const [name, arm] of Object.entries(file.arms)) {
    const origin = `${path}: arm ${JSON.stringify(name)}`;
    const flags = readFlags(arm.flags ?? [], origin);
    const layers = [
      ...layer(`${path}: settings`, file.settings),
      ...layer(origin, arm.settings),
      ...flags.layers,
    ];
    for (const { origin: where, settings } of layers) refuseOwn(where, settings);
    const { evaluations } = file.budget;
    // what is usual for a run follows from its number of children
    const known = evaluations === undefined ? [] : layer(`${path}: budget`, { evaluations });
    const config = withAddresses(resolveConfig([...known, ...layers]), process.env);
    if (config.models.length === 0 && file.budget.evaluations === undefined) {
      throw refusal(
        `${origin} asks no model, so that a budget of ${Object.keys(file.budget)[0]} would never end it`,
        'give every run a budget of evaluator calls: "budget": {"evaluations": 500}',
      );
    }
    await freezeModels(budgeted(config, file.budget));
    checkKeys(config);
    if (flags.memory.length > 0 && memorySettings(config) === null) {
      throw refusal(
        `${origin} begins with a memory file, and nobody would be told its lessons: they are for runs with models that keep a memory`,
        "leave --memory out, or give the arm a model and its memory",
      );
    }
    const memory = flags.memory.map((name) => readMemoryFile(resolve(from, placed(name, path, from))));
    arms.push({ name, config, memory });
  }
  const { seeds } = file;
  return {
    problems,
    arms,
    seeds: typeof seeds === "number" ? Array.from({ length: seeds }, (_, at) => String(at + 1)) : seeds,
    budget: file.budget,
  };
}

async function loadProblems(
  entries: StudyFile["problems"],
  path: string,
  from: string,
): Promise<readonly StudyProblem[]> {
  const problems: StudyProblem[] = [];
  for (const entry of entries) {
    const { problem: name, preset, target = null } = typeof entry === "string" ? { problem: entry } : entry;
    const problem = await loadProblem(placed(name, path, from), given({ searchFrom: from, preset }));
    if (problem.definition.adversarial !== null) {
      throw refusal(
        `${problem.definition.name} is played in rounds against its own champions, and a study compares single runs`,
        "galapagos corewar study compares such runs",
      );
    }
    if (problems.some((other) => other.problem.definition.name === problem.definition.name))
      throw refusal(`${problem.definition.name} is named twice`, "name each problem once");
    problems.push({ problem, target });
  }
  return problems;
}

/** The configuration with the ceilings that a budget of tokens or dollars sets. */
export function budgeted(config: RunConfig, { tokens, usd }: StudyBudget): RunConfig {
  return {
    ...config,
    evaluations: null,
    timeMs: null,
    budget: { usd: usd ?? null, tokens: tokens ?? null, requests: null },
  };
}

/** A path of a study file: `./…` lies beside the file. */
function placed(name: string, path: string, from: string): string {
  return /^\.\.?(?:[\\/]|$)/.test(name) ? resolve(from, dirname(path), name) : name;
}

function layer(origin: string, settings: JsonObject | undefined): readonly ConfigLayer[] {
  return settings === undefined ? [] : [{ origin, settings }];
}

function refuseOwn(origin: string, settings: JsonObject): void {
  const own = OWN.find((name) => settings[name] !== undefined);
  if (own === undefined) return;
  throw refusal(
    `${origin}: ${own} is the same for all runs of a study`,
    'the study states "seeds" and "budget", and with a problem a "target", beyond which its runs go on',
  );
}

function refusal(message: string, hint: string): GalapagosError {
  return new GalapagosError(message, { code: "study/plan", hint });
}
