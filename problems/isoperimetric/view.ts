import type { Picture, ProblemView } from "galapagos";
import { readTable } from "../common/numbers.ts";

/** The polygon, in a frame that is the same for all of them, so that sizes can be compared. */
const view: ProblemView<{ readonly corners: number }> = (output, { corners: rows }): Picture => {
  const corners = readTable(output, { rows, columns: "[x, y]", row: "corner" });
  if (typeof corners === "string") throw new Error(corners);
  const middle = [0, 1].map((axis) => corners.reduce((sum, corner) => sum + (corner[axis] ?? 0), 0) / rows);
  const points = corners.map(([x = 0, y = 0]) => [x - (middle[0] ?? 0), y - (middle[1] ?? 0)] as const);
  return {
    frame: [-SIZE, -SIZE, SIZE, SIZE],
    shapes: [
      { shape: "area", points, tone: "strong" },
      ...points.map((at) => ({ shape: "dot" as const, at })),
    ],
  };
};

export default view;

/** The furthest that a corner of a hexagon of perimeter 12 lies from its middle, and some air. */
const SIZE = 3;
