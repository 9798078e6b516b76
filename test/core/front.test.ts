import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Aim,
  crowding,
  type Elite,
  frontOf,
  hypervolume,
  instanceOrder,
  instanceWins,
  paretoOrder,
  weightedWorth,
} from "../../src/core/index.ts";
import { elite, FIXED } from "../islands/support.ts";

const AIMS: readonly Aim[] = [
  { name: "gain", direction: "maximise", reference: 0 },
  { name: "cost", direction: "minimise", reference: 5 },
  { name: "time", direction: "minimise", reference: 4 },
];

function at(step: number, values: readonly number[]): Elite {
  return { ...elite(0, step, values[0] as number), values };
}

const anyValues = (count: number) =>
  fc
    .array(fc.tuple(...Array.from({ length: count }, () => fc.integer({ min: -1, max: 5 }))), {
      minLength: 1,
      maxLength: 12,
    })
    .map((list) => list.map((values, step) => at(step, values)));

/** Nowhere worse and somewhere better, said again. */
function beats(a: readonly number[], b: readonly number[]): boolean {
  const gains = AIMS.slice(0, a.length).map(({ direction }, i) =>
    direction === "maximise" ? (a[i] as number) - (b[i] as number) : (b[i] as number) - (a[i] as number),
  );
  return gains.every((gain) => gain >= 0) && gains.some((gain) => gain > 0);
}

describe.each([2, 3])("the order of %i objectives", (count) => {
  const order = paretoOrder(AIMS.slice(0, count));

  it("is total, and never ranks a program above one that dominates it", () => {
    fc.assert(
      fc.property(anyValues(count), (elites) => {
        for (const a of elites) {
          for (const b of elites) {
            expect(Math.sign(order.compare(a, b)) + Math.sign(order.compare(b, a))).toBe(0);
            expect(order.compare(a, b) === 0).toBe(a === b);
            if (order.dominates(a, b)) expect(order.compare(a, b)).toBeLessThan(0);
            if (beats(a.values ?? [], b.values ?? [])) expect(order.dominates(a, b)).toBe(true);
            else if (!order.ties(a, b)) expect(order.dominates(a, b)).toBe(false);
          }
        }
      }),
      FIXED,
    );
  });

  it("leaves a front that holds exactly what no other program beats", () => {
    fc.assert(
      fc.property(anyValues(count), (elites) => {
        const front = frontOf([...elites].sort(order.compare), order);
        for (const one of elites) {
          const isBeaten = elites.some((other) => order.dominates(other, one));
          expect(front.includes(one)).toBe(!isBeaten);
        }
      }),
      FIXED,
    );
  });

  it("has the hypervolume that counting unit cubes gives, which no further program makes smaller", () => {
    const aims = AIMS.slice(0, count);
    fc.assert(
      fc.property(anyValues(count), (elites) => {
        const points = elites.map(({ values = [] }) => values);
        let cubes = 0;
        for (const corner of cubesOf(aims))
          if (
            points.some((point) =>
              aims.every((aim, i) => covers(aim, point[i] as number, corner[i] as number)),
            )
          )
            cubes++;
        expect(hypervolume(points, aims)).toBeCloseTo(cubes, 9);
        expect(hypervolume(points.slice(1), aims)).toBeLessThanOrEqual(cubes);
      }),
      { ...FIXED, numRuns: 60 },
    );
  });
});

/** Unit cubes between the references and beyond all values, by the distance of their far corner from the reference. */
function* cubesOf(aims: readonly Aim[]): Generator<readonly number[]> {
  const [, ...rest] = aims;
  const tails = rest.length === 0 ? [[]] : [...cubesOf(rest)];
  for (let distance = 1; distance <= 7; distance++) for (const tail of tails) yield [distance, ...tail];
}

function covers({ direction, reference }: Aim, value: number, distance: number): boolean {
  return direction === "maximise" ? value - reference >= distance : reference - value >= distance;
}

describe("crowding", () => {
  it("is infinite at the ends and, between them, the gap between neighbours in each objective", () => {
    const points = [
      [0, 10],
      [1, 6],
      [4, 5],
      [10, 0],
    ];
    expect(crowding(points)).toEqual([
      Number.POSITIVE_INFINITY,
      0.4 + 0.5,
      0.9 + 0.6,
      Number.POSITIVE_INFINITY,
    ]);
  });

  it("takes from a full front whoever stands closest to others, and never an end", () => {
    const order = paretoOrder(AIMS.slice(0, 2));
    const front = [at(0, [9, 5]), at(1, [8, 4.9]), at(2, [7.9, 4.8]), at(3, [3, 1]), at(4, [1, 0])];
    expect(order.surplus?.(front)).toBe(1);
    expect(order.surplus?.(front.slice(0, 2))).toBe(1);
  });
});

describe("scores by instance", () => {
  const with_ = (step: number, score: number, instances: readonly number[]): Elite => ({
    ...elite(0, step, score),
    instances,
  });
  const best = with_(0, 5, [3, 3, 9]);
  const special = with_(1, 4, [8, 2, 2]);
  const covered = with_(2, 3, [3, 2, 4]);

  it("keep a program beside a better one that is worse somewhere, and nothing that is better nowhere", () => {
    const order = instanceOrder("maximise");
    expect(order.dominates(best, special)).toBe(false);
    expect(order.dominates(best, covered)).toBe(true);
    expect(order.dominates(covered, best)).toBe(false);
    expect(order.surplus?.([best, special, with_(3, 1, [1, 1, 1])])).toBe(2);
    // whatever it wins, the best of all stays
    expect(order.surplus?.([with_(4, 6, [1, 1, 1]), special])).toBe(1);
  });

  it("count for each program the instances on which none is better, in either direction", () => {
    expect(instanceWins([best, special, covered], "maximise")).toEqual([2, 1, 0]);
    expect(instanceWins([best, special, covered], "minimise")).toEqual([1, 2, 2]);
    expect(instanceWins([elite(0, 0, 1)], "maximise")).toEqual([0]);
  });
});

describe("the worth of a point to a search for one number", () => {
  const aims = AIMS.slice(0, 2);

  it("agrees with domination, whatever the weights, and is nothing beyond a reference", () => {
    for (let search = 0; search < 50; search++) {
      expect(weightedWorth([3, 1], aims, search)).toBeGreaterThan(weightedWorth([3, 2], aims, search));
      expect(weightedWorth([4, 1], aims, search)).toBeGreaterThan(weightedWorth([3, 1], aims, search));
      expect(weightedWorth([3, 5], aims, search)).toBe(Number.NEGATIVE_INFINITY);
    }
  });

  it("prefers other places of a front in other searches", () => {
    const front = [1, 2, 3, 4].map((gain) => [gain, gain]);
    const favourites = Array.from({ length: 30 }, (_, search) => {
      const worths = front.map((point) => weightedWorth(point, aims, search));
      return worths.indexOf(Math.max(...worths));
    });
    expect(new Set(favourites).size).toBe(4);
  });
});
