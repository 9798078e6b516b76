import type { ProblemView } from "galapagos";
import { frameAround } from "../common/drawing.ts";
import { pictureOfPoints } from "../common/heilbronn.ts";
import { readTable } from "../common/numbers.ts";
import { hullOf, type Point } from "./points.ts";

/** The points in their convex hull, and the smallest triangle that three of them form. */
const view: ProblemView<{ readonly points: number }> = (output, input) => {
  const table = readTable(output, { rows: input.points, columns: "[x, y]", row: "point" });
  if (typeof table === "string") throw new Error(table);
  const points = table as readonly Point[];
  const hull = hullOf(
    [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]),
    (a, b, c) => (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]),
  );
  return pictureOfPoints(points, hull, frameAround(points));
};

export default view;
