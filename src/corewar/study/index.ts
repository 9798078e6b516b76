/**
 * A study measures what Digital Red Queen's paper measures (arXiv 2601.03335 §4) of several independent runs:
 * how general champions are, whether runs converge to the same behaviour, and whether champions beat each
 * other in circles; and whether kinds of runs differ.
 */
export { analyseChampions, type StudyAnalysis } from "./analyse.ts";
export { type ArchiveAxis, renderArchives } from "./archive-plot.ts";
export { type Attempts, summariseAttempts } from "./attempts.ts";
export { CODE_FEATURES, codeFeatures } from "./code-features.ts";
export { type ArmDifference, compareArms } from "./compare.ts";
export { type Growth, growthOf } from "./growth.ts";
export { type ArmSummary, summariseArm } from "./measures.ts";
export { renderPhenotypes } from "./phenotype-plot.ts";
export { renderStudyPlot } from "./plot.ts";
export { countCycles, type DrqRun } from "./run-measures.ts";
