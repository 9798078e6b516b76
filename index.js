// The library's door: the sources in a checkout, compiled JavaScript in the package.
import { existsSync } from "node:fs";

const source = new URL("./src/index.ts", import.meta.url);
const library = await import(
  existsSync(source) ? source.href : new URL("./dist/src/index.js", import.meta.url).href
);

export const {
  best,
  check,
  createEvaluator,
  DEFAULT_CONFIG,
  defineProblem,
  doctor,
  evaluate,
  EXIT,
  fork,
  GalapagosError,
  init,
  inject,
  inspect,
  listProblems,
  listRuns,
  loadProblem,
  memory,
  replay,
  rescore,
  resolveConfig,
  resume,
  run,
  study,
  summariseRun,
  VERSION,
} = library;
