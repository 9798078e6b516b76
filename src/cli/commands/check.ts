import { join } from "node:path";
import { Command } from "commander";
import { type Evaluation, EXIT, GalapagosError, median, printable, type Scored } from "../../core/index.ts";
import { createEvaluator } from "../../evaluate/index.ts";
import { contractOf } from "../../language/index.ts";
import { openLanguage } from "../../operators/index.ts";
import { ENGINES, loadProblem, type Problem, type ProblemDefinition } from "../../problem/index.ts";
import { checkSeedRegions, evaluationSeedOf } from "../../run/index.ts";
import { parseCount } from "../arguments.ts";
import { shellWord, showDuration, showNumber } from "../output.ts";
import type { Shell } from "../shell.ts";

/** What `check` finds. */
interface CheckReport {
  readonly problem: string;
  readonly ok: boolean;
  /** Scores of the seed, one per repeat. */
  readonly scores: readonly number[];
  /** Same program and seed, same score every time. */
  readonly deterministic: boolean;
  /** Largest minus smallest score over different evaluation seeds: what chance alone does to a score. */
  readonly noise: number;
  /** Median time of one evaluation, milliseconds. */
  readonly medianMs: number;
  readonly perMinute: number;
  readonly level: number;
  readonly engine: string;
  /** The seed's time on the engine that the problem does not name; `null` where there is none. */
  readonly otherEngine: OtherEngine | null;
  readonly failure: string | null;
  readonly advice: readonly string[];
}

/** `galapagos check <problem>`. */
export function checkCommand(shell: Shell): Command {
  return new Command("check")
    .description("validate a problem and score its seed several times: time, noise, determinism")
    .argument("<problem>", "name or folder of a problem")
    .option("--repeats <n>", "how often the seed is scored", parseCount, 5)
    .option("--unsafe", "run commands without bubblewrap where it is missing: only for programs you trust")
    .option("--json", "print the report as JSON")
    .action(async (name: string, flags: { repeats: number; unsafe?: boolean; json?: boolean }) => {
      const problem = await loadProblem(name, { searchFrom: shell.io.cwd });
      const report = await checkProblem(shell, problem, flags.repeats, flags.unsafe ?? false);
      const seed = shell.word(join(problem.folder, problem.definition.seed));
      if (flags.json) shell.printJson(report);
      else shell.print(renderReport(report, problem.definition.objective, shellWord(name), seed));
      shell.exitCode = report.ok ? EXIT.done : EXIT.seedFailed;
    });
}

async function checkProblem(
  shell: Shell,
  problem: Problem,
  repeats: number,
  unsafe: boolean,
): Promise<CheckReport> {
  checkSeedRegions(problem);
  await openLanguage(problem);
  const evaluator = await createEvaluator({ problem, seed: "check", lanes: 1, cacheSize: 0, unsafe });
  for (const warning of evaluator.facts().warnings ?? []) shell.say(`warning: ${warning}`);
  try {
    const score = (seed: string): Promise<Evaluation> =>
      evaluator.evaluate({ source: problem.seed, seed: evaluationSeedOf(seed) });
    const same: Evaluation[] = [];
    for (let i = 0; i < repeats; i++) same.push(await score("check"));
    const others: Evaluation[] = [];
    for (let i = 0; i < repeats; i++) others.push(await score(`check-${i}`));
    const otherEngine = await timeOnOtherEngine(problem, repeats);
    return describe(problem, same, others, otherEngine);
  } finally {
    await evaluator.close();
  }
}

