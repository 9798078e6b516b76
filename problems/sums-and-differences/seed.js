/**
 * A set of whole numbers.
 *
 * @param {{ quantity: string, most: number }} input
 * @returns {number[]} different whole numbers; for the exponent 0 is added and nothing is negative
 */
export function numbers({ quantity, most }) {
  // EVOLVE-BLOCK-START
  const list = [0, 1, 3, 4, 7, 9, 12, 16, 18, 21, 24, 26, 29, 33, 36, 37, 40, 42, 43, 45];
  // EVOLVE-BLOCK-END
  const whole = list
    .map((value) => Math.round(value))
    .map((value) => (quantity === "exponent" ? Math.abs(value) : value));
  return [...new Set(quantity === "exponent" ? [0, ...whole] : whole)].slice(0, most);
}
