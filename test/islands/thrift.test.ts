import fc from "fast-check";
import { expect, it } from "vitest";
import { Archive, Grid } from "../../islands/index.ts";
import { affordable, MOST_COSTS, thriftyOrder } from "../../islands/thrift.ts";
import type { SelectionView } from "../../islands/selection/index.ts";
import { type Elite, objectiveOf, randomStream } from "../../src/core/index.ts";
import { elite, FIXED } from "./support.ts";

const withFuel = (step: number, score: number, fuel: number): Elite => ({ ...elite(0, step, score), fuel });

function archiveOf(...elites: readonly Elite[]): Archive {
  const archive = new Archive(Grid.create([]), thriftyOrder(objectiveOf("maximise").order), MOST_COSTS);
  for (const one of elites) archive.insert(one);
  return archive;
}

it("a cell keeps the best program of each power of two of cost, and one where all cost the same", () => {
  const steps = (archive: Archive) => archive.ranking.map(({ step }) => step);
  expect(steps(archiveOf(withFuel(1, 1, 0), withFuel(2, 2, 60), withFuel(3, 1.5, 70)))).toEqual([2, 1]);
  expect(steps(archiveOf(withFuel(1, 1, 60), withFuel(2, 2, 0)))).toEqual([2]);
  expect(steps(archiveOf(elite(0, 1, 1), elite(0, 2, 2), elite(0, 3, 1.5)))).toEqual([2]);
});

it("an archive of programs of many costs, where equals replace each other, is the same after it was saved and restored", () => {
  const programs = fc.array(fc.tuple(fc.nat(3), fc.constantFrom(0, 2, 60, 200)), { maxLength: 30 });
  fc.assert(
    fc.property(programs, programs, (first, later) => {
      const made = [...first, ...later].map(([score, fuel], step) => ({
        ...withFuel(step, score, fuel),
        fingerprint: { text: `${step}`, tree: `${step}` },
      }));
      const archive = archiveOf();
      for (const one of made.slice(0, first.length)) archive.insert(one, "replace");
      const copy = archiveOf();
      copy.restore(Grid.create([]), [...archive.ranking]);
      for (const one of made.slice(first.length))
        expect(copy.insert(one, "replace")).toEqual(archive.insert(one, "replace"));
      expect(copy.ranking).toEqual(archive.ranking);
    }),
    FIXED,
  );
});

it("a program of k times the least cost can be drawn in one step of k", () => {
  const ranking = [withFuel(1, 3, 49), withFuel(2, 2, 4), withFuel(3, 1, 0)];
  const view = { ranking, visits: () => 0, niche: () => 0, hits: () => 0 } as unknown as SelectionView;
  const seen = [0, 0, 0];
  for (let step = 0; step < 20_000; step++) {
    const shown = affordable(view, 1, (purpose) => randomStream("thrift", step, purpose)).ranking;
    for (const { step: at } of shown) seen[at - 1] = (seen[at - 1] as number) + 1;
  }
  expect(seen[2]).toBe(20_000);
  expect((seen[1] as number) / 20_000).toBeCloseTo(1 / 5, 1);
  expect((seen[0] as number) / 20_000).toBeCloseTo(1 / 50, 2);
});

it("where all cost the same, or cost does not count, every elite is shown and nothing is drawn", () => {
  const view = { ranking: [elite(0, 1, 1), elite(0, 2, 2)] } as unknown as SelectionView;
  const never = () => {
    throw new Error("drawn");
  };
  expect(affordable(view, 1, never)).toBe(view);
  const dear = { ranking: [withFuel(1, 1, 50), elite(0, 2, 2)] } as unknown as SelectionView;
  expect(affordable(dear, 0, never)).toBe(dear);
});
