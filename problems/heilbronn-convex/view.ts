import type { ProblemView } from "galapagos";
import { frameAround } from "../common/drawing.ts";
import { smallestTriangle } from "../common/heilbronn.ts";
import { readTable } from "../common/numbers.ts";
import { hullOf, type Point } from "./points.ts";

/** The points in their convex hull, and the smallest triangle that three of them form. */
const view: ProblemView<{ readonly points: number }> = (output, input) => {
  const table = readTable(output, { rows: input.points, columns: "[x, y]", row: "point" });
  if (typeof table === "string") throw new Error(table);
  const points = table as readonly Point[];
  const smallest = smallestTriangle(points);
  const hull = hullOf(
    [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]),
    (a, b, c) => (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]),
  );
  return {
    frame: frameAround(points),
    shapes: [
      { shape: "area", tone: "faint", points: hull },
      { shape: "area", tone: "accent", points: smallest },
      ...points.map((at) => ({
        shape: "dot" as const,
        at,
        ...(smallest.includes(at) && { tone: "accent" as const }),
      })),
    ],
    caption: "the smallest triangle of three points, in colour",
  };
};

export default view;
