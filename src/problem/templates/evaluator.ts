import { extname } from "node:path";

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
export function renderEvaluator(file: string): string {
  const extension = extname(file);
  if (extension === ".py") return PYTHON;
  return renderModule(extension === ".mts" ? TYPESCRIPT : JAVASCRIPT);
}

function renderModule(dialect: Dialect): string {
  const { head, curve, scorer, list } = dialect;
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

const PYTHON = `import math

from galapagos import Invalid


def measured(x):
    """The measurements. Programs never see this file: they get a list of x and return a list of y."""
    return 4 * x * math.exp(-x)


def score(outputs, inputs, seed):
    """Judges the outputs of one program, one for each input, here the mean error over all points.

    Everything is computed from plain data that was returned; a program that breaks a rule is Invalid and has no score.
    """
    total = 0.0
    count = 0
    worst = 0.0
    worst_x = 0.0
    for xs, ys in zip(inputs, outputs):
        if len(ys) != len(xs):
            raise Invalid(f"expected {len(xs)} values, got {len(ys)}")
        for x, y in zip(xs, ys):
            error = abs(y - measured(x))
            total += error * error
            count += 1
            if error > worst:
                worst = error
                worst_x = x
    return {
        "score": math.sqrt(total / count),
        "metrics": {"worstError": worst},
        "features": {"worstX": worst_x},
    }
`;
