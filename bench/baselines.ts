// npm run study:baselines [-- evaluations [seeds [problem …]]] (10,000 and 10 unless told): does evolution pay? Islands against
// hill-climbing and random search from the seed, with the same mutator and at equal evaluations; prints a table.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadProblem, type Problem, type RunSettings, run } from "../src/index.ts";

const [evaluations = 10_000, seeds = 10] = process.argv.slice(2, 4).map(Number);
const names = process.argv.slice(4);
const PROBLEMS = names.length > 0 ? names : ["circle-packing", "heilbronn-triangle", "online-bin-packing"];

const ALONE = { islands: 1, inFlight: 1, archive: { cells: "single" } } as const;
const ARMS: { readonly [name: string]: RunSettings } = {
  islands: {},
  "hill-climbing": ALONE,
  "random search": { ...ALONE, inFlight: 8, selection: { policy: "seed" } },
};

const folder = mkdtempSync(join(tmpdir(), "baselines-"));
try {
  console.log(`${evaluations} evaluations, ${seeds} seeds; medians (quartiles) of the best score\n`);
  console.log(["problem".padEnd(20), "arm".padEnd(14), "median", "quartiles", "islands win"].join("  "));
  for (const name of PROBLEMS) await study(await loadProblem(name));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function study(problem: Problem): Promise<void> {
  const { direction } = problem.definition.objective;
  const scores: { [arm: string]: number[] } = {};
  for (const [arm, settings] of Object.entries(ARMS)) scores[arm] = await bestScores(problem, arm, settings);
  const islands = scores.islands ?? [];
  for (const [arm, list] of Object.entries(scores)) {
    const sorted = list.toSorted((a, b) => a - b);
    const at = (share: number): string =>
      (sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN).toPrecision(6);
    const wins = list.filter((score, i) => better(islands[i] ?? Number.NaN, score)).length;
    console.log(
      [
        problem.definition.name.padEnd(20),
        arm.padEnd(14),
        at(0.5),
        `(${at(0.25)} to ${at(0.75)})`,
        arm === "islands" ? direction : `${wins} of ${list.length}`,
      ].join("  "),
    );
  }
  function better(a: number, b: number): boolean {
    return direction === "maximise" ? a > b : a < b;
  }
}

/** The best score of each seed; two runs at a time, because an arm that waits for each verdict leaves cores idle. */
async function bestScores(problem: Problem, arm: string, settings: RunSettings): Promise<number[]> {
  const scores: number[] = [];
  const queue = Array.from({ length: seeds }, (_, i) => i);
  const work = async (): Promise<void> => {
    for (let i = queue.shift(); i !== undefined; i = queue.shift()) {
      const name = `${problem.definition.name}-${arm.replace(" ", "-")}-${i}`;
      const summary = await run(problem, {
        ...settings,
        seed: `study-${i}`,
        evaluations,
        resultsRoot: folder,
        name,
      });
      scores[i] = summary.best?.score ?? Number.NaN;
    }
  };
  await Promise.all([work(), work()]);
  return scores;
}
