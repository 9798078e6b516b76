/** A linear scale from values to pixels, with the round values that it marks. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  at(value: number): number;
}

/**
 * The scale of a range that has an extent.
 *
 * @param wanted - about so many marks
 */
export function scale(
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
  wanted: number,
): Scale {
  // by halves: the extent itself may be larger than the largest number
  const half = high / 2 - low / 2;
  const rough = half / (Math.max(2, wanted) / 2);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step);
  const ticks = Array.from({ length: Math.max(0, Math.floor(high / step) - first + 1) }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
  return { low, high, ticks, at: (value) => from + ((value / 2 - low / 2) / half) * (to - from) };
}
