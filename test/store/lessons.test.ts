import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { candidateId, type Json } from "../../src/core/index.ts";
import {
  type LessonEventRecord,
  type LessonReader,
  openRecord,
  type OpenRecord,
  openStore,
  type Store,
  type StoreReader,
} from "../../src/store/index.ts";
import { failed, record, sample } from "./samples.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

function event(place: Partial<LessonEventRecord>, data: Json, lesson = "i0-s1-l0"): LessonEventRecord {
  const links = [{ lesson, role: "evidence", candidate: "i0-s1" }] as const;
  return { origin: "step", island: 0, at: 1, seq: 0, data, lessons: [lesson], links, ...place };
}

describe("the record of the memory", () => {
  const folder = temporaryFolder("store");
  let store: Store;
  let opened: OpenRecord;
  let lessons: LessonReader;
  let reader: StoreReader;
  beforeAll(async () => {
    store = await openStore({ folder });
    opened = openRecord({ folder });
    ({ lessons, candidates: reader } = opened);
  });
  afterAll(async () => {
    opened[Symbol.dispose]();
    await store.close();
  });

  it("gives events back by logical time, whatever the order of writing", async () => {
    const places = [
      event({ at: 700, seq: 1 }, { text: "lone \ud800 half" }),
      event({ at: 700 }, "second"),
      event({ at: 2 }, "x".repeat(5000)),
      event({ island: 1, at: 3 }, { other: "island" }),
      event({ origin: "upkeep", at: 4, seq: 1 }, 2),
      event({ origin: "upkeep", at: 4 }, 1),
    ];
    for (const one of places) await store.write([{ type: "lesson", event: one }]);
    expect([...lessons.steps(0, 0, 1000)].map(({ at, seq, data }) => [at, seq, data])).toEqual([
      [2, 0, "x".repeat(5000)],
      [700, 0, "second"],
      [700, 1, { text: "lone \ud800 half" }],
    ]);
    expect([...lessons.steps(0, 3, 699)]).toEqual([]);
    expect(lessons.at("upkeep", 4).map(({ data }) => data)).toEqual([1, 2]);
    expect(lessons.lastStep(0)).toBe(700);
    expect(lessons.lastStep(9)).toBe(-1);
    expect(lessons.count()).toBe(6);
  });

  it("takes an event twice, and refuses another one at its place", async () => {
    await store.write([{ type: "lesson", event: event({ at: 9 }, { b: 1, a: 2 }) }]);
    await store.write([{ type: "lesson", event: event({ at: 9 }, { a: 2, b: 1 }) }]);
    await expect(store.write([{ type: "lesson", event: event({ at: 9 }, "other") }])).rejects.toMatchObject({
      code: "store/conflict",
    });
    expect([...lessons.steps(0, 9, 9)].map(({ data }) => data)).toEqual([{ a: 2, b: 1 }]);
  });

  it("leads from a lesson to its history and its programs, and back", async () => {
    const lesson = "i2-s5-l0";
    const links = [
      { lesson, role: "evidence", candidate: "i2-s5" },
      { lesson, role: "recalled", candidate: "i1-s8" },
    ] as const;
    await store.write([
      { type: "lesson", event: { ...event({ island: 2, at: 5 }, "learned"), lessons: [lesson], links } },
      { type: "lesson", event: event({ origin: "upkeep", at: 5 }, "merged", lesson) },
    ]);
    expect(lessons.history(lesson).map(({ data }) => data)).toEqual(["learned", "merged"]);
    expect(lessons.links(lesson)).toEqual([
      { lesson, role: "evidence", candidate: "i0-s1" },
      { lesson, role: "evidence", candidate: "i2-s5" },
      { lesson, role: "recalled", candidate: "i1-s8" },
    ]);
    expect(lessons.lessonsOf("i1-s8")).toEqual([links[1]]);
  });

  it("knows descendants and siblings over islands, failed ones too, in one query each", async () => {
    await store.write([
      record(sample(0, 0)),
      record(sample(0, 1, { parents: ["i0-s0"] })),
      record(sample(0, 2, { parents: ["i0-s1", "i0-s0"], evaluation: failed("threw") })),
      record(sample(1, 3, { parents: ["i0-s1"] })),
      record(sample(1, 4, { parents: ["i1-s3", "i0-s2"] })),
    ]);
    expect(reader.descendants("i0-s1", 10)).toEqual(["i0-s2", "i1-s3", "i1-s4"]);
    expect(reader.descendants("i0-s0", 2)).toEqual(["i0-s1", "i0-s2"]);
    expect(reader.siblings("i1-s3", 10)).toEqual(["i0-s2"]);
    expect(reader.siblings("i0-s1", 10)).toEqual([]);
    expect(reader.siblings(candidateId(7, 7), 10)).toEqual([]);
  });
});
