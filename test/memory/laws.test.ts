import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CandidateId } from "../../src/core/index.ts";
import { IslandMemory, lessonsIn } from "../../src/memory/index.ts";
import { wordSimilarity, wordsOf } from "../../src/memory/search/words.ts";
import { contentOf, simulate } from "./support.ts";

const FIXED = { seed: 20261122, numRuns: 12 } as const;

describe("the memory as a fold over the record", () => {
  it("is restored exactly at any step: lessons, values, counts and what it will recall", () => {
    const { record, memories, recalls, place } = simulate({ steps: 100 });
    const later = simulate({ steps: 130 });
    for (const [island, memory] of memories.entries()) {
      const restored = IslandMemory.restore(place(island), record, { step: 100, crossed: 5 });
      expect(contentOf(restored)).toBe(contentOf(memory));
    }
    // a memory that is restored in mid-epoch recalls what the uninterrupted one recalled
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 125 }), (island, step) => {
        const crossed = Math.floor((step - 1) / 20);
        const restored = IslandMemory.restore(place(island), later.record, { step, crossed });
        const id: CandidateId = `i${island}-s${step + 3}`;
        const candidate = later.record.candidates.get(id);
        if (candidate === undefined) return;
        const parent = candidate.parents[0] && later.record.candidates.get(candidate.parents[0]);
        const text = `${candidate.note} ${parent?.note ?? ""}`;
        const again = restored.view().recall({ step: step + 3, text, program: parent?.source ?? null });
        expect(again.text).toBe(later.recalls.get(id)?.text);
        expect(again.withheld).toEqual(later.recalls.get(id)?.withheld);
      }),
      FIXED,
    );
    expect([...recalls.values()].some(({ lessons }) => lessons.length > 0)).toBe(true);
  });

  it("does not depend on which thread is faster", () => {
    const straight = simulate({ steps: 60, islands: 4 });
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (turns) => {
        const other = simulate({ steps: 60, islands: 4, order: (island) => turns.indexOf(island) });
        expect(other.memories.map(contentOf)).toEqual(straight.memories.map(contentOf));
        expect([...other.recalls].sort()).toEqual([...straight.recalls].sort());
      }),
      { ...FIXED, numRuns: 3 },
    );
  });

  it("gives every island the same shared lessons at every border", () => {
    const seen = new Map<number, string>();
    simulate({
      steps: 100,
      atBorder: (memory, _island, epoch) => {
        const shared = JSON.stringify([...memory.sharedBank.base.values()]);
        expect(shared).toBe(seen.get(epoch) ?? shared);
        seen.set(epoch, shared);
      },
    });
    expect(seen.size).toBe(5);
  });

  it("shows own lessons from their result on, and those of others from the border on", () => {
    const { record, place } = simulate({ steps: 60 });
    const before = IslandMemory.restore(place(0), record, { step: 40, crossed: 1 }).view();
    const after = IslandMemory.restore(place(0), record, { step: 40, crossed: 2 }).view();
    expect(before.lesson("i0-s40-l0")).not.toBeNull();
    expect(before.lesson("i1-s25-l0")).toBeNull();
    expect(after.lesson("i1-s25-l0")?.scope).toBe("shared");
    expect(before.sees("i1-s21")).toBe(false);
    expect(before.outcomeOf("i1-s21")).toBeNull();
    expect(after.outcomeOf("i1-s21")).toBe(record.outcome("i1-s21"));
    expect(after.sees("i1-s40")).toBe(true);
    expect(after.sees("i0-s41")).toBe(false);
  });

  it("lets a view stay as it was while the memory goes on", () => {
    const { record, place } = simulate({ steps: 80 });
    const memory = IslandMemory.restore(place(1), record, { step: 50, crossed: 2 });
    const view = memory.view();
    const ask = () =>
      view.recall(
        { step: 51, text: "move numbers radius", program: record.candidates.get("i1-s3")?.source ?? null },
        undefined,
      );
    const before = ask();
    for (let step = 51; step <= 60; step++) memory.consume(step, record.steps(1, step, step));
    memory.cross(3);
    expect(ask()).toEqual(before);
    expect(view.lesson("i1-s55-l0")).toBeNull();
  });

  it("stays within its capacity, give or take what one epoch brings", () => {
    const capacity = 40;
    simulate({
      steps: 160,
      settings: { capacity },
      atBorder: ({ sharedBank }) => {
        const births = 3 * 20 + 12;
        expect([...lessonsIn(sharedBank)].length).toBeLessThanOrEqual(capacity + births);
      },
    });
  });

  it("keeps to the budget, never says the same twice, and hears both sides where both are relevant", () => {
    const budget = { tokens: 400, lessons: 5 };
    const { record, place } = simulate({ steps: 120 });
    const view = IslandMemory.restore(place(2), record, { step: 120, crossed: 5 }).view();
    let told = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(
          "move numbers radius",
          "undefinedHelper threw",
          "sort heap candidates",
          "anneal temperature",
        ),
        fc.integer({ min: 121, max: 400 }),
        fc.integer({ min: 60, max: 900 }),
        (text, step, tokens) => {
          const recall = view.recall({ step, text, program: null }, { ...budget, tokens });
          expect(recall.lessons.length).toBeLessThanOrEqual(5);
          expect(Buffer.byteLength(recall.text) / 3.5).toBeLessThanOrEqual(tokens);
          const said = recall.lessons.map(({ text, kind }) => ({ kind, words: new Set(wordsOf(text)) }));
          for (const [i, a] of said.entries()) {
            for (const b of said.slice(i + 1)) {
              if (a.kind === b.kind) expect(wordSimilarity(a.words, b.words)).toBeLessThan(0.7);
            }
          }
          if (recall.lessons.length > 0) told++;
        },
      ),
      { ...FIXED, numRuns: 60 },
    );
    expect(told).toBeGreaterThan(0);
    const both = view.recall({ step: 150, text: "replace the sort by a heap of candidates", program: null });
    expect(new Set(both.lessons.map(({ kind }) => kind)).size).toBe(2);
  });

  it("says nothing when nothing is relevant", () => {
    const { record, place } = simulate({ steps: 60 });
    const view = IslandMemory.restore(place(0), record, { step: 60, crossed: 2 }).view();
    const recall = view.recall({ step: 61, text: "quantum entanglement of marmalade", program: "SELECT 1" });
    expect(recall).toMatchObject({ lessons: [], withheld: [], text: "" });
  });
});
