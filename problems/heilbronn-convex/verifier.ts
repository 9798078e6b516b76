import type { Verifier } from "galapagos";
import { exactly, proved, refused } from "galapagos/exact";
import { doubleArea, exactPoints, smallestTriangle, xy } from "../common/exact-points.ts";
import { readTable } from "../common/numbers.ts";
import { hullOf } from "./points.ts";

/** The rigorous verdict on points: the ratio of two exact areas. */
const verify: Verifier<{ readonly points: number }> = (output, input) => {
  const table = readTable(output, { rows: input?.points ?? 13, columns: "[x, y]", row: "point" });
  if (typeof table === "string") return refused(table);
  const points = exactPoints(table);
  const { doubled, corners } = smallestTriangle(points);
  if (doubled.n === 0n) return refused(`points ${corners.join(", ")} lie on one line`);
  const sorted = [...points].sort((a, b) => xy(a)[0].compare(xy(b)[0]) || xy(a)[1].compare(xy(b)[1]));
  const hull = hullOf(sorted, (a, b, c) => doubleArea(a, b, c).compare(0));
  const origin = [exactly(0), exactly(0)];
  const area = hull.reduce(
    (sum, a, k) => sum.add(doubleArea(origin, a, hull[(k + 1) % hull.length] ?? a)),
    exactly(0),
  );
  return proved(doubled.div(area), "down", "exact rational arithmetic");
};

export default verify;
