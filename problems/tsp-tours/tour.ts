/** Cities [x, y] in the unit square. */
export interface Input {
  readonly cities: readonly (readonly [number, number])[];
}

/** The reason why a list is no round tour through so many cities; `null` where it is one. */
export function faultOf(tour: unknown, count: number): string | null {
  if (!Array.isArray(tour) || tour.length !== count) return `expected a list of all ${count} cities`;
  const seen = new Set<number>();
  for (const [place, city] of tour.entries()) {
    if (!Number.isInteger(city) || city < 0 || city >= count)
      return `place ${place} names no city: ${String(city)}`;
    if (seen.has(city)) return `city ${city} is visited twice`;
    seen.add(city);
  }
  return null;
}
