import type { Picture, ProblemView } from "galapagos";
import { smallestTriangle } from "../common/heilbronn.ts";

type Point = readonly [x: number, y: number];

/** The points in the triangle, and the smallest triangle that three of them form. */
const view: ProblemView = (output): Picture => {
  if (!Array.isArray(output) || !output.every(isPoint)) throw new Error("expected a list of points [x, y]");
  const points = output as unknown as readonly Point[];
  const smallest = smallestTriangle(points);
  return {
    frame: [0, 0, 1, HEIGHT],
    shapes: [
      {
        shape: "area",
        tone: "faint",
        points: [
          [0, 0],
          [1, 0],
          [0.5, HEIGHT],
        ],
      },
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

const HEIGHT = Math.sqrt(3) / 2;

function isPoint(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every((part) => Number.isFinite(part));
}
