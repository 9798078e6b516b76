export function solve() {
  // EVOLVE-BLOCK-START
  const first = 2;
  const step = 3;
  const list = [first, first + step, first + 2 * step, first + 3 * step, 12];
  return list;
  // EVOLVE-BLOCK-END
}
