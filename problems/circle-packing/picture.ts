import type { Picture } from "galapagos";
import type { Circle, Room } from "./circles.ts";

/** Circles in their room; the darker, the larger, in three steps. */
export function pictureOfCircles(
  circles: readonly Circle[],
  { width, height }: Pick<Room, "width" | "height">,
): Picture {
  const radii = circles.map(([, , radius]) => radius).sort((a, b) => b - a);
  const large = radii[Math.floor(radii.length / 3)] ?? 0;
  return {
    frame: [0, 0, width, height],
    shapes: [
      {
        shape: "area",
        tone: "faint",
        points: [
          [0, 0],
          [width, 0],
          [width, height],
          [0, height],
        ],
      },
      ...circles.map(([x, y, radius]) => ({
        shape: "circle" as const,
        at: [x, y] as const,
        radius,
        ...(radius > large && { tone: "strong" as const }),
      })),
    ],
    caption: `${circles.length} circles, radii ${(radii.at(-1) ?? 0).toFixed(4)} to ${(radii[0] ?? 0).toFixed(4)}`,
  };
}
