// npm run study:baselines [-- evaluations [seeds [problem …]]]: does evolution pay? Islands against
// hill-climbing and random search from the seed, with the same mutator and at equal evaluations; prints a
// table. Unless told, 10 seeds, and for each problem as many evaluations as a run of about a minute or two
// makes.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { objectiveOf, quantile } from "../src/core/index.ts";
import { loadProblem, type Problem, type RunSettings, run } from "../src/index.ts";

const [given, seeds = 10] = process.argv.slice(2, 4).map(Number);
const names = process.argv.slice(4);
const BUDGETS: { readonly [problem: string]: number } = {
  "circle-packing": 40_000,
  "heilbronn-triangle": 40_000,
  "online-bin-packing": 5_000,
};
const PROBLEMS = names.length > 0 ? names : Object.keys(BUDGETS);

const ALONE = { islands: 1, inFlight: 1, archive: { cells: "single" }, tuning: { share: 0 } } as const;
const ARMS: { readonly [name: string]: RunSettings } = {
  islands: { islands: 4 },
  "hill-climbing": ALONE,
  "random search": { ...ALONE, inFlight: 8, selection: { policy: "seed" } },
};

const folder = mkdtempSync(join(tmpdir(), "baselines-"));
try {
  console.log(`${seeds} seeds; medians (quartiles) of the best score\n`);
  console.log(
    ["problem".padEnd(20), "evaluations", "arm".padEnd(14), "median", "quartiles", "islands win"].join("  "),
  );
  for (const name of PROBLEMS) await study(await loadProblem(name), given ?? BUDGETS[name] ?? 10_000);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function study(problem: Problem, evaluations: number): Promise<void> {
  const { direction } = problem.definition.objective;
  const scores: { [arm: string]: number[] } = {};
  for (const [arm, settings] of Object.entries(ARMS))
    scores[arm] = await bestScores(problem, arm, { ...settings, evaluations });
  const islands = scores.islands ?? [];
  for (const [arm, list] of Object.entries(scores)) {
    const at = (share: number): string => quantile(list, share).toPrecision(6);
    const wins = list.filter((score, i) =>
      objectiveOf(direction).better(islands[i] ?? Number.NaN, score),
    ).length;
    console.log(
      [
        problem.definition.name.padEnd(20),
        String(evaluations).padEnd(11),
        arm.padEnd(14),
        at(0.5),
        `(${at(0.25)} to ${at(0.75)})`,
        arm === "islands" ? direction : `${wins} of ${list.length}`,
      ].join("  "),
    );
  }
}

/**
 * The best score of each seed; two runs at a time, because an arm that waits for each verdict leaves cores
 * idle.
 */
async function bestScores(problem: Problem, arm: string, settings: RunSettings): Promise<number[]> {
  const scores: number[] = [];
  const queue = Array.from({ length: seeds }, (_, i) => i);
  const work = async (): Promise<void> => {
    for (let i = queue.shift(); i !== undefined; i = queue.shift()) {
      const name = `${problem.definition.name}-${arm.replace(" ", "-")}-${i}`;
      const summary = await run(problem, {
        ...settings,
        seed: `study-${i}`,
        resultsRoot: folder,
        name,
      });
      scores[i] = summary.best?.score ?? Number.NaN;
    }
  };
  await Promise.all([work(), work()]);
  return scores;
}
