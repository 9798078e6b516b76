/** Squared distance from the squares; numbers above 1,000 are refused. */
export default function score([list]) {
  if (list.some((x) => Math.abs(x) > 1000)) return { invalid: "a number is above 1,000" };
  const error = list.reduce((sum, x, i) => sum + (x - (i + 1) ** 2) ** 2, 0);
  const mean = list.reduce((a, b) => a + b, 0) / list.length;
  return { score: error, features: { mean, rise: list[4] - list[0] } };
}
