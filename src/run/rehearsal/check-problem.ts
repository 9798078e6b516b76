import {
  type Evaluation,
  GalapagosError,
  given,
  type Json,
  type JsonObject,
  median,
  type Scored,
  showDuration,
  showNumber,
} from "../../core/index.ts";
import { contractOf } from "../../language/index.ts";
import { type Evaluator, unlessUnmoved } from "../../evaluate/index.ts";
import { openLanguage } from "../../operators/index.ts";
import { ENGINES, type Problem, type ProblemDefinition } from "../../problem/index.ts";
import { asInFirstTurn } from "../rounds/against.ts";
import { checkSeedRegions, evaluationSeedOf } from "../sitting/seed.ts";
import { modelPresetOf } from "../model-preset.ts";
import { needsOf } from "../needs-findings.ts";
import { type MeasuredCompute, measureCompute } from "./measure-compute.ts";
import { gridAdvice } from "./grid-advice.ts";
import { findHoles } from "./holes/find-holes.ts";
import type { Hole } from "./holes/hole.ts";
import { type RehearsalOptions, withEvaluator } from "./rehearsal.ts";

/** A problem as its seed shows it: scores, time, noise, repeatability. */
export interface CheckReport {
  readonly problem: string;
  readonly ok: boolean;
  /** Scores of the seed, one per repeat. */
  readonly scores: readonly number[];
  /** Same program and seed, same score every time. */
  readonly deterministic: boolean;
  /** Largest minus smallest score over different evaluation seeds: what chance alone does to a score. */
  readonly noise: number;
  /** Median time of one evaluation, all inputs and the scorer, milliseconds. */
  readonly medianMs: number;
  /** Median time of the slowest input, milliseconds: what `limits.timeMs` bounds. */
  readonly slowestInputMs: number;
  /** Median time of the scorer, milliseconds. */
  readonly scorerMs: number;
  readonly perMinute: number;
  readonly level: number;
  readonly engine: string;
  /** The seed's time on the engine that the problem does not name; `null` where there is none. */
  readonly otherEngine: OtherEngine | null;
  /** The compute that programs get on one input; `null` where a command runs them, or nothing does. */
  readonly compute: MeasuredCompute | null;
  readonly failure: string | null;
  readonly advice: readonly string[];
  /** Ways to a score that is no solution. */
  readonly holes: readonly Hole[];
  /** The scorer's artifacts of the seed, besides the score; only where it returned some. */
  readonly artifacts?: JsonObject;
  /** The words that the scorer printed at its first call; only where it did. */
  readonly printed?: string;
}

/** How long the seed takes on the engine that the problem does not name. */
interface OtherEngine {
  readonly engine: string;
  readonly medianMs: number;
}

/** How a problem is checked. */
export interface CheckOptions extends RehearsalOptions {
  /** How often the seed is scored. @defaultValue 5 */
  readonly repeats?: number;
}

/**
 * Scores a problem's seed several times with one evaluation seed, with several, and on its other engine; against the opponents
 * that are always there, where it names some.
 *
 * @throws GalapagosError `run/seed-failed` when nothing in the seed may change, `evaluate/*`
 */
export async function checkProblem(plain: Problem, options: CheckOptions = {}): Promise<CheckReport> {
  const problem = asInFirstTurn(plain);
  const { repeats = 5 } = options;
  checkSeedRegions(problem);
  await openLanguage(problem);
  return withEvaluator({ problem, seed: "check" }, options, async (evaluate) => {
    const score = (seed: string): Promise<Evaluation> =>
      evaluate({ source: problem.seed, seed: evaluationSeedOf(seed), detailed: true });
    const same: Evaluation[] = [];
    for (let i = 0; i < repeats; i++) {
      same.push(await score("check"));
      // one failure is enough to be told
      if (same[i]?.status !== "ok") {
        const report = describe(problem, same, [], NOTHING_MEASURED);
        return { ...report, advice: await missingNeeds(plain), holes: [] };
      }
    }
    const others: Evaluation[] = [];
    for (let i = 0; i < repeats; i++) others.push(await score(`check-${i}`));
    const otherEngine = await timeOnOtherEngine(problem, repeats, options);
    const compute = await measureCompute(problem, evaluate);
    const returnsStart = await returnsItsStart(problem, same[0], evaluate);
    const hasPreset = (await modelPresetOf(problem)) !== null;
    const report = describe(problem, same, others, { otherEngine, compute, hasPreset, returnsStart });
    const isPlayed = plain.definition.adversarial !== null;
    const seed = { scores: report.scores, varied: scoresOf(others), answers: answersOf(same), isPlayed };
    // an evaluator that fails may score 0, and what it lacks is why
    const advice = [...(await missingNeeds(plain)), ...report.advice];
    return { ...report, advice, holes: await findHoles(problem, seed, options) };
  });
}

