/**
 * Tests for sorting networks of 16 wires.
 *
 * @returns {number[]} 1 to 64 inputs of zeros and ones, each as a number whose bit w is the value on wire w
 */
export function tests() {
  // EVOLVE-BLOCK-START
  // Halves, stripes and single values.
  return [
    255, 65280, 21845, 43690, 13107, 52428, 3855, 61680, 1, 32767, 32768, 65534, 4369, 34952, 26214, 39321,
  ];
  // EVOLVE-BLOCK-END
}
