// The door of `galapagos/corewar`: the sources in a checkout, compiled JavaScript in the package.
import { existsSync } from "node:fs";

const source = new URL("./src/corewar.ts", import.meta.url);
const library = await import(
  existsSync(source) ? source.href : new URL("./dist/src/corewar.js", import.meta.url).href
);

export const {
  assemble,
  completeSettings,
  createEngine,
  createPlacement,
  describeBehaviour,
  evaluateDrq,
  formatDiagnostic,
  JavaScriptEngine,
  mastery,
  mutateRedcode,
  points,
  presets,
  printInstruction,
  printLoadFile,
  printSource,
  recordReplay,
  renderReplay,
  redcodeMutator,
  runBattle,
  runTournament,
  scoreOf,
  showDiagnostic,
  standings,
} = library;
