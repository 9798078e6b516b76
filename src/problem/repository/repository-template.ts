import { extname } from "node:path";
import type { JsonObject } from "../../core/index.ts";
import type { RepositoryKit } from "./kit.ts";

/** The facts of a problem that begins with a function of a repository. */
export interface RepositoryFacts {
  readonly name: string;
  /** Path of the problem schema for `$schema`, relative to the folder. */
  readonly schema: string;
  /** `repository` of its problem.json. */
  readonly repository: JsonObject & {
    readonly file: string;
    readonly function: string;
    readonly test: string;
  };
  readonly kit: RepositoryKit;
  /** Time of the original for all cases of the search, milliseconds. */
  readonly originalMs: number;
}

/** `problem.json`, evaluator and README of such a problem, by file name. */
export function repositoryTemplate({ name, schema, repository, originalMs, kit }: RepositoryFacts) {
  const seed = `seed${extname(repository.file)}`;
  const called = `\`${repository.function}\` in \`${repository.file}\``;
  const problem: JsonObject = {
    $schema: schema,
    name,
    title: `${repository.function} of ${repository.file}, faster`,
    description: [
      `Make the function ${called} faster. It must do what it does now: for every arguments the same result, or the same exception.`,
      "The program is the whole file, with imports and other functions as they are; only the function itself may change. It may import what the file",
      "could import. The function is called on recorded and generated arguments, and every result is compared; then its time is measured.",
      "A program that is faster has to pass the repository's tests as well.",
      "The score is how many times as fast as the original it is, measured in pairs of runs. Nothing is gained by remembering results: no arguments come twice.",
    ],
    seed,
    command: [...kit.command],
    evaluator: "evaluator.mjs",
    inputs: "inputs.json",
    holdout: "holdout.json",
    repository,
    ...(kit.imports && { warm: { imports: [...kit.imports] } }),
    objective: { name: "speed-up over the original", direction: "maximise" },
    timing: { maxPairs: 32, confidence: 0.95 },
    limits: { timeMs: Math.ceil(Math.max(2000, 10 * originalMs)), memoryMb: 512, outputKb: 16_384 },
    features: [{ name: "length", range: "auto", bins: 8 }],
  };
  const readme = `# ${name}

\`\`\`sh
npx galapagos check ${name}
npx galapagos run ${name} --time 10m
npx galapagos best --patch
npx galapagos apply
\`\`\`

${called}, faster. \`${seed}\` is that file; only the function may change. \`${kit.archive}\` is the repository as it was, \`inputs.json\` and \`holdout.json\` are
calls that its tests made and others like them, and \`expected.json\` says what the original answered. A program has to answer every
call as the original did; its score is its speed, relative to the original's. One that gains has to pass \`${repository.test}\` in a sandbox, too.
`;
  return { problem, files: { "evaluator.mjs": EVALUATOR, "README.md": readme } };
}

const EVALUATOR = `import { readFileSync } from "node:fs";

/** Answers of the original, by the text of a call. */
const expected = new Map(JSON.parse(readFileSync(\`\${import.meta.dirname}/expected.json\`, "utf8")));

/**
 * The function has to answer every call as the original did; then its speed counts.
 *
 * @type {import("galapagos").Scorer}
 */
export default function score(outputs, { inputs, timing }) {
  for (const [k, cases] of inputs.entries()) {
    const results = outputs[k];
    if (!Array.isArray(results) || results.length !== cases.length) return { invalid: "expected one result for each call" };
    for (const [i, call] of cases.entries()) {
      const came = JSON.stringify(results[i]);
      const wanted = expected.get(JSON.stringify(call));
      if (came !== wanted) return { invalid: \`called with \${short(JSON.stringify(call))} it answers \${short(came)}, the original \${short(wanted)}\` };
    }
  }
  return { score: 1 / (timing?.relativeTime ?? 1), metrics: { calls: inputs.flat().length } };
}

function short(text) {
  return text.length > 160 ? \`\${text.slice(0, 160)}…\` : text;
}
`;
