import type { Elite } from "./elite.ts";
import { type Direction, objectiveOf, type Order } from "./objective.ts";

/** One of several objectives: a metric, and the far corner of what counts. */
export interface Aim {
  /** Name of the metric that it is. */
  readonly name: string;
  readonly direction: Direction;
  /** Worst value that counts: a program beyond it adds nothing to the hypervolume. */
  readonly reference: number;
}

/** A point in the space of some aims, one value for each, in their order. */
export type Point = readonly number[];

/**
 * The order of several objectives. One program dominates another when it is nowhere worse and somewhere better
 * (Pareto); where neither does, the first objective ranks them, then the second, and so on (lexicographic), which no
 * domination contradicts. A front that is too large loses the elite with the least room of its own.
 */
export function paretoOrder(aims: readonly Aim[]): Order<Elite> {
  const objectives = aims.map(({ direction }) => objectiveOf(direction));
  const first = (a: Elite, b: Elite): number => {
    for (const [at, { better }] of objectives.entries()) {
      const [x, y] = [valueAt(a, at), valueAt(b, at)];
      if (x !== y) return better(x, y) ? -1 : 1;
    }
    return 0;
  };
  const compare = (a: Elite, b: Elite): number => first(a, b) || a.step - b.step || a.island - b.island;
  return {
    compare,
    dominates: (a, b) =>
      objectives.every(({ better }, at) => !better(valueAt(b, at), valueAt(a, at))) && compare(a, b) < 0,
    ties: (a, b) => first(a, b) === 0,
    surplus: (front) => leastOf(front, crowding(front.map((elite) => pointOf(elite, aims.length)))),
  };
}

/**
 * The order in which every instance counts (the per-instance fronts of GEPA, arXiv 2507.19457): one program makes
 * another superfluous when it is better and on no instance worse. A front that is too large loses the elite that
 * is the best one on the fewest instances.
 */
export function instanceOrder(direction: Direction): Order<Elite> {
  const { better, order } = objectiveOf(direction);
  const covers = (a: readonly number[], b: readonly number[]): boolean =>
    a.length === b.length && a.every((value, at) => !better(b[at] as number, value));
  return {
    compare: order.compare,
    dominates: (a, b) => order.dominates(a, b) && covers(a.instances ?? [], b.instances ?? []),
    ties: (a, b) => order.ties(a, b) && covers(a.instances ?? [], b.instances ?? []),
    surplus: (front) => {
      const wins = instanceWins(front, direction);
      // the best of all stays, whatever it wins
      return leastOf(front.slice(1), wins.slice(1)) + 1;
    },
  };
}

/** On how many instances each elite is the best of them, or as good as the best. */
export function instanceWins(elites: readonly Elite[], direction: Direction): readonly number[] {
  const { best } = objectiveOf(direction);
  const wins = elites.map(() => 0);
  const most = elites.reduce((length, { instances = [] }) => Math.max(length, instances.length), 0);
  for (let at = 0; at < most; at++) {
    const top = best(elites.flatMap(({ instances = [] }) => instances[at] ?? []));
    for (const [index, { instances = [] }] of elites.entries())
      if (instances[at] === top) wins[index] = (wins[index] as number) + 1;
  }
  return wins;
}

/** The elites that none of them dominates, in the order given. @param elites - best first */
export function frontOf<T extends Elite>(elites: readonly T[], order: Order<Elite>): readonly T[] {
  const front: T[] = [];
  // best first: what comes later dominates none that came before
  for (const elite of elites) {
    let isFree = true;
    for (let at = front.length - 1; at >= 0 && isFree; at--) isFree = !order.dominates(front[at] as T, elite);
    if (isFree) front.push(elite);
  }
  return front;
}

/**
 * Crowding distance of each point (NSGA-II, Deb et al. 2002): the gap between its neighbours as a share of the
 * extent, summed over the objectives; infinite at the ends.
 */
export function crowding(points: readonly Point[]): readonly number[] {
  const distances = points.map(() => 0);
  for (let at = 0; at < (points[0]?.length ?? 0); at++) {
    const coordinateAt = (index: number): number => points[index]?.[at] as number;
    const sorted = [...points.keys()].sort((a, b) => coordinateAt(a) - coordinateAt(b) || a - b);
    const [lowest, highest] = [sorted[0] as number, sorted.at(-1) as number];
    const extent = coordinateAt(highest) - coordinateAt(lowest);
    distances[lowest] = Number.POSITIVE_INFINITY;
    distances[highest] = Number.POSITIVE_INFINITY;
    if (!(extent > 0)) continue;
    for (let place = 1; place < sorted.length - 1; place++) {
      const gap = coordinateAt(sorted[place + 1] as number) - coordinateAt(sorted[place - 1] as number);
      const index = sorted[place] as number;
      distances[index] = (distances[index] as number) + gap / extent;
    }
  }
  return distances;
}

/** Values of an elite on some aims; one that has none stands at its score. */
export function pointOf({ values, score }: Elite, aims: number): Point {
  return values ?? [score, ...new Array<number>(aims - 1).fill(0)];
}

function valueAt({ values, score }: Elite, at: number): number {
  return values?.[at] ?? (at === 0 ? score : 0);
}

/** Index of the smallest number; the last of equal ones, which is the worst. @param front - best first */
function leastOf(front: readonly Elite[], numbers: readonly number[]): number {
  let least = front.length - 1;
  for (let at = front.length - 2; at >= 0; at--)
    if ((numbers[at] as number) < (numbers[least] as number)) least = at;
  return least;
}
