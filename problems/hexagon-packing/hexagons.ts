import { isNumber, isVector, readTable } from "../common/numbers.ts";

/** Unit hexagons [x, y, degrees], and the centre and angle of the large one around them. */
export interface Hexagons {
  readonly hexagons: readonly (readonly number[])[];
  readonly centre: readonly number[];
  readonly degrees: number;
}

/** Hexagons as a program returns them, or what is wrong with them. Angles are those of a corner, from the x axis. */
export function readHexagons(output: unknown, count: number): Hexagons | string {
  const { hexagons, centre, degrees } = (output ?? {}) as { readonly [name: string]: unknown };
  if (!isVector(centre, 2) || !isNumber(degrees))
    return "expected { hexagons, centre: [x, y], degrees } with finite numbers";
  const table = readTable(hexagons, { rows: count, columns: "[x, y, degrees]", row: "hexagon" });
  return typeof table === "string" ? table : { hexagons: table, centre, degrees };
}

/** The numbers that the geometry of hexagons needs, in floating point or as intervals. */
export interface Arithmetic<N> {
  of(value: number): N;
  add(a: N, b: N): N;
  sub(a: N, b: N): N;
  mul(a: N, b: N): N;
  div(a: N, b: N): N;
  /** Cosine and sine of an angle in degrees. */
  turn(degrees: N): readonly [cosine: N, sine: N];
  /** √3 / 2, the distance of a side from the centre. */
  readonly apothem: N;
  /** The largest of some numbers. */
  max(values: readonly N[]): N;
}

type Vector<N> = readonly [x: N, y: N];

/** A unit hexagon: its centre, and seen from there its corners and the normals of its sides. */
export interface Hexagon<N> {
  readonly centre: Vector<N>;
  readonly corners: readonly Vector<N>[];
  readonly normals: readonly Vector<N>[];
}

/** A unit hexagon from [x, y, degrees]. */
export function hexagonOf<N>([x, y, degrees]: readonly N[], math: Arithmetic<N>): Hexagon<N> {
  const corner = math.turn(degrees as N);
  const [half, tall] = [math.of(0.5), math.apothem];
  const around = (first: Vector<N>): Vector<N>[] => {
    const all = [first];
    // each is the last one, turned by 60°
    for (let k = 1; k < 6; k++) all.push(turned(all[k - 1] as Vector<N>, [half, tall], math));
    return all;
  };
  return {
    centre: [x as N, y as N],
    corners: around(corner),
    normals: around(turned(corner, [tall, half], math)),
  };
}

/**
 * Gap between two unit hexagons: the largest over the twelve normals of their sides of what lies between them along that
 * normal. They do not overlap when it is 0 or more (separating axis theorem).
 */
export function gapOf<N>(a: Hexagon<N>, b: Hexagon<N>, math: Arithmetic<N>): N {
  /** Gaps between them along the normals of one, seen from there; hexagons are symmetric to their centres. */
  const along = (from: Hexagon<N>, to: Hexagon<N>): N[] => {
    const way = difference(to.centre, from.centre, math);
    return from.normals.map((normal) =>
      math.sub(math.sub(dot(way, normal, math), math.apothem), reachOf(to, normal, math)),
    );
  };
  return math.max([...along(a, b), ...along(b, a)]);
}

/** Side of the smallest hexagon, with the centre and the angle of a given one, that holds all of some others. */
export function sideOf<N>(hexagons: readonly Hexagon<N>[], around: Hexagon<N>, math: Arithmetic<N>): N {
  const reaches = hexagons.flatMap((hexagon) => {
    const way = difference(hexagon.centre, around.centre, math);
    return around.normals.map((normal) => math.add(dot(way, normal, math), reachOf(hexagon, normal, math)));
  });
  // a side of length L lies L · √3/2 from the centre
  return math.div(math.max(reaches), math.apothem);
}

function turned<N>([x, y]: Vector<N>, [cosine, sine]: Vector<N>, math: Arithmetic<N>): Vector<N> {
  return [math.sub(math.mul(x, cosine), math.mul(y, sine)), math.add(math.mul(x, sine), math.mul(y, cosine))];
}

function difference<N>([ax, ay]: Vector<N>, [bx, by]: Vector<N>, math: Arithmetic<N>): Vector<N> {
  return [math.sub(ax, bx), math.sub(ay, by)];
}

function dot<N>([ax, ay]: Vector<N>, [bx, by]: Vector<N>, math: Arithmetic<N>): N {
  return math.add(math.mul(ax, bx), math.mul(ay, by));
}

/** How far a unit hexagon reaches from its centre in a direction. */
function reachOf<N>({ corners }: Hexagon<N>, direction: Vector<N>, math: Arithmetic<N>): N {
  return math.max(corners.map((corner) => dot(corner, direction, math)));
}
