/**
 * A study measures what Digital Red Queen's paper measures (arXiv 2601.03335 §4) of several independent runs:
 * how general champions are, whether runs converge to the same behaviour, and whether champions beat each
 * other in circles.
 */
export {
  type ArmSummary,
  countCycles,
  type DrqRun,
  summariseArm,
} from "./measures.ts";
export { renderStudyPlot } from "./plot.ts";
