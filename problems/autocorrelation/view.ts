import type { ProblemView } from "galapagos";
import { pictureOfSteps } from "../common/drawing.ts";
import { readHeights } from "../common/numbers.ts";
import { type Input, sizesOf } from "./inequalities.ts";

/** The step function. */
const view: ProblemView<Input> = (output, input) => {
  const heights = readHeights(output, sizesOf(input));
  if (typeof heights === "string") throw new Error(heights);
  return pictureOfSteps(heights);
};

export default view;
