import type { Scorer } from "galapagos";
import { readTable } from "../common/numbers.ts";

/** How many corners the polygon has. */
interface Input {
  readonly corners: number;
}

/**
 * Area and perimeter of a polygon. No polygon of n corners has more area than the regular one of the same perimeter P,
 * P²/(4·n·tan(π/n)), not even one that crosses itself, since the area counts its sign: so the front is known.
 */
const score: Scorer<Input> = ([output], { inputs }) => {
  const { corners: rows } = inputs[0] ?? { corners: 6 };
  const corners = readTable(output, { rows, columns: "[x, y]", row: "corner" });
  if (typeof corners === "string") return { invalid: corners };
  let [twice, perimeter] = [0, 0];
  for (const [at, [x = 0, y = 0]] of corners.entries()) {
    const [nextX = 0, nextY = 0] = corners[(at + 1) % rows] ?? [];
    twice += x * nextY - nextX * y;
    perimeter += Math.sqrt((nextX - x) ** 2 + (nextY - y) ** 2);
  }
  const area = Math.abs(twice) / 2;
  const regular = perimeter ** 2 / (4 * rows * Math.tan(Math.PI / rows));
  return {
    score: area,
    metrics: { area, perimeter, roundness: regular === 0 ? 0 : area / regular },
    features: { perimeter },
  };
};

export default score;
