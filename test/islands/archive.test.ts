import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Archive, Grid } from "../../islands/index.ts";
import { type Elite, objectiveOf, type Order, paretoOrder } from "../../src/core/index.ts";
import { anyDimensions, anyElites, elite, FIXED } from "./support.ts";

const directions = fc.constantFrom("maximise" as const, "minimise" as const);

/** What an archive holds, by cell. */
function holders(archive: Archive): Map<number, Elite> {
  return new Map(archive.ranking.map((one) => [archive.grid.cellOf(one.features), one]));
}

function expectSound(archive: Archive, compare: Order["compare"]): void {
  const held = holders(archive);
  // one elite per cell, each where `at` says it is
  expect(held.size).toBe(archive.size);
  for (const [cell, one] of held) expect(archive.at(cell)).toEqual([one]);
  expect(archive.ranking).toEqual([...archive.ranking].sort(compare));
  expect(archive.best).toBe(archive.ranking[0] ?? null);
  expect(archive.coverage).toBeCloseTo(archive.size / archive.grid.cells, 12);
}

describe("an archive", () => {
  it("never loses the best of a cell nor the best of all, and ranks as a plain sort does", () => {
    fc.assert(
      fc.property(anyDimensions, directions, anyElites(), (dims, direction, candidates) => {
        const { order } = objectiveOf(direction);
        const { compare } = order;
        const archive = new Archive(Grid.create(dims), order);
        for (const candidate of candidates) {
          const before = holders(archive);
          const best = archive.best;
          archive.insert(candidate);
          for (const [cell, held] of before)
            expect(compare(archive.at(cell)[0] as Elite, held)).toBeLessThanOrEqual(0);
          if (best) expect(compare(archive.best as Elite, best)).toBeLessThanOrEqual(0);
          expectSound(archive, compare);
        }
        expect(archive.best).toBe([...candidates].sort(compare)[0]);
      }),
      FIXED,
    );
  });

  it("reports of every insertion exactly what it changed", () => {
    fc.assert(
      fc.property(anyDimensions, directions, anyElites(), (dims, direction, candidates) => {
        const { order } = objectiveOf(direction);
        const { compare } = order;
        const archive = new Archive(Grid.create(dims), order);
        for (const candidate of candidates) {
          const before = holders(archive);
          const facts = archive.insert(candidate);
          const after = holders(archive);
          expect(facts.cell).toBe(archive.grid.cellOf(candidate.features));
          const held = before.get(facts.cell);
          if (facts.status === "new") expect(held).toBeUndefined();
          if (facts.status === "improved") {
            expect(facts.replaced).toEqual([held]);
            expect(compare(candidate, held as Elite)).toBeLessThan(0);
          }
          if (facts.status === "rejected") {
            expect(facts.holder).toBe(held);
            expect(compare(facts.holder, candidate)).toBeLessThanOrEqual(0);
          }
          const expected = new Map(before);
          if (facts.status !== "rejected") expected.set(facts.cell, candidate);
          expect(after).toEqual(expected);
        }
      }),
      FIXED,
    );
  });

  it("loses nothing but the worse of two that meet when its bins are rebuilt", () => {
    fc.assert(
      fc.property(
        anyDimensions,
        directions,
        fc.array(anyElites(12), { minLength: 1, maxLength: 6 }),
        (dims, direction, rounds) => {
          const { order } = objectiveOf(direction);
          const { compare } = order;
          const archive = new Archive(Grid.create(dims), order);
          for (const [round, candidates] of rounds.entries()) {
            for (const one of candidates) archive.insert({ ...one, step: one.step + round * 1000 });
            const before = [...archive.ranking];
            const lost = archive.rebuild();
            expectSound(archive, compare);
            // the best of all is always kept, and the best of each new cell
            expect(archive.best).toBe(before[0]);
            expect([...archive.ranking, ...lost].sort(compare)).toEqual(before);
            for (const gone of lost) {
              const holder = archive.at(archive.grid.cellOf(gone.features))[0] as Elite;
              expect(compare(holder, gone)).toBeLessThan(0);
            }
          }
        },
      ),
      FIXED,
    );
  });

  it("is the same after it was saved and restored", () => {
    fc.assert(
      fc.property(anyDimensions, directions, anyElites(), anyElites(), (dims, direction, first, later) => {
        const { order } = objectiveOf(direction);
        const { compare } = order;
        const archive = new Archive(Grid.create(dims), order);
        for (const one of first) archive.insert(one);
        archive.rebuild();
        const copy = new Archive(Grid.create(dims), order);
        copy.restore(Grid.create(dims, archive.grid.ranges()), [...archive.ranking]);
        expectSound(copy, compare);
        for (const one of later) {
          const moved = { ...one, step: one.step + 1000 };
          expect(copy.insert(moved)).toEqual(archive.insert(moved));
        }
        expect(copy.ranking).toEqual(archive.ranking);
      }),
      FIXED,
    );
  });

  it("does not take an equal score in place of an earlier one", () => {
    const archive = new Archive(Grid.create([]), objectiveOf("maximise").order);
    archive.insert(elite(0, 3, 1));
    expect(archive.insert(elite(0, 4, 1))).toMatchObject({ status: "rejected" });
    expect(archive.insert(elite(1, 3, 1))).toMatchObject({ status: "rejected" });
    expect(archive.insert(elite(1, 2, 1))).toMatchObject({ status: "improved", replaced: [{ step: 3 }] });
  });
});

