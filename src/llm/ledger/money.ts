/**
 * One dollar in nano-dollars, the unit of every amount of money here: whole numbers, so that sums are exact.
 */
export const NANO_PER_USD = 1_000_000_000;

/**
 * Dollars as nano-dollars, rounded up.
 * @throws RangeError when it is negative, not finite or past 9 million dollars
 */
export function usdToNano(usd: number): number {
  const nano = Math.ceil(Number((usd * NANO_PER_USD).toPrecision(15)));
  if (!(usd >= 0) || !Number.isSafeInteger(nano)) throw new RangeError(`not an amount of money: ${usd}`);
  return nano;
}

/** Nano-dollars for people: four decimals, more for tiny amounts, e.g. `$0.0123`, `$0.00000042`. */
export function formatUsd(nano: number): string {
  const usd = nano / NANO_PER_USD;
  if (nano === 0) return "$0";
  return usd >= 0.001 ? `$${usd.toFixed(4)}` : `$${usd.toFixed(9).replace(/0+$/, "")}`;
}
