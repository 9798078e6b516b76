import type { ProblemView } from "galapagos";
import { pictureOfCircles } from "../circle-packing/picture.ts";
import { readPacking } from "./packing.ts";

/** The circles in their rectangle. */
const view: ProblemView<{ readonly circles: number }> = (output, input) => {
  const packing = readPacking(output, input.circles);
  if (typeof packing === "string") throw new Error(packing);
  return pictureOfCircles(packing.circles, packing);
};

export default view;
