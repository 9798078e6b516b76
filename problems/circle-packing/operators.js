/**
 * 26 circles in the unit square, [x, y, radius] each, by basin hopping.
 *
 * @typedef {number[][]} Packing
 */

// EVOLVE-BLOCK-START
/** A fresh packing: random centres, circles that touch nothing yet. */
export function generate(random) {
  return Array.from({ length: 26 }, () => [random(), random(), 0.01]);
}

/**
 * The packing at the end of a walk downhill: circles grow, and what overlaps or leaves the square is pushed back, the harder the
 * longer it lasts; at last every circle shrinks until the rules hold.
 */
export function improve(circles, budget) {
  const n = circles.length;
  const [x, y, r] = [0, 1, 2].map((part) => circles.map((circle) => circle[part]));
  for (let step = 0; step < budget; step++) {
    const push = 0.3;
    const growth = 0.004 * (1 - step / budget) ** 2;
    for (let i = 0; i < n; i++) r[i] += growth;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        const [dx, dy] = [x[i] - x[j], y[i] - y[j]];
        const distance = Math.sqrt(dx * dx + dy * dy) + 1e-9;
        const overlap = r[i] + r[j] - distance;
        if (overlap <= 0) continue;
        const [ux, uy] = [(dx / distance) * overlap * push, (dy / distance) * overlap * push];
        x[i] += ux;
        y[i] += uy;
        x[j] -= ux;
        y[j] -= uy;
        r[i] -= overlap * push * 0.5;
        r[j] -= overlap * push * 0.5;
      }
      for (const centre of [x, y]) {
        const out = Math.max(r[i] - centre[i], centre[i] + r[i] - 1);
        if (out <= 0) continue;
        centre[i] += centre[i] < 0.5 ? out * push : -out * push;
        r[i] -= out * push * 0.5;
      }
    }
  }
  return settled(x, y, r);
}

/** Circles moved by up to the strength, and a few thrown somewhere else. */
export function perturb(circles, strength, random) {
  return circles.map(([x, y, radius]) =>
    random() < strength / 2
      ? [random(), random(), 0.01]
      : [x + strength * (random() - 0.5) * 0.1, y + strength * (random() - 0.5) * 0.1, radius * 0.9],
  );
}

/** A packing by the rules, with these centres: every radius as large as the walls and the others allow, one after the other. */
function settled(x, y, r) {
  const inside = (value) => Math.min(1, Math.max(0, value));
  const circles = r.map((radius, i) => {
    const [cx, cy] = [inside(x[i]), inside(y[i])];
    return [cx, cy, Math.max(0, Math.min(radius, cx, cy, 1 - cx, 1 - cy))];
  });
  for (let i = 0; i < circles.length; i++) {
    for (let j = 0; j < i; j++) {
      const [a, b] = [circles[i], circles[j]];
      const distance = Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2);
      const sum = a[2] + b[2];
      if (sum <= distance) continue;
      a[2] *= (distance / sum) * (1 - 1e-12);
      b[2] *= (distance / sum) * (1 - 1e-12);
    }
  }
  for (let i = 0; i < circles.length; i++) {
    const [cx, cy] = circles[i];
    let room = Math.min(cx, cy, 1 - cx, 1 - cy);
    for (let j = 0; j < circles.length; j++) {
      if (j !== i)
        room = Math.min(
          room,
          Math.sqrt((cx - circles[j][0]) ** 2 + (cy - circles[j][1]) ** 2) - circles[j][2] - 1e-13,
        );
    }
    circles[i][2] = Math.max(circles[i][2], room);
  }
  return circles;
}
// EVOLVE-BLOCK-END
