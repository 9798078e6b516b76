/**
 * Double roots of the polynomial, in z = x².
 *
 * @returns {{ doubleRoots: number[] }} all above 0 and different
 */
export function polynomial() {
  // EVOLVE-BLOCK-START
  const first = 2.9;
  const second = 4.6;
  const roots = [first, second];
  // EVOLVE-BLOCK-END
  return { doubleRoots: roots };
}
