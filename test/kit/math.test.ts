import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  eigenSymmetric,
  lbfgs,
  leastSquares,
  linearProgram,
  nelderMead,
  random,
  solve,
} from "../../src/kit/math/index.ts";

const params = { seed: 20_261_130, numRuns: 60 };
const entry = fc.double({ min: -5, max: 5, noNaN: true }).map((v) => Math.round(v * 100) / 100);
const matrix = (m: number, n: number) =>
  fc.array(fc.array(entry, { minLength: n, maxLength: n }), { minLength: m, maxLength: m });
const vector = (n: number) => fc.array(entry, { minLength: n, maxLength: n });
const times = (A: readonly (readonly number[])[], x: readonly number[]): number[] =>
  A.map((row) => row.reduce((sum, v, j) => sum + v * (x[j] as number), 0));
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, v, j) => sum + v * (b[j] as number), 0);

describe("linear algebra", () => {
  it("solves what can be solved, and says where nothing can", () => {
    fc.assert(
      fc.property(matrix(6, 6), vector(6), (A, b) => {
        const x = solve(A, b);
        if (x === null) return;
        const scale = Math.max(1, ...x.map(Math.abs));
        for (const [i, v] of times(A, x).entries())
          expect(Math.abs(v - (b[i] as number))).toBeLessThan(1e-9 * scale);
      }),
      params,
    );
    expect(
      solve(
        [
          [1, 2],
          [2, 4],
        ],
        [1, 2],
      ),
    ).toBeNull();
    expect(
      solve(
        [
          [0, 1],
          [1, 0],
        ],
        [2, 3],
      ),
    ).toEqual([3, 2]);
  });

  it("finds least squares whose rest stands upright on every column, dependent ones or not", () => {
    fc.assert(
      fc.property(matrix(7, 3), vector(7), (A, b) => {
        const wide = A.map((row) => [...row, (row[0] as number) + (row[1] as number)]);
        const x = leastSquares(wide, b);
        const rest = times(wide, x).map((v, i) => v - (b[i] as number));
        const scale = Math.max(1, ...x.map(Math.abs));
        for (let j = 0; j < 4; j++)
          expect(
            Math.abs(
              dot(
                rest,
                wide.map((row) => row[j] as number),
              ),
            ),
          ).toBeLessThan(1e-9 * scale);
      }),
      params,
    );
  });

  it("takes a symmetric matrix apart and gets it back", () => {
    fc.assert(
      fc.property(matrix(5, 5), (A) => {
        const S = A.map((_, i) => A.map((_, j) => A[Math.min(i, j)]?.[Math.max(i, j)] as number));
        const { values, vectors } = eigenSymmetric(S);
        expect(values).toEqual(values.toSorted((a, b) => a - b));
        for (const [k, v] of vectors.entries()) {
          expect(dot(v, v)).toBeCloseTo(1, 10);
          for (const [i, w] of times(S, v).entries())
            expect(w).toBeCloseTo((values[k] as number) * (v[i] as number), 8);
        }
      }),
      params,
    );
  });
});

describe("linear programs", () => {
  /** The least cost over all corners, by trying every choice of n tight constraints. */
  function byCorners(c: number[], A: number[][], b: number[]): number | null {
    const n = c.length;
    const unit = (j: number, sign: number): number[] => c.map((_, k) => (k === j ? sign : 0));
    const rows = [...A, ...c.map((_, j) => unit(j, -1)), ...c.map((_, j) => unit(j, 1))];
    const right = [...b, ...c.map(() => 1), ...c.map(() => 2)];
    let best: number | null = null;
    const choose = (from: number, chosen: number[]): void => {
      if (chosen.length === n) {
        const x = solve(
          chosen.map((i) => rows[i] as number[]),
          chosen.map((i) => right[i] as number),
        );
        if (x === null || times(rows, x).some((v, i) => v > (right[i] as number) + 1e-9)) return;
        const cost = dot(c, x);
        if (best === null || cost < best) best = cost;
        return;
      }
      for (let i = from; i < rows.length; i++) choose(i + 1, [...chosen, i]);
    };
    choose(0, []);
    return best;
  }

  it("finds the corner that a look at all of them finds, or that there is none", () => {
    fc.assert(
      fc.property(vector(3), matrix(4, 3), vector(4), (c, A, b) => {
        const expected = byCorners(c, A, b);
        const { status, x, value } = linearProgram({ c, A, b, lower: -1, upper: [2, 2, 2] });
        if (expected === null) {
          expect(status).toBe("infeasible");
          return;
        }
        expect(status).toBe("optimal");
        expect(value).toBeCloseTo(expected, 7);
        for (const [i, v] of times(A, x).entries()) expect(v).toBeLessThan((b[i] as number) + 1e-8);
      }),
      { ...params, numRuns: 150 },
    );
  });

  it("keeps equations, free variables and degenerate corners apart from what has no end", () => {
    const free = { c: [1, 1], Aeq: [[1, -1]], beq: [4], lower: Number.NEGATIVE_INFINITY };
    expect(linearProgram({ ...free, A: [[-1, -1]], b: [10] })).toMatchObject({
      status: "optimal",
      value: -10,
    });
    expect(linearProgram(free).status).toBe("unbounded");
    expect(linearProgram({ c: [1], Aeq: [[1], [1]], beq: [1, 2] }).status).toBe("infeasible");
    expect(linearProgram({ c: [1], lower: 2, upper: 1 }).status).toBe("infeasible");
    expect(linearProgram({ c: [-1, -2], upper: 3 })).toMatchObject({ status: "optimal", x: [3, 3] });
    // Beale's example, on which the plain rule goes round in circles
    const beale = linearProgram({
      c: [-0.75, 150, -0.02, 6],
      A: [
        [0.25, -60, -0.04, 9],
        [0.5, -90, -0.02, 3],
        [0, 0, 1, 0],
      ],
      b: [0, 0, 1],
    });
    expect(beale.status).toBe("optimal");
    expect(beale.value).toBeCloseTo(-0.05, 12);
  });

  it("tells constraints apart that nearly coincide, because what a program is wrong by adds up over many", () => {
    const { x } = linearProgram({ c: [-1], A: [[1], [2]], b: [1 - 5e-10, 2] });
    expect(x).toEqual([1 - 5e-10]);
    const broken = linearProgram({ c: [0, 1], A: [[-1, 0]], b: [-1e-10], upper: 1 });
    expect(broken.x[0]).toBeGreaterThanOrEqual(1e-10);
  });

  it("gives the largest circles around fixed centres to the last digits", () => {
    const { next } = random(3);
    const centres = Array.from({ length: 26 }, () => [next(), next()] as const);
    const upper = centres.map(([x, y]) => Math.min(x, y, 1 - x, 1 - y));
    const A: number[][] = [];
    const b: number[] = [];
    for (let i = 0; i < 26; i++)
      for (let j = 0; j < i; j++) {
        A.push(centres.map((_, k) => (k === i || k === j ? 1 : 0)));
        b.push(Math.hypot(...[0, 1].map((k) => (centres[i]?.[k] as number) - (centres[j]?.[k] as number))));
      }
    const { status, x } = linearProgram({ c: centres.map(() => -1), A, b, upper });
    expect(status).toBe("optimal");
    for (const [i, v] of times(A, x).entries()) expect(v).toBeLessThanOrEqual((b[i] as number) + 1e-15);
    // nothing can grow alone
    for (const [k, radius] of x.entries())
      expect(
        (upper[k] as number) - radius < 1e-12 ||
          A.some((row, i) => row[k] === 1 && (b[i] as number) - dot(row, x) < 1e-12),
      ).toBe(true);
  });
});

