/**
 * A bilinear algorithm that multiplies an n × m by an m × p matrix.
 *
 * @param {{ n: number, m: number, p: number }} sizes
 * @returns {number[][][]} multiplications [a, b, c]: factors of the entries of A and B, and where the product is added in C
 */
export function multiply(sizes) {
  // EVOLVE-BLOCK-START
  // A walk over right algorithms (the flip graph of Kauers and Moosbauer): two products that share a factor exchange a part.
  const start = 1;
  // how often they share one of A, of B, of C
  const shares = [1, 1, 1];
  return walk(schoolbook(sizes), start, shares);
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

/** Random flips; a product that vanishes is saved. Every algorithm on the way is right. */
function walk(algorithm, start, shares) {
  const random = randomNumbers(start);
  const list = algorithm;
  // as much work for every size
  const steps = Math.floor(240_000 / list.length);
  const all = shares[0] + shares[1] + shares[2];
  const lines = list.map((triple) => triple.map(lineOf));
  let best = list.map((triple) => [...triple]);
  for (let step = 0; step < steps; step++) {
    const i = Math.floor(random() * list.length);
    const drawn = random() * all;
    const shared = drawn < shares[0] ? 0 : drawn < shares[0] + shares[1] ? 1 : 2;
    const mates = [];
    for (let k = 0; k < list.length; k++) if (k !== i && lines[k][shared] === lines[i][shared]) mates.push(k);
    if (mates.length === 0) continue;
    const j = mates[Math.floor(random() * mates.length)];
    // a⊗b⊗c + s·a⊗b'⊗c' = a⊗(b + t·s·b')⊗c + s·a⊗b'⊗(c' − t·c), for t = 1 and t = −1
    const sign = signOf(list[i][shared]) * signOf(list[j][shared]);
    const turn = random() < 0.5 ? 1 : -1;
    const [second, third] =
      random() < 0.5 ? [(shared + 1) % 3, (shared + 2) % 3] : [(shared + 2) % 3, (shared + 1) % 3];
    const b = list[i][second].map((value, k) => value + turn * sign * list[j][second][k]);
    const c = list[j][third].map((value, k) => value - turn * list[i][third][k]);
    if (b.some((value) => Math.abs(value) > 1) || c.some((value) => Math.abs(value) > 1)) continue;
    list[i][second] = b;
    list[j][third] = c;
    lines[i][second] = lineOf(b);
    lines[j][third] = lineOf(c);
    for (const k of [Math.max(i, j), Math.min(i, j)]) {
      if (list[k].every((part) => part.some((value) => value !== 0))) continue;
      list.splice(k, 1);
      lines.splice(k, 1);
    }
    if (list.length < best.length) best = list.map((triple) => [...triple]);
  }
  return best;
}

/** A name of the line that a vector lies on: the same for v and −v. */
function lineOf(vector) {
  return signOf(vector) < 0 ? vector.map((value) => 0 - value).join() : vector.join();
}

/** Sign of the first entry that is not 0. */
function signOf(vector) {
  return Math.sign(vector.find((value) => value !== 0) ?? 0);
}

function randomNumbers(start) {
  let state = (Math.floor(Math.abs(start) * 7919) % 2147483646) + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