/** True for a seed that returns its own construction when it is given that to start from. */
async function returnsItsStart(
  { definition, seed: source }: Problem,
  verdict: Evaluation | undefined,
  evaluate: Evaluator["evaluate"],
): Promise<boolean> {
  if (verdict?.status !== "ok" || verdict.construction === undefined) return false;
  // one that does not read its start finds again what it found
  if (definition.start === undefined || !/\bstart\b/.test(source)) return false;
  const { score, construction: start } = verdict;
  const baseline = { source: "", relativeTime: 1, score, start };
  const again = await evaluate({ source, seed: evaluationSeedOf("check-start"), baseline });
  return unlessUnmoved(again, baseline).kind === "start";
}

/** Advice on what the problem needs and this machine has not: the likely cause of a failure. */
async function missingNeeds(problem: Problem): Promise<readonly string[]> {
  const missing = (await needsOf(problem)).filter(({ ok }) => !ok);
  return missing.map(({ name, fact, hint }) => `${name}: ${fact}${hint === undefined ? "" : `; ${hint}`}`);
}

/**
 * Median time of the seed on the other in-process engine; `null` where there is none or it cannot run here.
 */
async function timeOnOtherEngine(
  problem: Problem,
  repeats: number,
  { signal, openBackend }: RehearsalOptions,
): Promise<OtherEngine | null> {
  const { definition } = problem;
  if (contractOf(definition) !== "function") return null;
  const engine = ENGINES.function.find((name) => name !== definition.engine);
  if (engine === undefined) return null;
  const other = { ...problem, definition: { ...definition, engine } };
  try {
    return await withEvaluator(
      { problem: other, seed: "check" },
      given({ signal, openBackend }),
      async (evaluate) => {
        const times: number[] = [];
        for (let i = 0; i < repeats; i++) {
          const verdict = await evaluate({ source: problem.seed, seed: evaluationSeedOf("check") });
          if (verdict.status !== "ok") return null;
          times.push(verdict.durationMs);
        }
        return { engine, medianMs: median(times) };
      },
    );
  } catch (error) {
    // an engine that is not installed is no fault of the problem
    if (error instanceof GalapagosError) return null;
    throw error;
  }
}

/** Measurements of a problem besides its seed's scores. */
interface Measured extends Pick<CheckReport, "otherEngine" | "compute"> {
  /** It has a preset for the programs of models. */
  readonly hasPreset: boolean;
  /** Given a start, the seed returns it as it is. */
  readonly returnsStart: boolean;
}

const NOTHING_MEASURED: Measured = {
  otherEngine: null,
  compute: null,
  hasPreset: false,
  returnsStart: false,
};

function describe(
  problem: Problem,
  same: readonly Evaluation[],
  others: readonly Evaluation[],
  { otherEngine, compute, hasPreset, returnsStart }: Measured,
): Omit<CheckReport, "holes"> {
  const scores = scoresOf(same);
  const varied = scoresOf(others);
  const failed = [...same, ...others].find((e) => e.status !== "ok");
  // a model answers the first time alone
  const timed = problem.definition.prompt ? same.slice(0, 1) : same;
  const medianMs = median(timed.map((e) => e.durationMs));
  const isTimed = Boolean(problem.definition.timing);
  const isAlike = scores.every((score) => Object.is(score, scores[0]));
  const deterministic = failed === undefined && !isTimed && isAlike;
  const noise = varied.length > 0 ? Math.max(...varied) - Math.min(...varied) : 0;
  const { name, features } = problem.definition;
  const slowestInputMs = median(same.map(({ details }) => details?.slowestInputMs ?? 0));
  const scorerMs = median(same.map(({ details }) => details?.scorerMs ?? 0));
  const times = { medianMs, slowestInputMs, scorerMs };
  const advice = [
    ...(failed === undefined && !isAlike ? [UNREPEATABLE] : []),
    ...(noise > 0 ? [NOISY] : []),
    ...timeAdvice(problem.definition, times, { otherEngine, compute, hasPreset }),
    ...(returnsStart ? [RETURNS_START] : []),
    ...(features.length === 0 ? [NO_FEATURES] : []),
    ...importAdvice(problem),
  ];
  const seed = same.find((verdict) => verdict.status === "ok");
  if (seed !== undefined) advice.push(...gridAdvice(features, seed.features));
  return {
    problem: name,
    ok: failed === undefined,
    scores,
    deterministic,
    noise,
    ...times,
    perMinute: medianMs > 0 ? Math.round(60_000 / medianMs) : 0,
    level: same[0]?.level ?? 1,
    engine: same[0]?.engine ?? "",
    otherEngine,
    compute,
    failure: failed ? `${failed.status} (${failed.kind}): ${failed.message}` : null,
    advice,
    ...given({ artifacts: same[0]?.artifacts, printed: same[0]?.details?.printed || undefined }),
  };
}

