/**
 * A bilinear algorithm that multiplies an n × m by an m × p matrix.
 *
 * @param {{ n: number, m: number, p: number }} sizes
 * @returns {number[][][]} multiplications [a, b, c]: factors of the entries of A and B, and where the product is added in C
 */
export function multiply(sizes) {
  // EVOLVE-BLOCK-START
  // A walk over right algorithms (the flip graph of Kauers and Moosbauer): two products that share a factor exchange a part.
  const steps = 40;
  const start = 1;
  return walk(schoolbook(sizes), steps, start);
  // EVOLVE-BLOCK-END
}

/** One multiplication for each product of entries. */
function schoolbook({ n, m, p }) {
  const unit = (length, at) => Array.from({ length }, (_, k) => (k === at ? 1 : 0));
  const list = [];
  for (let i = 0; i < n; i++)
    for (let j = 0; j < m; j++)
      for (let k = 0; k < p; k++)
        list.push([unit(n * m, i * m + j), unit(m * p, j * p + k), unit(n * p, i * p + k)]);
  return list;
}

/** Random flips; products that vanish or can be joined are saved. Every algorithm on the way is right. */
function walk(algorithm, steps, start) {
  const random = randomNumbers(start);
  const list = algorithm;
  let best = list.map((triple) => triple.map((part) => [...part]));
  for (let step = 0; step < Math.min(steps, 20000); step++) {
    const i = Math.floor(random() * list.length);
    const j = Math.floor(random() * list.length);
    const shared = Math.floor(random() * 3);
    if (i === j) continue;
    const sign = sameUpToSign(list[i][shared], list[j][shared]);
    if (sign === 0) continue;
    // a⊗b⊗c + s·a⊗b'⊗c' = a⊗(b + s·b')⊗c + s·a⊗b'⊗(c' − c)
    const [second, third] =
      random() < 0.5 ? [(shared + 1) % 3, (shared + 2) % 3] : [(shared + 2) % 3, (shared + 1) % 3];
    const b = list[i][second].map((value, k) => value + sign * list[j][second][k]);
    const c = list[j][third].map((value, k) => value - list[i][third][k]);
    if (b.some((value) => Math.abs(value) > 1) || c.some((value) => Math.abs(value) > 1)) continue;
    list[i][second] = b;
    list[j][third] = c;
    for (let k = list.length - 1; k >= 0; k--) {
      if (list[k].some((part) => part.every((value) => value === 0))) list.splice(k, 1);
    }
    if (list.length < best.length) best = list.map((triple) => triple.map((part) => [...part]));
  }
  return best;
}

function sameUpToSign(a, b) {
  if (a.every((value, k) => value === b[k])) return 1;
  return a.every((value, k) => value === -b[k]) ? -1 : 0;
}

function randomNumbers(start) {
  let state = (Math.floor(Math.abs(start) * 7919) % 2147483646) + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
