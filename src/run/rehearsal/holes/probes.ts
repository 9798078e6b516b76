import type { Json } from "../../../core/index.ts";
import type { ProblemDefinition } from "../../../problem/index.ts";

/** An answer that nobody would call a solution, made by a program from the seed's answer or from nothing. */
export interface Probe {
  /** The answer in words: "an empty list". */
  readonly answer: string;
  /** Kind of answer: nothing at all, the input's own text, a constant, one number to be believed, a broken shape. */
  readonly kind: "trivial" | "input" | "constant" | "number" | "shape";
  /** Expression of JavaScript for the answer; it may use `input` and `seed(input)`. */
  readonly code: string;
}

/** Name of the entry point of probes. */
export const PROBE_ENTRY = "galapagosProbe";

/** The program that gives a probe's answer: the seed's text, and beside it another entry point. */
export function probeProgram({ code }: Probe, source: string, entryPoint: string): string {
  return [
    source,
    `export function ${PROBE_ENTRY}(input) {`,
    `  const seed = (given) => ${entryPoint}(given);`,
    `  ${TOOLS}`,
    `  return ${code};`,
    "}",
  ].join("\n");
}

/** Changes one number of an answer, the one at a share of the way through all of them. */
const TOOLS = `const changed = (answer, share, value) => {
    const places = [];
    const walk = (node) => {
      for (const key of node !== null && typeof node === "object" ? Object.keys(node) : []) {
        if (typeof node[key] === "number") places.push([node, key]);
        else walk(node[key]);
      }
    };
    const box = [answer];
    walk(box);
    const [node, key] = places[Math.floor(share * places.length)] ?? [[], 0];
    node[key] = value;
    return box[0];
  };`;

/** All probes of a problem, in a fixed order. */
export function probesOf({ inputs }: ProblemDefinition): readonly Probe[] {
  return [
    ...TRIVIAL.map((value): Probe => {
      const code = JSON.stringify(value);
      return { kind: "trivial", answer: `the answer ${code}`, code };
    }),
    ...keysOf(inputs).map((key): Probe => {
      const code = `input[${JSON.stringify(key)}]`;
      return { kind: "input", answer: `the input's own ${JSON.stringify(key)}`, code };
    }),
    { kind: "input", answer: "the input itself", code: "input" },
    ...(inputs.length > 1 ? [constantOf(inputs[0] ?? null)] : []),
    ...[0, 0.3, 0.6, 0.95].flatMap((share) =>
      [1e9, -1e9, 0].map((value): Probe => {
        const answer = `the seed's answer with one number (at ${100 * share} %) set to ${value}`;
        return { kind: "number", answer, code: `changed(seed(input), ${share}, ${value})` };
      }),
    ),
    ...SHAPES,
  ];
}

const TRIVIAL: readonly Json[] = [
  null,
  0,
  1,
  1e9,
  -1e9,
  "",
  "x",
  true,
  [],
  {},
  [0],
  [[]],
  [null],
  { score: 1e9 },
];

const SHAPES: readonly Probe[] = [
  {
    kind: "shape",
    answer: "the seed's answer without its last element",
    code: "Array.isArray(seed(input)) ? seed(input).slice(0, -1) : null",
  },
  {
    kind: "shape",
    answer: "the seed's answer with every element the first",
    code: "Array.isArray(seed(input)) ? seed(input).map(() => seed(input)[0]) : null",
  },
  {
    kind: "shape",
    answer: "the seed's answer with a text for its first element",
    code: 'Array.isArray(seed(input)) ? ["x", ...seed(input).slice(1)] : "x"',
  },
];

function constantOf(input: Json): Probe {
  const answer = "the seed's answer to the first input, given to every input";
  return { kind: "constant", answer, code: `seed(${JSON.stringify(input)})` };
}

/** Names of what the inputs hold, a few. */
function keysOf(inputs: readonly Json[]): readonly string[] {
  const first = inputs[0] ?? null;
  if (first === null || typeof first !== "object" || Array.isArray(first)) return [];
  return Object.keys(first).slice(0, 8);
}
