/** Sum of the radii, less what overlaps or leaves the square: hops are accepted by it; the evaluator judges by the exact rules. */
export function rate(circles) {
  let score = 0;
  for (let i = 0; i < circles.length; i++) {
    const [x, y, radius] = circles[i];
    score += radius - 10 * Math.max(0, radius - x, x + radius - 1, radius - y, y + radius - 1);
    for (let j = 0; j < i; j++) {
      const [u, v, other] = circles[j];
      score -= 10 * Math.max(0, radius + other - Math.sqrt((x - u) ** 2 + (y - v) ** 2));
    }
  }
  return score;
}
