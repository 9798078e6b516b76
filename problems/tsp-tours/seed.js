/**
 * A round tour through cities in the unit square.
 *
 * @param {{ cities: number[][] }} input cities [x, y]
 * @returns {number[]} every city once, by its number
 */
export function tour({ cities }) {
  const distance = (a, b) =>
    Math.sqrt((cities[a][0] - cities[b][0]) ** 2 + (cities[a][1] - cities[b][1]) ** 2);
  const rest = new Set(cities.map((_, city) => city).slice(1));
  const way = [0];
  while (rest.size > 0) {
    const here = way[way.length - 1];
    let next = -1;
    let least = Infinity;
    for (const city of rest) {
      let near = Infinity;
      for (const other of rest) if (other !== city) near = Math.min(near, distance(city, other));
      const cost = costOf({
        step: distance(here, city),
        home: distance(city, 0),
        edge: Math.min(cities[city][0], cities[city][1], 1 - cities[city][0], 1 - cities[city][1]),
        lonely: near === Infinity ? 0 : near,
        left: rest.size / cities.length,
      });
      if (next === -1 || cost < least) {
        next = city;
        least = cost;
      }
    }
    rest.delete(next);
    way.push(next);
  }
  return way;
}

// EVOLVE-BLOCK-START
/**
 * What it costs to go to a city next; the cheapest one is taken. Here: the nearest.
 *
 * @param {object} city `step`: way from here; `home`: from there to the first city; `edge`: from there to the border of the square;
 * `lonely`: from there to its nearest city not visited yet; `left`: share of the cities not visited yet
 */
function costOf({ step, home, edge, lonely, left }) {
  let cost = step;
  cost += 0.01 * edge;
  cost -= 0.01 * lonely;
  cost -= 0.01 * home * left;
  return cost;
}
// EVOLVE-BLOCK-END