describe("ties", () => {
  it("replace an elite that is exactly as good, where that is wanted: the archive drifts, and stays ranked", () => {
    const archive = new Archive(Grid.create([]), objectiveOf("maximise").order);
    archive.insert(elite(0, 3, 1));
    expect(archive.insert(elite(0, 4, 1), "replace")).toMatchObject({
      status: "drifted",
      replaced: [{ step: 3 }],
    });
    expect(archive.insert(elite(0, 5, 0), "replace")).toMatchObject({ status: "rejected" });
    expect(archive.ranking.map(({ step }) => step)).toEqual([4]);
    expect(archive.at(0)).toEqual(archive.ranking);
  });

  it("do not let a program take its own place", () => {
    const archive = new Archive(Grid.create([]), objectiveOf("maximise").order);
    archive.insert(elite(0, 3, 1, {}, "same"));
    expect(archive.insert(elite(0, 4, 1, {}, "same"), "replace")).toMatchObject({ status: "rejected" });
  });
});

/** Two objectives: the score, and how small the feature `f0` is. */
const PARETO: Order<Elite> = {
  compare: (a, b) =>
    a.score === b.score && sizeOf(a) !== sizeOf(b)
      ? sizeOf(a) - sizeOf(b)
      : objectiveOf("maximise").order.compare(a, b),
  dominates: (a, b) => a.score >= b.score && sizeOf(a) <= sizeOf(b) && PARETO.compare(a, b) < 0,
  ties: (a, b) => a.score === b.score && sizeOf(a) === sizeOf(b),
};

function sizeOf({ features }: Elite): number {
  return features.f0 ?? 0;
}