/** Median time of the seed on the other in-process engine; `null` where there is none or it cannot run here. */
async function timeOnOtherEngine(problem: Problem, repeats: number): Promise<OtherEngine | null> {
  const { definition } = problem;
  const engine = ENGINES[contractOf(definition)].find((name) => name !== definition.engine);
  if (engine === undefined) return null;
  try {
    const evaluator = await createEvaluator({
      problem: { ...problem, definition: { ...definition, engine } },
      seed: "check",
      lanes: 1,
    });
    try {
      const times: number[] = [];
      for (let i = 0; i < repeats; i++) {
        const verdict = await evaluator.evaluate({ source: problem.seed, seed: evaluationSeedOf("check") });
        if (verdict.status !== "ok") return null;
        times.push(verdict.durationMs);
      }
      return { engine, medianMs: median(times) };
    } finally {
      await evaluator.close();
    }
  } catch (error) {
    // an engine that is not installed is no fault of the problem
    if (error instanceof GalapagosError) return null;
    throw error;
  }
}

/** How long the seed takes on the engine that the problem does not name. */
interface OtherEngine {
  readonly engine: string;
  readonly medianMs: number;
}

function describe(
  problem: Problem,
  same: readonly Evaluation[],
  others: readonly Evaluation[],
  otherEngine: OtherEngine | null,
): CheckReport {
  const scores = same.filter((e): e is Scored => e.status === "ok").map((e) => e.score);
  const varied = others.filter((e): e is Scored => e.status === "ok").map((e) => e.score);
  const failed = [...same, ...others].find((e) => e.status !== "ok");
  const medianMs = median(same.map((e) => e.durationMs));
  const isTimed = Boolean(problem.definition.timing);
  const deterministic =
    failed === undefined && !isTimed && scores.every((score) => Object.is(score, scores[0]));
  const noise = varied.length > 0 ? Math.max(...varied) - Math.min(...varied) : 0;
  const { name, limits, features, engine } = problem.definition;
  const advice: string[] = [];
  if (failed === undefined && !deterministic)
    advice.push("the same program gets different scores: runs cannot be repeated exactly");
  if (noise > 0)
    advice.push(
      "scores depend on the evaluation seed: score more inputs or set repeats, or the luckiest program will win",
    );
  if (otherEngine !== null && medianMs > 2 * otherEngine.medianMs && medianMs > 5) {
    const times = `${showDuration(medianMs)} on ${engine}, ${showDuration(otherEngine.medianMs)} on ${otherEngine.engine}`;
    advice.push(
      `the seed takes ${times}: consider "engine": "${otherEngine.engine}" (scores of the two do not mix)`,
    );
  }
  if (medianMs > limits.timeMs / 2)
    advice.push(`the seed uses more than half of timeMs (${limits.timeMs}): raise the limit`);
  if (features.length === 0)
    advice.push("no feature dimensions: the archive is a single cell, and the search a hill-climb");
  return {
    problem: name,
    ok: failed === undefined,
    scores,
    deterministic,
    noise,
    medianMs,
    perMinute: medianMs > 0 ? Math.round(60_000 / medianMs) : 0,
    level: same[0]?.level ?? 1,
    engine: same[0]?.engine ?? "",
    otherEngine,
    failure: failed ? `${failed.status} (${failed.kind}): ${failed.message}` : null,
    advice,
  };
}

function renderReport(
  report: CheckReport,
  objective: ProblemDefinition["objective"],
  problem: string,
  seed: string,
): string {
  if (report.failure !== null) {
    return `${report.problem}: the seed gets no score: ${printable(report.failure)}\nhint: try it alone: galapagos eval ${problem} ${seed}`;
  }
  return [
    `${report.problem}: the seed scores ${showNumber(report.scores[0] ?? 0)} (${objective.name}, ${objective.direction})`,
    `time       ${showDuration(report.medianMs)} per evaluation, about ${report.perMinute} a minute on one lane`,
    `noise      ${report.noise === 0 ? "none over different seeds" : `${showNumber(report.noise)} over different seeds`}`,
    `repeatable ${report.deterministic ? "yes: the same score every time" : "no"}`,
    `sandbox    level ${report.level}, ${report.engine}`,
    ...report.advice.map((line) => `advice: ${line}`),
    `next: galapagos run ${problem} --time 60s`,
  ].join("\n");
}
