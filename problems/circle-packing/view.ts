import type { ProblemView } from "galapagos";
import { readCircles } from "./circles.ts";
import { pictureOfCircles } from "./picture.ts";

/** The circles in the unit square. */
const view: ProblemView<{ readonly circles: number } | null> = (output, input) => {
  const circles = readCircles(output, input?.circles ?? 26);
  if (typeof circles === "string") throw new Error(circles);
  return pictureOfCircles(circles, { width: 1, height: 1 });
};

export default view;
