/** The smallest of the triangles: hops are accepted by it; the evaluator judges by the exact rules. */
export function rate(points) {
  let smallest = Infinity;
  for (let i = 0; i < points.length; i++) {
    for (let j = 0; j < i; j++) {
      for (let k = 0; k < j; k++) {
        const [[a, b], [c, d], [e, f]] = [points[i], points[j], points[k]];
        smallest = Math.min(smallest, Math.abs(a * (d - f) + c * (f - b) + e * (b - d)));
      }
    }
  }
  return smallest;
}
