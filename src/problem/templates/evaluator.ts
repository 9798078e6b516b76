/** Types of the template's evaluator: as TypeScript, or as comments that editors read in JavaScript. */
interface Dialect {
  readonly head: string;
  readonly curve: string;
  readonly scorer: string;
  readonly list: (expression: string) => string;
}

const TYPESCRIPT: Dialect = {
  head: 'import type { Scorer } from "galapagos";\n\n',
  curve: "function measured(x: number): number {",
  scorer: "const score: Scorer = (outputs, { inputs }) => {",
  list: (expression) => `${expression} as number[]`,
};

const JAVASCRIPT: Dialect = {
  head: "",
  curve: "function measured(x) {",
  scorer: '/** @type {import("galapagos").Scorer} */\nconst score = (outputs, { inputs }) => {',
  list: (expression) => expression,
};

/** The template's evaluator: root mean square error against a curve that programs cannot see. */
export function renderEvaluator(dialect: "typescript" | "javascript"): string {
  const { head, curve, scorer, list } = dialect === "typescript" ? TYPESCRIPT : JAVASCRIPT;
  return `${head}/** The measurements. Programs never see this file: they get a list of x and return a list of y. */
${curve}
  return 4 * x * Math.exp(-x);
}

/**
 * Judges the outputs of one program, one for each input, here the mean error over all points. Everything is computed from
 * plain data that was returned; a program that breaks a rule gets { invalid: "why" } and no score.
 */
${scorer}
  let sum = 0;
  let count = 0;
  let worst = 0;
  let worstX = 0;
  for (const [k, output] of outputs.entries()) {
    const xs = ${list("inputs[k]")};
    const ys = ${list("output")};
    if (ys.length !== xs.length) return { invalid: \`expected \${xs.length} values, got \${ys.length}\` };
    for (const [i, x] of xs.entries()) {
      const error = Math.abs(Number(ys[i]) - measured(x));
      sum += error * error;
      count += 1;
      if (error > worst) {
        worst = error;
        worstX = x;
      }
    }
  }
  const score = Math.sqrt(sum / count);
  if (!Number.isFinite(score)) return { invalid: "a value is not a number, or far too large" };
  return { score, metrics: { worstError: worst }, features: { worstX } };
};

export default score;
`;
}
