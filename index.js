// The library's door: the sources in a checkout, compiled JavaScript in the package.
import { existsSync } from "node:fs";

if (Number(process.versions.node.split(".")[0]) < 24)
  throw new Error(
    `galapagos needs Node 24 or newer, and this is Node ${process.versions.node}.\n` +
      "hint: bring Node 24 into the project: npm install node@24",
  );

const source = new URL("./src/index.ts", import.meta.url);
const isCheckout = existsSync(source);
const folder = isCheckout ? "./src" : "./dist/src";
const { bundleOfEntry } = await import(new URL(`${folder}/core/bundles.js`, import.meta.url).href);
const entry = isCheckout ? source : new URL("./dist/src/index.js", import.meta.url);
const library = await import(bundleOfEntry(entry).href);

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
  keepWorkers,
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
