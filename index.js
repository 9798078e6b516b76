// The library's door: the sources in a checkout, compiled JavaScript in the package.
import { existsSync } from "node:fs";

const source = new URL("./src/index.ts", import.meta.url);
const library = await import(
  existsSync(source) ? source.href : new URL("./dist/src/index.js", import.meta.url).href
);

export const {
  createEvaluator,
  DEFAULT_CONFIG,
  defineProblem,
  EXIT,
  GalapagosError,
  listProblems,
  loadProblem,
  resolveConfig,
  resume,
  run,
  summariseRun,
  VERSION,
} = library;
