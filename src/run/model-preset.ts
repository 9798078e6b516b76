import type { RunConfig } from "../config/index.ts";
import { GalapagosError, showDuration } from "../core/index.ts";
import { computeOf, isEngineHere } from "../evaluate/index.ts";
import { loadProblem, PRESET_SEPARATOR, type Problem } from "../problem/index.ts";
import { STAND_IN } from "./models/frozen-models.ts";

/** Preset that a problem may have for programs which models write. */
const MODEL_PRESET = "model";

/** How it shows that a problem has no such preset: it says so, or it was defined in code and has no file. */
const NO_PRESET: ReadonlySet<string> = new Set(["problem/preset", "problem/not-found", "problem/file"]);

/** A problem as models get it, and a sentence about why it is another one; `null` where it is the same. */
interface ProblemForModels {
  readonly problem: Problem;
  readonly note: string | null;
}

/**
 * The problem with its preset `model`, where it has one and a model is asked: models write programs that
 * compute, and the limits that suit an offline mutator would reject them. The stand-in is no such model. Where
 * the preset's engine is missing, or another preset was asked for, the problem stays as it is, and the note says
 * what to type.
 */
export async function problemForModels(problem: Problem, config: RunConfig): Promise<ProblemForModels> {
  const same = { problem, note: null };
  if (!config.models.some(({ model }) => model !== STAND_IN)) return same;
  if (problem.preset !== undefined) return { problem, note: await noteOnPreset(problem, problem.preset) };
  const preset = await modelPresetOf(problem);
  if (preset === null) return same;
  const { name, engine } = preset.definition;
  if (!(await isEngineHere(engine))) {
    return {
      problem,
      note: `${name} has a preset for models, which needs the engine ${engine}; it is not here, so programs get ${computeText(problem)}. See: galapagos doctor`,
    };
  }
  return {
    problem: preset,
    note: `programs of models get the preset "model" of ${name}: ${computeText(preset)} (--preset none: ${computeText(problem)}; scores of the two do not mix)`,
  };
}

/** A sentence about the preset for models, where another one was chosen that gives programs other compute. */
async function noteOnPreset(problem: Problem, chosen: string): Promise<string | null> {
  if (chosen.split(PRESET_SEPARATOR).includes(MODEL_PRESET)) return null;
  const both = `${MODEL_PRESET}${PRESET_SEPARATOR}${chosen}`;
  const preset = await loadedWith(problem, both);
  if (preset === null) return null;
  const [own, theirs] = [computeText(problem), computeText(preset)];
  return own === theirs ? null : `programs get ${own}; for those of models: --preset ${both} (${theirs})`;
}

/** The problem with its preset for models; `null` where it has none. */
export function modelPresetOf(problem: Problem): Promise<Problem | null> {
  return loadedWith(problem, MODEL_PRESET);
}

async function loadedWith({ folder }: Problem, preset: string): Promise<Problem | null> {
  try {
    return await loadProblem(folder, { preset });
  } catch (error) {
    if (error instanceof GalapagosError && NO_PRESET.has(error.code)) return null;
    throw error;
  }
}

function computeText({ definition }: Problem): string {
  const { engine, limits } = definition;
  const { units = null } = computeOf(definition) ?? {};
  return units === null ? `${engine}, ${showDuration(limits.timeMs)}` : `${engine}, ${units} units of fuel`;
}