describe("an archive of fronts", () => {
  it("holds in each cell what nothing on offer dominates, and names all that an insertion replaced", () => {
    fc.assert(
      fc.property(anyElites(), (candidates) => {
        const archive = new Archive(Grid.create([]), PARETO, Number.POSITIVE_INFINITY);
        for (const candidate of candidates) {
          const before = [...archive.at(0)];
          const facts = archive.insert(candidate);
          const left = before.filter((elite) => !archive.at(0).includes(elite));
          expect(facts.status === "improved" ? facts.replaced : []).toEqual(left);
        }
        const front = candidates
          .filter((one) => !candidates.some((other) => other !== one && PARETO.dominates(other, one)))
          .sort(PARETO.compare);
        expect(archive.at(0)).toEqual(front);
        expect(archive.ranking).toEqual(front);
      }),
      FIXED,
    );
  });

  it("never grows beyond its depth, and then loses its worst", () => {
    fc.assert(
      fc.property(anyElites(), fc.integer({ min: 1, max: 4 }), (candidates, depth) => {
        const archive = new Archive(Grid.create([]), PARETO, depth);
        for (const candidate of candidates) {
          const before = archive.best;
          archive.insert(candidate);
          const front = archive.at(0);
          expect(front.length).toBeLessThanOrEqual(depth);
          expect(front).toEqual([...front].sort(PARETO.compare));
          for (const one of front) expect(front.some((other) => PARETO.dominates(other, one))).toBe(false);
          if (before) expect(PARETO.compare(archive.best as Elite, before)).toBeLessThanOrEqual(0);
        }
        expect(archive.coverage).toBe(1);
        expect(archive.ranking).toEqual(archive.at(0));
      }),
      FIXED,
    );
  });
});

describe("an archive of several objectives", () => {
  const aims = [
    { name: "gain", direction: "maximise", reference: 0 },
    { name: "cost", direction: "minimise", reference: 9 },
  ] as const;
  const order = paretoOrder(aims);
  const anyPoints = anyElites().map((elites) =>
    elites.map((one, step) => ({ ...one, values: [one.score, (step * 7) % 11] })),
  );

  it("holds fronts of bounded size in its cells, keeps their ends, and names all that an insertion replaced", () => {
    fc.assert(
      fc.property(anyDimensions, anyPoints, fc.integer({ min: 2, max: 5 }), (dims, candidates, depth) => {
        const archive = new Archive(Grid.create(dims), order, depth);
        for (const candidate of candidates) {
          const before = [...archive.ranking];
          const { best } = archive;
          const facts = archive.insert(candidate);
          const front = archive.at(facts.cell);
          expect(front.length).toBeLessThanOrEqual(depth);
          for (const one of front) expect(front.some((other) => order.dominates(other, one))).toBe(false);
          const left = before.filter((elite) => !archive.ranking.includes(elite));
          expect(facts.status === "improved" ? [...facts.replaced].sort(order.compare) : []).toEqual(left);
          expect(archive.ranking).toEqual([...archive.ranking].sort(order.compare));
          if (best) expect(order.compare(archive.best as Elite, best)).toBeLessThanOrEqual(0);
        }
      }),
      FIXED,
    );
  });

  it("is the same after it was saved and restored, and loses nothing untold when its bins are rebuilt", () => {
    fc.assert(
      fc.property(anyDimensions, anyPoints, (dims, candidates) => {
        const archive = new Archive(Grid.create(dims), order, 3);
        for (const one of candidates) archive.insert(one);
        const before = [...archive.ranking];
        const lost = archive.rebuild();
        expect([...archive.ranking, ...lost].sort(order.compare)).toEqual(before);
        const copy = new Archive(Grid.create(dims), order, 3);
        copy.restore(Grid.create(dims, archive.grid.ranges()), [...archive.ranking]);
        expect(copy.ranking).toEqual(archive.ranking);
        for (const one of candidates) {
          const moved = { ...one, step: one.step + 1000 };
          expect(copy.insert(moved)).toEqual(archive.insert(moved));
        }
      }),
      FIXED,
    );
  });
});

describe("the comparator", () => {
  it("is one total order: antisymmetric, transitive, zero only for the same candidate", () => {
    const one = fc.record({ island: fc.nat(3), step: fc.nat(3), score: fc.integer({ min: -2, max: 2 }) });
    fc.assert(
      fc.property(directions, one, one, one, (direction, a, b, c) => {
        const { compare } = objectiveOf(direction).order;
        expect(Math.sign(compare(a, b)) + Math.sign(compare(b, a))).toBe(0);
        if (compare(a, b) === 0) expect(a).toEqual(b);
        if (compare(a, b) < 0 && compare(b, c) < 0) expect(compare(a, c)).toBeLessThan(0);
      }),
      FIXED,
    );
  });
});
