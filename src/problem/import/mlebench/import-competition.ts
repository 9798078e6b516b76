import { existsSync } from "node:fs";
import { readdir, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { GalapagosError, given, type JsonObject } from "../../../core/index.ts";
import { readInside } from "../../read-inside.ts";
import { importAs } from "../import-as.ts";
import { placeFor } from "../../templates/init-problem.ts";
import { EVALUATOR, METRICS, SEED } from "./evaluator.ts";
import { type Questions, questionsOf } from "./questions.ts";
import { readTable } from "./table.ts";

/** How a competition of MLE-bench is imported. */
export interface CompetitionOptions {
  /** Name of the problem. @defaultValue the competition's */
  readonly to?: string;
  /** The metric that submissions are scored by. @defaultValue the grader that `config.yaml` in the folder names */
  readonly metric?: string;
  /** The Python that runs programs, as a path. @defaultValue the system's */
  readonly python?: string;
}

/** The problem that a competition became. */
export interface CompetitionResult {
  readonly tool: "mlebench";
  /** Absolute path of the new problem's folder. */
  readonly folder: string;
  readonly name: string;
  readonly files: readonly string[];
  readonly metric: string;
  /** Rows that are asked for in all folds together, and of the competition itself. */
  readonly rows: { readonly folds: number; readonly holdout: number };
}

/** Largest table, bytes: the folds hold the training table three times, as JSON. */
const MOST_BYTES = 12 << 20;

/** True for a folder of MLE-bench's, as it prepares competitions. */
export function isCompetition(folder: string): boolean {
  return existsSync(join(partsOf(folder), "public", "train.csv"));
}

/**
 * Makes a problem of a competition that MLE-bench has prepared on this machine: a pipeline learns from two thirds of the training
 * table and is asked for the last; champions are asked for the competition's own test, and scored by its private answers. Nothing
 * of the competition is run. All or nothing; never overwrites.
 *
 * @param place - absolute path of the competition's folder, with `public` and `private` in it, or in `prepared`
 * @param workingFolder - absolute path; the problem comes into its `problems`
 * @throws GalapagosError `problem/import`, `problem/exists`, `problem/name` or `problem/file`
 */
export async function importCompetition(
  place: string,
  workingFolder: string,
  { to, metric: wished, python }: CompetitionOptions,
): Promise<CompetitionResult> {
  const parts = partsOf(place);
  const name = to ?? nameOf(place);
  const problemPlace = await placeFor(
    workingFolder,
    name,
    importAs(place, { from: "mlebench", ...given({ metric: wished, python }) }),
  );
  const metric = metricOf(wished ?? (await graderOf([place, parts])));
  const questions = await readQuestions(parts, metric);
  const description = await readText(parts, "public/description.md").catch(() => name);
  const environment = python?.includes("/") ? dirname(dirname(resolve(python))) : undefined;
  const problem = problemOf({ name, description, metric, ...given({ environment }) });
  const files: { readonly [file: string]: string } = {
    "problem.json": json({ $schema: problemPlace.schema, ...problem }),
    "seed.py": SEED,
    "evaluator.mjs": EVALUATOR,
    "folds.json": json(questions.folds.map((fold) => ({ ...fold, metric }))),
    "fresh.json": json([{ ...questions.fresh, metric }]),
    "competition.json": json({
      ...{ metric, id: questions.id, targets: questions.targets },
      answers: questions.answers,
    }),
  };
  await problemPlace.fill(async (draft) => {
    for (const [file, text] of Object.entries(files))
      await writeFile(join(draft, file), text, { flag: "wx" });
    return Object.keys(files);
  });
  return {
    tool: "mlebench",
    folder: problemPlace.folder,
    name,
    files: problemPlace.files(),
    metric,
    rows: rowsOf(questions),
  };
}

/** The folder that holds `public` and `private`. */
function partsOf(place: string): string {
  return existsSync(join(place, "prepared")) ? join(place, "prepared") : place;
}

function nameOf(place: string): string {
  const own = resolve(place);
  return basename(basename(own) === "prepared" ? dirname(own) : own).toLowerCase();
}

/** The grader's name, where a configuration lies in one of the folders. */
async function graderOf(folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) {
    if (!existsSync(join(folder, "config.yaml"))) continue;
    const text = await readText(folder, "config.yaml");
    return /^grader:\s*\n(?:[ \t]+.*\n)*?[ \t]+name:[ \t]*["']?([\w-]+)/m.exec(text)?.[1];
  }
  return undefined;
}

function metricOf(named: string | undefined): keyof typeof METRICS {
  if (named !== undefined && Object.hasOwn(METRICS, named)) return named as keyof typeof METRICS;
  const names = Object.keys(METRICS);
  const came = named === undefined ? "none: no config.yaml names a grader" : JSON.stringify(named);
  throw new GalapagosError(`expected a metric that is known here (${names.join(", ")}), got ${came}`, {
    code: "problem/import",
    hint: "name it: --metric accuracy; for another one import with the nearest, and write yours into evaluator.mjs",
  });
}

async function readQuestions(folder: string, metric: keyof typeof METRICS): Promise<Questions> {
  const table = async (path: string) => readTable(await readText(folder, path));
  const [answersFile] = (await readdir(join(folder, "private")).catch(() => []))
    .filter((name) => name.endsWith(".csv"))
    .sort();
  if (answersFile === undefined) throw unfit(folder, "a CSV file with the answers in private/, got none");
  const tables = {
    train: await table("public/train.csv"),
    test: await table("public/test.csv"),
    sample: await table("public/sample_submission.csv"),
    answers: await table(`private/${answersFile}`),
  };
  const questions = questionsOf(tables, metric);
  if (typeof questions === "string") throw unfit(folder, questions.replace(/^expected /, ""));
  return questions;
}

function unfit(folder: string, expected: string): GalapagosError {
  return new GalapagosError(`${folder}: expected ${expected}`, {
    code: "problem/import",
    hint: "competitions of tables can be imported, as mlebench prepare leaves them; for others see docs/problems.md",
  });
}

async function readText(folder: string, path: string): Promise<string> {
  const { size } = await stat(join(folder, path)).catch(() => ({ size: null }));
  if (size === null) throw unfit(folder, `${path}, got none`);
  if (size > MOST_BYTES)
    throw unfit(folder, `${path} of at most ${MOST_BYTES >> 20} MiB, got ${size >> 20} MiB`);
  return readInside(folder, path, { what: "the competition", maxBytes: MOST_BYTES });
}

function rowsOf({ answers, folds, fresh }: Questions): CompetitionResult["rows"] {
  const count = (name: string): number => Object.keys(answers[name] ?? {}).length;
  return { folds: folds.reduce((sum, { name }) => sum + count(name), 0), holdout: count(fresh.name) };
}

function problemOf(about: {
  readonly name: string;
  readonly description: string;
  readonly metric: keyof typeof METRICS;
  readonly environment?: string;
}): JsonObject {
  const { name, description, metric, environment } = about;
  return {
    name,
    title: `${name}, a competition of MLE-bench`,
    description: `${CONTRACT}The score is the mean of ${metric} over three folds of the training table, out of fold (${METRICS[metric]}).\n\nThe competition, as its organisers describe it:\n\n${fenced(description.slice(0, 50_000).toWellFormed())}`,
    seed: "seed.py",
    command: ["python3", "{program}"],
    ...(environment !== undefined && { needs: { environments: [environment] } }),
    evaluator: "evaluator.mjs",
    inputs: "folds.json",
    holdout: "fresh.json",
    output: { type: "string" },
    objective: { name: `out-of-fold ${metric}`, direction: METRICS[metric] },
    limits: { timeMs: 60_000, deadlineMs: 600_000, memoryMb: 2048, outputKb: 16_384 },
    features: [{ name: "length", range: "auto", bins: 10 }],
  };
}

/** A foreign text between marks that do not occur in it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const mark = "`".repeat(longest + 1);
  return `${mark}\n${text.trim()}\n${mark}`;
}

const CONTRACT = [
  "Write a machine-learning pipeline in Python. It reads a JSON object from standard input: `train`, `test` and `sample_submission`, each the text of a CSV file, and `metric`. It writes its submission, the text of a CSV file as one JSON string, to standard output: the columns of the sample submission, one line for each row of the test.",
  "There are no files and no network. Same question, same answer: give every random_state a number. ",
].join(" ");

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
