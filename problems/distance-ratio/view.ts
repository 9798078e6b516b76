import type { PictureShape, ProblemView } from "galapagos";
import { frameAround } from "../common/drawing.ts";
import { readTable } from "../common/numbers.ts";
import { type Input, tableOf } from "./input.ts";

/** How much longer than the smallest distance, or shorter than the largest, one may be to be drawn: a share. */
const NEARLY = 0.01;

/** The points with what is nearly their smallest distance, strong, and nearly their largest, faint; of space, seen slightly from above. */
const view: ProblemView<Input> = (output, input) => {
  const points = readTable(output, tableOf(input));
  if (typeof points === "string") throw new Error(points);
  const pairs = points.flatMap((a, i) =>
    points.slice(0, i).map((b, j) => ({
      ends: [i, j] as const,
      length: Math.sqrt(a.reduce((sum, part, axis) => sum + (part - (b[axis] ?? 0)) ** 2, 0)),
    })),
  );
  const lengths = pairs.map(({ length }) => length);
  const [least, most] = [Math.min(...lengths), Math.max(...lengths)];
  const places = points.map(([x = 0, y = 0, z = 0]) => [x + 0.35 * z, y + 0.25 * z] as const);
  const lines = (tone: "strong" | "faint", isDrawn: (length: number) => boolean): PictureShape[] =>
    pairs
      .filter(({ length }) => isDrawn(length))
      .map(({ ends: [i, j] }) => ({ shape: "line", tone, points: [places[i], places[j]] as never }));
  return {
    frame: frameAround(places),
    shapes: [
      ...lines("faint", (length) => length > most * (1 - NEARLY)),
      ...lines("strong", (length) => length < least * (1 + NEARLY)),
      ...places.map((at) => ({ shape: "dot" as const, at })),
    ],
    caption: "strong: within 1 % of the smallest distance; faint: of the largest",
  };
};

export default view;
