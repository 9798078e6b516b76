// npm run study:suite [-- evaluations [seeds [problem …]]]: every problem of the suite offline, with the settings that ship. Prints a table: the
// seed program, the median and the best over the seeds, how far that is from the best known value, and what exact arithmetic
// says of it. Resumable: a run that is in results/suite goes on to the budget, or is read where it has got there. A problem may be
// named with a preset: circle-packing:n32.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { median, objectiveOf, showNumber } from "../src/core/index.ts";
import { keepWorkers, loadProblem, type Problem, resume, run, type RunResult } from "../src/index.ts";

const [evaluations = 20_000, seeds = 3] = process.argv.slice(2, 4).map(Number);
const chosen = process.argv.slice(4);
const SUITE = [
  ...[
    "circle-packing",
    "circle-packing:n32",
    "circles-in-rectangle",
    "hexagon-packing",
    "hexagon-packing:n12",
  ],
  ...["distance-ratio", "distance-ratio:space14", "minimum-overlap", "uncertainty-inequality"],
  ...["autocorrelation", "autocorrelation:second", "autocorrelation:third", "autocorrelation:third-absolute"],
  ...["sums-and-differences", "heilbronn-triangle", "heilbronn-convex", "heilbronn-convex:n14"],
  ...["kissing-number", "matrix-multiplication", "cap-set", "online-bin-packing", "tsp-tours"],
];
const resultsRoot = join("results", "suite");
await using workers = keepWorkers();

console.log(`${evaluations} evaluations, ${seeds} seeds\n`);
console.log("| problem | seed program | median | best | best known | missing | exact arithmetic |");
console.log("|---|---|---|---|---|---|---|");
for (const named of chosen.length > 0 ? chosen : SUITE) {
  const [name = "", preset] = named.split(":");
  const problem = await loadProblem(name, preset === undefined ? {} : { preset });
  const results: RunResult[] = [];
  for (let seed = 1; seed <= seeds; seed++) results.push(await resultAt(problem, named, String(seed)));
  console.log(`| ${rowOf(problem, named, results).join(" | ")} |`);
}

/** The result of one seed: of the run on record, taken further where it has not come to the budget. */
async function resultAt(problem: Problem, named: string, seed: string): Promise<RunResult> {
  const name = `${named.replace(":", "-")}-${seed}`;
  const folder = join(resultsRoot, name);
  if (!existsSync(folder)) return run(problem, { workers, resultsRoot, name, seed, evaluations });
  return resume(folder, { problem, workers, evaluations });
}

function rowOf(problem: Problem, named: string, results: readonly RunResult[]): readonly string[] {
  const { objective, bestKnown } = problem.definition;
  const { better } = objectiveOf(objective.direction);
  const scored = results.filter(({ best }) => best !== null);
  const [first, ...others] = scored;
  if (first === undefined) return [named, "–", "–", "–", "–", "–", "–"];
  const best = others.reduce(
    (a, b) => (better(b.best?.score ?? Number.NaN, a.best?.score ?? null) ? b : a),
    first,
  );
  const score = best.best?.score ?? Number.NaN;
  const [known] = bestKnown;
  const seedScore = best.history[0]?.score ?? Number.NaN;
  return [
    named,
    showNumber(seedScore),
    showNumber(median(scored.map((result) => result.best?.score ?? Number.NaN))),
    `**${showNumber(score)}**`,
    known === undefined ? "–" : `${showNumber(known.value)} (${known.status ?? "stated"})`,
    known === undefined ? "–" : missing(score, known.value),
    best.verified?.proof?.status ?? "–",
  ];
}

/** How far a score is from the best known value, as a share of that. */
function missing(score: number, known: number): string {
  if (score === known) return "0 %";
  return `${((100 * Math.abs(score - known)) / Math.abs(known)).toPrecision(2)} %`;
}
