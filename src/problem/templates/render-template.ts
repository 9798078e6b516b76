import type { Json, JsonObject } from "../../core/index.ts";
import { languageOfFile } from "../../language/index.ts";
import { renderEvaluator } from "./evaluator.ts";
import { operatorsTemplate } from "./operators-template.ts";
import { policyTemplate } from "./policy-template.ts";
import { promptTemplate } from "./prompt-template.ts";
import { renderSeed } from "./seed.ts";
import { CURVE_VIEW, POINTS_VIEW, VIEW_FILE } from "./view.ts";
import { TEMPLATE_FILES, type TemplateLanguage } from "./template-language.ts";

/** A scaffolded problem: text by file name. */
export type Template = { readonly [file: string]: string };

/**
 * The files of a small problem that runs as it is: find the formula of a measured curve. Its numbers and its structure
 * both matter, so that even a short search without a model improves it.
 *
 * @param schema - path of the problem schema for `$schema`, relative to the folder
 */
export function renderTemplate(name: string, language: TemplateLanguage, schema: string): Template {
  const { seed, evaluator } = TEMPLATE_FILES[language];
  const files = {
    "problem.json": renderProblem(name, language, schema),
    [seed]: renderSeed(language),
    [evaluator]: renderEvaluator(evaluator),
    [VIEW_FILE]: CURVE_VIEW,
  };
  return withReadme(name, files, { seed, evaluator, task: "Find the formula of a measured curve." });
}

/** The files of a small problem whose programs are operators (see {@link operatorsTemplate}). */
export function renderOperatorsTemplate(name: string, schema: string): Template {
  const { problem, files } = operatorsTemplate(name, schema);
  const all = { "problem.json": `${renderJson(problem)}\n`, ...files, [VIEW_FILE]: POINTS_VIEW };
  return withReadme(name, all, {
    seed: "seed.js",
    task: "Place ten points in the unit square, far from each other.",
    other: "- [`rate.js`](rate.js) says what a solution is worth while it hops, inside the sandbox.",
  });
}

/** The files of a small problem whose programs are policies (see {@link policyTemplate}). */
export function renderPolicyTemplate(name: string, language: TemplateLanguage, schema: string): Template {
  const { problem, seed, files } = policyTemplate(
    name,
    schema,
    language === "python" ? language : "javascript",
  );
  const all = { "problem.json": `${renderJson(problem)}\n`, ...files };
  return withReadme(name, all, { seed, task: "Order ice cream for a day that nobody knows." });
}

/** The files of a small problem whose programs are prompts (see {@link promptTemplate}). */
export function renderPromptTemplate(name: string, schema: string): Template {
  const { problem, files } = promptTemplate(name, schema);
  return withReadme(
    name,
    { "problem.json": `${renderJson(problem)}\n`, ...files },
    {
      seed: "prompt.md",
      task: "Write the prompt for a small model that reads what guests wrote about a hotel. `stand-in` obeys rules and costs nothing; name a model of yours in its place.",
      other: "- [`labels.json`](labels.json) holds the right words; only the evaluator reads them.",
      flags: " --model stand-in",
      evaluations: 60,
    },
  );
}

function renderProblem(name: string, language: TemplateLanguage, schema: string): string {
  const { seed, evaluator } = TEMPLATE_FILES[language];
  const { contract, build, command = ["awk", "-f", "{program}"] } = languageOfFile(seed);
  const isCommand = contract === "command";
  const run = isCommand
    ? {
        ...(build && { build: { command: build } }),
        command,
        ...(language === "python" && { warm: { imports: ["json", "math"] } }),
      }
    : { entryPoint: "solve" };
  const task = isCommand
    ? "The program reads a list of x as JSON from stdin and writes the list of y as JSON to stdout."
    : "`solve(xs)` gets a list of x and returns the list of y.";
  const problem: JsonObject = {
    $schema: schema,
    name,
    title: "Find the formula of a measured curve",
    description: [
      "Find a formula y = f(x) for a measured curve. It starts at 0, rises, and falls again; x lies between 0 and 4.",
      task,
      "The score is the root mean square error; smaller is better.",
    ],
    seed,
    ...run,
    evaluator,
    view: VIEW_FILE,
    inputs: [points(0, 0.25)],
    holdout: [points(0.125, 0.5)],
    output: { type: "array", items: { type: "number" } },
    objective: { name: "root mean square error", direction: "minimise" },
    limits: isCommand ? { timeMs: 2000, memoryMb: 256 } : { timeMs: 100 },
    features: [
      { name: "worstX", range: [0, 4], bins: 8 },
      { name: "length", range: "auto", bins: 6 },
    ],
  };
  return `${renderJson(problem)}\n`;
}

/** Points from `start` to 4 in equal steps. */
function points(start: number, step: number): readonly number[] {
  const count = Math.floor((4 - start) / step) + 1;
  return Array.from({ length: count }, (_, index) => start + index * step);
}

/** JSON as a person would write it: what fits on a line stays on one. */
export function renderJson(value: Json, indent = ""): string {
  const flat = JSON.stringify(value, null, 1)
    .replace(/\n */g, " ")
    .replace(/\[ | \]/g, (edge) => edge.trim());
  const isContainer = value !== null && typeof value === "object";
  if (!isContainer || (indent !== "" && indent.length + flat.length < 100)) return flat;
  const inner = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((item: Json) => inner + renderJson(item, inner))
    : Object.entries(value).map(
        ([key, item]) => `${inner}${JSON.stringify(key)}: ${renderJson(item as Json, inner)}`,
      );
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${parts.join(",\n")}\n${indent}${close}`;
}

/** Words for the page of a new problem, beside its name. */
interface Told {
  readonly seed: string;
  /** @defaultValue "evaluator.mjs" */
  readonly evaluator?: string;
  /** The task in a sentence. */
  readonly task: string;
  /** A line on a file that other problems do not have. */
  readonly other?: string;
  /** Flags behind `check` and `run`. */
  readonly flags?: string;
  /** Evaluations of a first run. @defaultValue 2000 */
  readonly evaluations?: number;
}

/** Adds the page that says what each file is for. */
function withReadme(name: string, files: Template, told: Told): Template {
  const { seed, evaluator = "evaluator.mjs", task, other, flags = "", evaluations = 2000 } = told;
  const view = `- [\`${VIEW_FILE}\`](${VIEW_FILE}) draws what a program returned, for the report.`;
  const others = [...(VIEW_FILE in files ? [view] : []), ...(other === undefined ? [] : [other])];
  const readme = `# ${name}

\`\`\`sh
npx galapagos check ${name}${flags}
npx galapagos run ${name}${flags} --seed 1 --evaluations ${evaluations}
npx galapagos best
\`\`\`

${task}

- [\`problem.json\`](problem.json) says what is to be done: the task in words, the inputs, the limits, the objective, the features
  by which programs are told apart. Editors complete it.
- [\`${seed}\`](${seed}) is where evolution starts. Only the part between the EVOLVE-BLOCK lines changes.
- [\`${evaluator}\`](${evaluator}) judges what a program returned. It runs where no program can reach it.${others.map((line) => `\n${line}`).join("")}

To make it your own: describe your task, put your program and your inputs in place, and score what it returns.
`;
  return { ...files, "README.md": readme };
}