function scoresOf(verdicts: readonly Evaluation[]): readonly number[] {
  return verdicts.filter((verdict): verdict is Scored => verdict.status === "ok").map(({ score }) => score);
}

/** The seed's answers, one for each input, where they are known. */
function answersOf([first]: readonly Evaluation[]): readonly Json[] | null {
  return first?.details?.answers ?? null;
}

const UNREPEATABLE = "the same program gets different scores: runs cannot be repeated exactly";
const NOISY =
  "scores depend on the evaluation seed: score more inputs or set repeats, or the luckiest program will win";
const RETURNS_START =
  "given a start, the seed comes out where it started: its children begin with no method to improve; let it search from its start";
const NO_FEATURES = "no feature dimensions: the archive is a single cell, and the search a hill-climb";

/** Advice where programs may import, and no line that may change can hold an import. */
function importAdvice({ definition, seed }: Problem): readonly string[] {
  const { imports = [] } = definition;
  const block = seed.indexOf("EVOLVE-BLOCK-START");
  const above = seed.slice(0, Math.max(0, block));
  if (imports.length === 0 || block < 0 || !/^export\b/m.test(above) || /^import\b/m.test(above)) return [];
  return [
    `programs may import ${imports.join(", ")}, but an import stands at the top of a file, and the seed's evolve block begins below it: move EVOLVE-BLOCK-START up, or import there`,
  ];
}

/** Advice on what takes long, or gets too little. */
function timeAdvice(
  { limits, engine }: ProblemDefinition,
  { medianMs, slowestInputMs, scorerMs }: Pick<CheckReport, "medianMs" | "slowestInputMs" | "scorerMs">,
  { otherEngine, compute, hasPreset }: Omit<Measured, "returnsStart">,
): readonly string[] {
  const advice: string[] = [];
  if (otherEngine !== null && medianMs > 2 * otherEngine.medianMs && medianMs > 5) {
    const times = `${showDuration(medianMs)} on ${engine}, ${showDuration(otherEngine.medianMs)} on ${otherEngine.engine}`;
    advice.push(
      `the seed takes ${times}: consider "engine": "${otherEngine.engine}" (scores of the two do not mix)`,
    );
  }
  if (compute !== null && compute.units !== null && compute.operations < FEW_OPERATIONS && !hasPreset)
    advice.push(
      `programs that search or optimise, as models write them, want a billion operations; here they get ${showNumber(compute.operations / 1e6)} million: for those add "presets": {"model": {"engine": "v8", "imports": ["galapagos:math"], "limits": {"timeMs": 10000, "deadlineMs": 40000}}}`,
    );
  if (slowestInputMs > limits.timeMs / 2)
    advice.push(
      `the seed takes ${showDuration(slowestInputMs)} on its slowest input, more than half of limits.timeMs (${limits.timeMs}): raise the limit`,
    );
  if (scorerMs > medianMs / 2 && scorerMs > SLOW_SCORER_MS)
    advice.push(
      `the scorer takes ${showDuration(scorerMs)} of the ${showDuration(medianMs)} of an evaluation: make it faster, and a run finds more`,
    );
  return advice;
}

/** A scorer below this is fast enough, milliseconds. */
const SLOW_SCORER_MS = 20;
/** Below this a program that optimises does not get far. */
const FEW_OPERATIONS = 1e8;
