/**
 * Places 11 or 12 unit hexagons in a hexagon.
 *
 * @param {{ hexagons: number }} input how many
 * @returns { hexagons: number[][], centre: number[], degrees: number } hexagons [x, y, degrees]
 */
export function pack({ hexagons }) {
  // EVOLVE-BLOCK-START
  const centre = [0.1, 0.1];
  const degrees = 0.1;
  // A plain start, [x, y, degrees]: a honeycomb with room to spare.
  const table = [
    [0.0, 0.0, 0.1],
    [-1.025, -1.775, 0.1],
    [1.025, -1.775, 0.1],
    [2.05, 0.0, 0.1],
    [1.025, 1.775, 0.1],
    [-1.025, 1.775, 0.1],
    [-2.05, 0.0, 0.1],
    [-3.075, -1.775, 0.1],
    [0.0, -3.551, 0.1],
    [3.075, -1.775, 0.1],
    [3.075, 1.775, 0.1],
  ];
  if (hexagons > 11) table.push([0.0, 3.551, 0.1]);
  // EVOLVE-BLOCK-END
  return apart(centre, degrees, table);
}

/** The hexagons moved apart from the middle, just as far as is needed for none to overlap. */
function apart(centre, degrees, table) {
  let factor = 1;
  for (let round = 0; round < 40; round++) {
    let worst = 1e9;
    for (let i = 0; i < table.length; i++) {
      for (let j = 0; j < i; j++) worst = Math.min(worst, gap(table[i], table[j], factor));
    }
    if (worst >= 1e-10 && (worst < 1e-6 || factor <= 0.5)) break;
    factor += worst < 1e-10 ? Math.max(1e-9, -worst * 0.6 + 2e-10) : -worst * 0.2;
  }
  let least = 1e9;
  for (let i = 0; i < table.length; i++) {
    for (let j = 0; j < i; j++) least = Math.min(least, gap(table[i], table[j], factor));
  }
  if (least < 1e-10) factor *= 1.5 - least;
  const hexagons = table.map(([x, y, turn]) => [x * factor, y * factor, turn]);
  return { hexagons, centre: [centre[0] * factor, centre[1] * factor], degrees };
}

/** Gap between two unit hexagons along the best of the normals of their sides. */
function gap([ax, ay, aTurn], [bx, by, bTurn], factor) {
  const x = (bx - ax) * factor;
  const y = (by - ay) * factor;
  let best = -1e9;
  for (let side = 30; side < 390; side += 60) {
    best = Math.max(best, along(x, y, aTurn + side, bTurn), along(-x, -y, bTurn + side, aTurn));
  }
  return best;
}

function along(x, y, normal, turn) {
  const angle = (normal * Math.PI) / 180;
  const nearest = (((normal - turn) % 60) + 60) % 60;
  const reach = Math.cos((Math.min(nearest, 60 - nearest) * Math.PI) / 180);
  return x * Math.cos(angle) + y * Math.sin(angle) - Math.sqrt(3) / 2 - reach;
}
