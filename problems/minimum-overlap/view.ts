import type { ProblemView } from "galapagos";
import { pictureOfSteps } from "../common/drawing.ts";
import { readHeights } from "../common/numbers.ts";
import { SIZES } from "./sizes.ts";

/** The step function on [0, 2], before it is mixed so that its integral is 1. */
const view: ProblemView = (output) => {
  const heights = readHeights(output, SIZES);
  if (typeof heights === "string") throw new Error(heights);
  return pictureOfSteps(heights);
};

export default view;
