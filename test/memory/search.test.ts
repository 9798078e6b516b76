import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { candidateId, type Position, randomStream } from "../../src/core/index.ts";
import { type FrozenPrograms, ProgramIndex, sketchOf, sketchSimilarity } from "../../src/memory/index.ts";
import { TextIndex } from "../../src/memory/search/text-index.ts";
import { setSimilarity, wordSet } from "../../src/memory/search/word-set.ts";
import { areAlike, wordSimilarity, wordsOf } from "../../src/memory/search/words.ts";

const everything = (): boolean => true;

describe("words", () => {
  it("takes names apart and leaves out what says nothing", () => {
    expect(wordsOf("moveNumbers() of the HTTPServer: radii 0.41, i2-s41")).toEqual([
      "move",
      "number",
      "http",
      "server",
      "radii",
    ]);
  });

  it("decides likeness as the measure does, sooner", () => {
    const words = fc.array(fc.constantFrom(..."abcdefghij"), { maxLength: 9 }).map((list) => new Set(list));
    fc.assert(
      fc.property(words, words, fc.constantFrom(0.3, 0.5, 0.7, 1), (a, b, threshold) => {
        expect(areAlike(a, b, threshold)).toBe(wordSimilarity(a, b) >= threshold);
        expect(setSimilarity(wordSet([...a]), wordSet([...b]))).toBe(wordSimilarity(a, b));
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});

describe("search by words", () => {
  const texts = [
    "anneal the temperature slowly",
    "swap two circles and anneal",
    "raise the number of restarts",
    "swap the loops over circles",
  ];
  function indexed(order: readonly number[]): TextIndex {
    const index = new TextIndex();
    for (const i of order) index.add(`l${i}`, wordsOf(texts[i] as string));
    return index;
  }

  it("finds the same, with the same scores, whatever the order of learning", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (order) => {
        const ask = (index: TextIndex) =>
          index.search("swap circles, then anneal", index.freeze(["l0", "l1", "l2", "l3"]), 3, everything);
        expect(ask(indexed(order))).toEqual(ask(indexed([0, 1, 2, 3])));
      }),
      { seed: 1, numRuns: 24 },
    );
  });

  it("scores by statistics frozen at the border, and lets nothing added later move them", () => {
    const index = indexed([0, 1, 2]);
    const frozen = index.freeze(["l0", "l1", "l2"]);
    const before = index.search("anneal", frozen, 5, everything);
    for (let i = 0; i < 50; i++) index.add(`late${i}`, ["anneal", "anneal", "anneal"]);
    const known = new Set(["l0", "l1", "l2"]);
    expect(index.search("anneal", frozen, 5, (id) => known.has(id))).toEqual(before);
    expect(index.search("anneal", frozen, 5, everything)[0]?.lesson).toBe("late0");
  });

  it("does not count or find what is gone at the border", () => {
    const index = indexed([0, 1, 2, 3]);
    const alone = new TextIndex();
    alone.add("l3", wordsOf(texts[3] as string));
    alone.add("l2", wordsOf(texts[2] as string));
    expect(index.search("swap circles", index.freeze(["l2", "l3"]), 5, everything)).toEqual(
      alone.search("swap circles", alone.freeze(["l2", "l3"]), 5, everything),
    );
  });

  it("says how much of the best imaginable text a text is", () => {
    const index = indexed([0, 1, 2, 3]);
    const frozen = index.freeze(["l0", "l1", "l2", "l3"]);
    const relevance = (query: string) => index.search(query, frozen, 1, everything)[0]?.relevance ?? 0;
    expect(relevance("raise the number of restarts")).toBeGreaterThan(0.9);
    expect(relevance("raise an objection, said parliament")).toBeLessThan(0.4);
    expect(relevance("nothing in common")).toBe(0);
  });
});

describe("search by syntax", () => {
  const base = Array.from({ length: 30 }, (_, i) => `const value${i} = compute(${i}, Math.sqrt(${i * 7}));`);
  const edited = (i: number): string => base.with(i % 30, `const changed${i} = other(${i}) ** 2;`).join("\n");

  it("does not see layout or comments, and sees edits", () => {
    const sketch = sketchOf(base.join("\n"));
    expect(sketchSimilarity(sketch, sketchOf(`// a comment\n${base.join("  \n\n ")} /* more */`))).toBe(1);
    const one = sketchSimilarity(sketch, sketchOf(edited(3)));
    expect(one).toBeGreaterThan(0.8);
    expect(one).toBeLessThan(1);
    expect(sketchSimilarity(sketch, sketchOf("export function place(n) { return n; }"))).toBeLessThan(0.1);
  });

  it("finds an edited program's origin among its many siblings", () => {
    const index = new ProgramIndex();
    for (let i = 0; i < 2000; i++) {
      const lines = base.with(i % 30, `const a${i} = f${i % 97}(b${i}, ${i});`);
      index.name(candidateId(0, i), sketchOf(lines.join("\n")));
    }
    const frozen = index.freeze(Array.from({ length: 2000 }, (_, i) => candidateId(0, i)));
    const random = randomStream("origin");
    let found = 0;
    for (let query = 0; query < 500; query++) {
      const i = random.int(2000);
      const lines = base
        .with(i % 30, `const a${i} = f${i % 97}(b${i}, ${i});`)
        .with((i + 11) % 30, "let x = 1;");
      const similar = index.similar(sketchOf(lines.join("\n")), 10, frozen, () => false);
      if (similar.some(({ candidate }) => candidate === candidateId(0, i))) found++;
    }
    expect(found).toBeGreaterThan(375);
  });

  it("finds for an older view what it found then, and for a restarted one the same", () => {
    const learn = (index: ProgramIndex, from: number, to: number): void => {
      for (let i = from; i < to; i++) index.name(candidateId(i % 3, i), sketchOf(edited(i)));
    };
    const live = Array.from({ length: 300 }, (_, i) => candidateId(i % 3, i));
    const isKnown = ({ island, step }: Position): boolean => island === 0 && step >= 300 && step < 400;
    const ask = (index: ProgramIndex, frozen: FrozenPrograms) =>
      index.similar(sketchOf(base.join("\n")), 8, frozen, isKnown);
    const index = new ProgramIndex();
    learn(index, 0, 400);
    const frozen = index.freeze(live);
    const before = ask(index, frozen);
    expect(before).toHaveLength(8);
    learn(index, 400, 900);
    expect(ask(index, frozen)).toEqual(before);
    // in another order, and with programs that no lesson bears on any more
    const restarted = new ProgramIndex();
    learn(restarted, 500, 700);
    learn(restarted, 300, 400);
    learn(restarted, 0, 300);
    expect(ask(restarted, restarted.freeze(live))).toEqual(before);
  });

  it("costs a bounded effort on hostile text", () => {
    const start = performance.now();
    for (const text of [
      "/*".repeat(200_000),
      '"'.repeat(400_001),
      "a".repeat(1_000_000),
      "// \n".repeat(100_000),
    ]) {
      sketchOf(text);
      wordsOf(text);
    }
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
