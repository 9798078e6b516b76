import type { ProblemView } from "galapagos";
import { pictureOfPoints } from "../common/heilbronn.ts";

type Point = readonly [x: number, y: number];

/** The points in the triangle, and the smallest triangle that three of them form. */
const view: ProblemView = (output) => {
  if (!Array.isArray(output) || !output.every(isPoint)) throw new Error("expected a list of points [x, y]");
  return pictureOfPoints(output as unknown as readonly Point[], TRIANGLE, [0, 0, 1, HEIGHT]);
};

export default view;

const HEIGHT = Math.sqrt(3) / 2;
const TRIANGLE: readonly Point[] = [
  [0, 0],
  [1, 0],
  [0.5, HEIGHT],
];

function isPoint(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every((part) => Number.isFinite(part));
}
