import { readFileSync } from "node:fs";
import { sha256 } from "../core/index.ts";

/** A module that candidates may import. */
export interface Kit {
  /** As a program imports it. */
  readonly name: string;
  /** Its code, one ES module without imports. */
  readonly code: string;
  /** Hash of the code, for versions. */
  readonly hash: string;
  /** Markdown for a model: what it exports. */
  readonly describe: string;
}

/** A kit before its text is read. */
interface KitSource {
  readonly file: string;
  readonly describe: string;
}

const SOURCES: { readonly [name: string]: KitSource } = {
  "galapagos:math": {
    file: "./math.js",
    describe: [
      "- `random(seed)`: `{next(), normal(), int(n)}`.",
      "- `nelderMead(f, x0, {size: 0.1, evaluations: 200 * x0.length})` and `lbfgs(f, x0, {iterations: 200, memory: 10})`: `{x, value, evaluations}` of a minimum nearby. For `lbfgs`, f returns `[value, gradient]`, the gradient a new list at each call (or a number: then differences are taken, slowly).",
      "- `linearProgram({c, A, b, Aeq, beq, lower, upper})`: the least c·x with A x <= b, Aeq x = beq, lower (0) <= x <= upper (Infinity), bounds a number or one each: `{status, x, value}`, status `optimal`, `infeasible`, `unbounded` or `stopped`. Dense simplex, exact to the last digits: with 80 variables and 150 rows a few milliseconds of compiled code.",
      "- `solve(A, b)`: x, or null where A is singular; `leastSquares(A, b)`: x; `eigenSymmetric(A)`: `{values, vectors}`, ascending, a vector for each value.",
      "",
      "Vectors are plain lists, matrices lists of rows; nothing that is passed in is changed; minimisers minimise.",
    ].join("\n"),
  },
};

/** The names that a problem may allow. */
export const KIT_NAMES: readonly string[] = Object.keys(SOURCES);

const read = new Map<string, Kit>();

/** A kit, read when it is first asked for; `null` for a name that is none. */
export function kitNamed(name: string): Kit | null {
  const source = SOURCES[name];
  if (source === undefined) return null;
  let kit = read.get(name);
  if (kit === undefined) {
    const code = readFileSync(new URL(source.file, import.meta.url), "utf8");
    kit = { name, code, hash: sha256(code), describe: source.describe };
    read.set(name, kit);
  }
  return kit;
}

/** The kits that a problem's programs may import. */
export function kitsOf({ imports = [] }: { readonly imports?: readonly string[] }): readonly Kit[] {
  return imports.map(kitNamed).filter((kit) => kit !== null);
}