describe("minimisers", () => {
  const rosenbrock = (x: readonly number[]): number =>
    x
      .slice(1)
      .reduce((sum, v, i) => sum + 100 * (v - (x[i] as number) ** 2) ** 2 + (1 - (x[i] as number)) ** 2, 0);

  it("go down a curved valley to its end", () => {
    const withGradient = (x: number[]) => {
      const [a = 0, b = 0] = x;
      return [rosenbrock(x), [-400 * a * (b - a * a) - 2 * (1 - a), 200 * (b - a * a)]] as const;
    };
    const smooth = lbfgs(withGradient, [-1.2, 1]);
    expect(smooth.value).toBeLessThan(1e-18);
    expect(smooth.evaluations).toBeLessThan(100);
    expect(lbfgs(rosenbrock, [1.2, 1, 0.5, 2]).value).toBeLessThan(1e-8);
    const simplex = nelderMead(rosenbrock, [-1.2, 1], { evaluations: 1000 });
    expect(simplex.value).toBeLessThan(1e-10);
    expect(simplex.evaluations).toBeLessThanOrEqual(1003);
  });

  it("cope with kinks, holes and nothing to gain", () => {
    const kink = lbfgs(
      (x) => [
        Math.abs(x[0] as number) + (x[1] as number) ** 2,
        [Math.sign(x[0] as number), 2 * (x[1] as number)],
      ],
      [3, 4],
    );
    expect(kink.value).toBeLessThan(1e-3);
    const wall = lbfgs((x) => ((x[0] as number) > 1 ? Number.NaN : ((x[0] as number) - 0.9) ** 2), [-8]);
    expect(wall.value).toBeLessThan(1e-8);
    expect(
      nelderMead((x) => ((x[0] as number) < 0 ? Number.NaN : (x[0] as number) ** 2), [1]).value,
    ).toBeLessThan(1e-6);
    expect(lbfgs(() => 7, [1, 2])).toMatchObject({ x: [1, 2], value: 7 });
    expect(nelderMead(() => 7, [])).toMatchObject({ x: [], value: 7 });
  });

  it("leave what they are given as it is", () => {
    const start = Object.freeze([1, 2]) as number[];
    const spoil = (x: number[]): number => {
      const value = dot(x, x);
      x.fill(9);
      return value;
    };
    expect(nelderMead(spoil, start).value).toBeLessThan(1e-6);
    expect(lbfgs(spoil, start).value).toBeLessThan(1e-6);
  });
});

it("random numbers begin anew with their seed", () => {
  const draws = (seed: number) => {
    const { next, normal, int } = random(seed);
    return [next(), normal(), int(10), next()];
  };
  expect(draws(1)).toEqual(draws(1));
  expect(draws(1)).not.toEqual(draws(2));
  const { int, normal } = random("a name");
  for (let k = 0; k < 100; k++) expect([0, 1, 2]).toContain(int(3));
  const many = Array.from({ length: 4000 }, normal);
  expect(Math.abs(many.reduce((sum, v) => sum + v, 0) / 4000)).toBeLessThan(0.05);
  expect(many.reduce((sum, v) => sum + v * v, 0) / 4000).toBeCloseTo(1, 1);
});
