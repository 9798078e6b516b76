import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Json, readStory, type Story, writeStory } from "../../src/core/index.ts";

const FULL: Story = {
  operator: "improve",
  mode: "chat",
  model: "m",
  temperature: 0.7,
  variant: "terse",
  plan: "1. Grow it.",
  gist: "Grow it.",
  arm: "memory",
  recalled: ["i0-s1-l0"],
  withheld: ["b1-l0"],
  asked: ["b1-l1"],
  edit: "…",
  embedding: "AAAA",
  attempts: [
    { purpose: "execute-0", attempt: 0, outcome: "syntax", message: "no" },
    { purpose: "execute-0", attempt: 1, outcome: "ok", message: "3", reply: "…" },
  ],
  tries: [{ note: "shrink", outcome: "failed", kind: "threw", message: "boom" }],
  notes: ["three is best"],
  calls: [
    {
      purpose: "plan",
      attempt: 0,
      model: "m",
      promptTokens: 9,
      completionTokens: 2,
      costNanoUsd: null,
      failed: "",
    },
  ],
  credit: { operator: "improve", model: "m", from: 1, cost: 11 },
  lesson: {
    cause: "plan",
    lesson: "Growing helps.",
    evidence: "1 → 3",
    memory: [
      { action: "update", lesson: "b1-l0" },
      { action: "add", programs: ["i0-s1"] },
    ],
  },
  lessonEmbedding: "BBBB",
};

describe("a story", () => {
  it("is recorded as the same text after it was read, key by key", () => {
    const text = JSON.stringify(writeStory(FULL));
    expect(JSON.stringify(writeStory(readStory(JSON.parse(text))))).toBe(text);
    const short = '{"operator":"mutate","credit":{"operator":"mutate","model":"","from":1,"cost":0}}';
    expect(JSON.stringify(writeStory(readStory(JSON.parse(short))))).toBe(short);
  });

  it("is read from any JSON, without what has the wrong form", () => {
    const keys = fc.constantFrom(...Object.keys(FULL));
    const anyStory = fc.oneof(fc.jsonValue(), fc.dictionary(keys, fc.jsonValue()));
    fc.assert(
      fc.property(anyStory, (json) => {
        const story = readStory(json as Json);
        expect(typeof story.operator).toBe("string");
        // read once, it is of the right form throughout
        expect(readStory(writeStory(story))).toEqual(story);
      }),
    );
    const hostile = {
      plan: 3,
      attempts: [null, { outcome: "ok" }],
      tries: [{ outcome: "won" }],
      lesson: "x",
    };
    expect(readStory(hostile)).toEqual({
      operator: "",
      attempts: [{ purpose: "", attempt: 0, outcome: "ok", message: "" }],
      tries: [],
    });
  });

  it("of a later version is not guessed at", () => {
    expect(() => readStory({ ...FULL, version: 2 })).toThrow(expect.objectContaining({ code: "run/newer" }));
    expect(readStory({ ...writeStory(FULL), version: 1 })).toEqual(FULL);
  });
});
