// The door of `galapagos/math`: the kit that candidates import as `galapagos:math`, from a checkout or the package.
import { existsSync } from "node:fs";

const source = new URL("./src/kit/math.js", import.meta.url);
const kit = await import(
  existsSync(source) ? source.href : new URL("./dist/src/kit/math.js", import.meta.url).href
);

export const { eigenSymmetric, lbfgs, leastSquares, linearProgram, nelderMead, random, solve } = kit;
