/** Square of the ratio of the largest to the smallest distance: hops are accepted by it; the evaluator judges by the exact rules. */
export function rate(points) {
  let [smallest, largest] = [Infinity, 0];
  for (const [i, a] of points.entries()) {
    for (const b of points.slice(0, i)) {
      const squared = a.reduce((sum, part, axis) => sum + (part - b[axis]) ** 2, 0);
      if (squared < smallest) smallest = squared;
      if (squared > largest) largest = squared;
    }
  }
  return largest / smallest;
}
