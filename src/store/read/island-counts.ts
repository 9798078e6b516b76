import type { IslandCount } from "../records.ts";
import type { Queries } from "./queries.ts";

/** How far every island has been recorded, ascending. */
export function islandCounts(queries: Queries): readonly IslandCount[] {
  const counts = queries.all(
    "SELECT island, count(*) AS recorded, max(step) AS last FROM candidates GROUP BY island ORDER BY island",
  );
  return counts.map((row) => {
    const island = Number(row.island);
    const recorded = Number(row.recorded);
    return { island, recorded, prefix: prefixOf(queries, island, recorded, Number(row.last)) };
  });
}

/** Steps 0 … n − 1 that are recorded without a gap. */
function prefixOf({ get }: Queries, island: number, recorded: number, last: number): number {
  if (recorded === last + 1) return recorded;
  // Step k is the k-th row exactly as long as nothing is missing: bisect for the first row that is ahead of
  // its place.
  let low = 0;
  let high = recorded;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = get(
      "SELECT step FROM candidates WHERE island = ? ORDER BY step LIMIT 1 OFFSET ?",
      island,
      middle,
    );
    if (row?.step === middle) low = middle + 1;
    else high = middle;
  }
  return low;
}
