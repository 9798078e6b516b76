import type { ProblemDefinition } from "../../problem/index.ts";
import { objectiveOf } from "../../core/index.ts";
import { type Price, readRecord, requirePlain, studyCourse, summariseRun } from "../../run/index.ts";
import { isRunning, openRecord } from "../../store/index.ts";
import type { Climb } from "./climb-bands.ts";
import { type WaySettings, waySettings } from "./way-names.ts";

/** One run, read for a comparison. */
export interface ComparedRun extends Climb {
  /** Its name, as a person would type it. */
  readonly run: string;
  readonly problem: string;
  /** Runs of another version of a problem are not compared with it. */
  readonly version: string;
  readonly objective: ProblemDefinition["objective"];
  readonly bestKnown: number | null;
  /** Its arm in a study; `null` outside. */
  readonly arm: string | null;
  readonly settings: WaySettings;
  readonly seed: string;
  readonly status: string;
  readonly score: number | null;
  readonly target: number | null;
  readonly toTarget: Price | null;
  /** Evaluator calls, trials within steps included. */
  readonly evaluations: number;
  readonly tokens: number;
  /** `null` where a price is unknown. */
  readonly usd: number | null;
  readonly digest: string;
}

/** A run to be compared. */
export interface RunToCompare {
  readonly name: string;
  readonly folder: string;
  readonly arm: string | null;
}

/**
 * Reads a run for a comparison; live, finished and killed ones alike.
 *
 * @param target - whose price is asked for; `null`: the run's own, where it has one
 * @throws GalapagosError `run/kind` for rounds against champions, `run/*`, `store/*`
 */
export function readCompared({ name, folder, arm }: RunToCompare, target: number | null): ComparedRun {
  requirePlain(folder, "compared");
  const summary = summariseRun({ folder }, isRunning(folder));
  using run = openRecord({ folder });
  const { config, problem } = readRecord(run.candidates, { folder });
  const { definition, version } = problem;
  const { direction } = definition.objective;
  const { better, best } = objectiveOf(direction);
  const aim = target ?? config.target;
  const pricesKnown = summary.costUsd !== null;
  const course = studyCourse(run, { config, direction, budget: {}, target: aim, pricesKnown });
  const bests: { evaluations: number; score: number }[] = [];
  let evaluations = 0;
  for (const { score, evaluatorCalls } of run.course.results(config.islands)) {
    evaluations += evaluatorCalls;
    if (score !== null && better(score, bests.at(-1)?.score ?? null)) bests.push({ evaluations, score });
  }
  return {
    ...{ run: name, arm, problem: definition.name, version, objective: definition.objective },
    ...{ bestKnown: best(definition.bestKnown.map(({ value }) => value)), settings: waySettings(config) },
    ...{ seed: config.seed, status: summary.status, score: course.score, target: aim, bests, evaluations },
    ...{ toTarget: course.toTarget, tokens: summary.tokens, usd: summary.costUsd, digest: summary.digest },
  };
}
