import type { Picture, PictureShape } from "galapagos";

type Place = readonly [x: number, y: number];

/** A square frame around some places, with a tenth of air, so that shapes keep their form. */
export function frameAround(places: readonly Place[]): Picture["frame"] {
  const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)];
  const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const half = 0.55 * Math.max(right - left, top - bottom, Number.MIN_VALUE);
  const [x, y] = [(left + right) / 2, (bottom + top) / 2];
  return [x - half, y - half, x + half, y + half];
}

/** A step function as bars on a line, as wide as it is high. */
export function pictureOfSteps(heights: readonly number[]): Picture {
  const [low, high] = [Math.min(0, ...heights), Math.max(0, ...heights)];
  const width = (high - low || 1) / heights.length;
  const bars = heights.map(
    (height, at): PictureShape => ({
      shape: "area",
      tone: "strong",
      points: [
        [at * width, 0],
        [(at + 1) * width, 0],
        [(at + 1) * width, height],
        [at * width, height],
      ],
    }),
  );
  const end = heights.length * width;
  const ground: PictureShape = {
    shape: "line",
    points: [
      [0, 0],
      [end, 0],
    ],
  };
  return { frame: [0, low, end, high || low + 1], shapes: [...bars, ground] };
}
