// npm run study:small, study:tuned, study:worth, study:islands [-- seeds [results] [landscape …]]: what is each part of the search worth?
// Dry runs (no sandbox, no record) at equal results, no more of them than said. Resumable: runs that are in results/study-<name>.jsonl are not made again; delete
// the file when the search has changed. Prints a table: medians, and in brackets 95 % intervals of the paired difference from the first
// arm, positive where it is better.
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { meanInterval, median } from "../../src/core/index.ts";
import { type Study, STUDIES } from "./arms.ts";
import { climb } from "./climb.ts";
import { dryRun } from "./dry-run.ts";
import { type Landscape, LANDSCAPES } from "./landscapes.ts";
import { MAKERS } from "./makers.ts";

const [name = "small", count = "10", ...said] = process.argv.slice(2);
const isCount = (word: string): boolean => /^\d+$/.test(word);
const most = Number(said.find(isCount) ?? Number.POSITIVE_INFINITY);
const chosen = said.filter((word) => !isCount(word));
const whole = STUDIES[name] as Study;
const study: Study = { ...whole, at: whole.at.filter((mark) => mark <= most) };
if (study.at.length === 0) throw new RangeError(`expected ${whole.at[0]} results or more, got ${most}`);
const seeds = Array.from({ length: Number(count) }, (_, seed) => String(seed));
const path = `results/study-${name}.jsonl`;
mkdirSync("results", { recursive: true });

/** Best scores at the study's marks, by landscape, arm with its settings, and seed. */
const known = new Map<string, readonly number[]>();
if (existsSync(path)) {
  for (const line of readFileSync(path, "utf8").split("\n").filter(Boolean)) {
    const [key, scores] = JSON.parse(line) as [string, readonly number[]];
    known.set(key, scores);
  }
}

/** The landscapes by name. */
const opened = new Map<string, Landscape>();
for (const landscape of chosen.length > 0 ? chosen : study.landscapes) {
  const one = await LANDSCAPES[landscape]?.();
  if (one === undefined)
    throw new RangeError(`expected one of ${Object.keys(LANDSCAPES).join(", ")}, got ${landscape}`);
  opened.set(landscape, one);
}
// seed by seed: a study that is stopped leaves a table of fewer seeds, not of fewer arms
for (const seed of seeds) {
  for (const [name, landscape] of opened) {
    for (const arm of Object.keys(study.arms)) await scoresOf(name, landscape, arm, seed);
  }
}
for (const [name, landscape] of opened) {
  let first: readonly (readonly number[])[] = [];
  for (const arm of Object.keys(study.arms)) {
    const runs = await Promise.all(seeds.map((seed) => scoresOf(name, landscape, arm, seed)));
    if (first.length === 0) first = runs;
    print(name, arm, landscape, runs, first);
  }
}

async function scoresOf(
  landscape: string,
  opened: Landscape,
  arm: string,
  seed: string,
): Promise<readonly number[]> {
  const settings = study.arms[arm] ?? {};
  const key = JSON.stringify([
    landscape,
    study.make,
    study.at,
    settings,
    seed,
    ...(study.counts ? [study.counts] : []),
  ]);
  const before = known.get(key);
  if (before !== undefined) return before;
  const evaluations = study.at.at(-1) as number;
  const course =
    typeof settings === "string"
      ? await climb(opened, settings, evaluations, seed)
      : await dryRun({
          landscape: opened,
          make: MAKERS[study.make](opened, seed),
          settings,
          evaluations,
          seed,
          counts: study.counts ?? "results",
        });
  const scores = study.at.map(course);
  known.set(key, scores);
  appendFileSync(path, `${JSON.stringify([key, scores])}\n`);
  return scores;
}

function print(
  landscape: string,
  arm: string,
  { problem }: Landscape,
  runs: readonly (readonly number[])[],
  first: readonly (readonly number[])[],
): void {
  const sign = problem.definition.objective.direction === "maximise" ? 1 : -1;
  const cells = study.at.map((_, mark) => {
    const scores = runs.map((run) => run[mark] as number);
    const { low, high } = meanInterval(
      scores.map((score, i) => sign * (score - (first[i]?.[mark] as number))),
    );
    return `${median(scores).toPrecision(5)} (${low.toPrecision(2)} to ${high.toPrecision(2)})`;
  });
  console.log(`| ${[landscape, arm, ...cells].join(" | ")} |`);
}
