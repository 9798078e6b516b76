import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CandidateId, parseCandidateId } from "../../src/core/index.ts";
import {
  exportedId,
  findLesson,
  importEvents,
  IslandMemory,
  type LessonEvent,
  lessonsIn,
  memoryFile,
  nextBorder,
  placeDecisions,
  type PlacedEvent,
  recordedBank,
} from "../../src/memory/index.ts";
import { ArrayRecord, contentOf, simulate } from "./support.ts";

const INTERVAL = 10;
const IN_FLIGHT = 3;
const OPTIONS = { interval: INTERVAL, inFlight: IN_FLIGHT, islands: 3, steps: 45 } as const;
const whole = simulate(OPTIONS);

/** What was on record when the islands had come to these steps. */
function recordUntil(lastSteps: readonly number[]): ArrayRecord {
  const record = new ArrayRecord();
  const border = Math.floor(Math.min(...lastSteps) / INTERVAL);
  record.keep(
    whole.record.events.filter(({ origin, island, at }) =>
      origin === "step" ? at <= (lastSteps[island] ?? 0) : at < border,
    ),
  );
  for (const [id, candidate] of whole.record.candidates) {
    if (candidate.step <= (lastSteps[candidate.island] ?? 0)) record.candidates.set(id, candidate);
  }
  return record;
}

/** A moment at which a run may have stopped: islands wait for each other at borders, and nowhere else. */
const stops = fc
  .tuple(
    fc.integer({ min: 0, max: 3 }),
    fc.array(fc.integer({ min: 1, max: INTERVAL }), { minLength: 3, maxLength: 3 }),
  )
  .map(([epoch, own]) => own.map((step) => epoch * INTERVAL + step));

/** What is decided at that moment, and the same run with it on record. */
function decided(
  lastSteps: readonly number[],
  decide: (shown: ReturnType<typeof recordedBank>) => readonly LessonEvent[],
) {
  const record = recordUntil(lastSteps);
  const place = whole.place(0);
  const border = nextBorder(lastSteps, INTERVAL);
  const lessons = { at: () => [] };
  const given = placeDecisions(decide(recordedBank(place, record, lastSteps)), border, lessons);
  record.keep(given);
  return { border, given, shown: recordedBank(place, record, lastSteps) };
}

function retired(lesson: string): LessonEvent {
  return { type: "state", lesson, from: "active", to: "retired", reason: "a person said so" };
}

const RUNS = { seed: 20261201, numRuns: 12 } as const;

describe("what is decided while a run stands still", () => {
  it("keeps a forgotten lesson away from every step that is proposed after the border, wherever the run stopped", () => {
    let recalledBefore = 0;
    fc.assert(
      fc.property(
        stops,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (lastSteps, which) => {
          let id = "";
          const { border, given, shown } = decided(lastSteps, (bank) => {
            // of the newest lessons rather than of those that the borders before had already
            const lessons = [...lessonsIn(bank)].reverse();
            id = lessons[Math.floor(which * Math.min(lessons.length, 12))]?.id ?? "";
            return [retired(id)];
          });
          expect(id).not.toBe("");
          expect(findLesson(shown, id)).toBeUndefined();
          const later = simulate({ ...OPTIONS, given });
          for (const [candidate, recall] of later.recalls) {
            const step = parseCandidateId(candidate)?.step ?? 0;
            const isTold = recall.lessons.some((lesson) => lesson.id === id);
            if (step > border * INTERVAL + IN_FLIGHT)
              expect(isTold, `${candidate} of ${lastSteps}`).toBe(false);
            else if (isTold) recalledBefore++;
          }
          // resumed = never stopped
          for (const [island, memory] of later.memories.entries()) {
            const restored = IslandMemory.restore(later.place(island), later.record, {
              step: OPTIONS.steps,
              crossed: 4,
            });
            expect(contentOf(restored) === contentOf(memory)).toBe(true);
            expect(findLesson(restored.sharedBank, id)).toBeUndefined();
          }
          expect(findLesson(recordedBank(later.place(0), later.record, [45, 45, 45]), id)).toBeUndefined();
        },
      ),
      RUNS,
    );
    expect(recalledBefore).toBeGreaterThan(0);
  });

  it("changes nothing up to its border", () => {
    const { border, given } = decided([33, 31, 40], (bank) => [
      retired([...lessonsIn(bank)].at(-1)?.id ?? ""),
    ]);
    const later = simulate({ ...OPTIONS, given });
    for (const [candidate, recall] of later.recalls) {
      const step = parseCandidateId(candidate)?.step ?? 0;
      if (step <= border * INTERVAL + IN_FLIGHT) expect(recall).toEqual(whole.recalls.get(candidate));
    }
  });

  it("lets nothing rest on a discredited candidate any more, whatever steps say of it later", () => {
    fc.assert(
      fc.property(stops, fc.nat(), (lastSteps, which) => {
        let candidate: CandidateId = "i0-s1";
        const { border, given } = decided(lastSteps, (bank) => {
          const named = [...lessonsIn(bank)].flatMap(({ for: supporting }) => supporting).reverse();
          candidate = named[which % Math.min(named.length, 10)]?.candidate ?? candidate;
          return [{ type: "discredited", candidate, reason: "it scored otherwise" }];
        });
        // a step after the border that learns from it all the same
        const said = citing(candidate, border * INTERVAL + 1);
        const resting: string[] = [];
        simulate({
          ...OPTIONS,
          given: [...given, ...said],
          atBorder({ sharedBank }, _, epoch) {
            if (epoch < border) return;
            for (const { id, for: supporting, against } of lessonsIn(sharedBank)) {
              const isNamed = [...supporting, ...against].some(
                (evidence) => evidence.candidate === candidate,
              );
              if (isNamed) resting.push(`${id} at border ${epoch}`);
            }
          },
        });
        expect(resting).toEqual([]);
      }),
      RUNS,
    );
  });

  it("gives a lesson back without the evidence that is discredited, in whatever order that was decided", () => {
    const lastSteps = [20, 20, 20];
    const bank = recordedBank(whole.place(0), recordUntil(lastSteps), lastSteps);
    const [lesson] = [...lessonsIn(bank)].filter(({ for: supporting }) => supporting.length === 1);
    if (lesson === undefined) throw new Error("the simulated run learnt nothing");
    const { id, for: supporting } = lesson;
    const candidate = supporting[0]?.candidate as CandidateId;
    const discredited: LessonEvent = { type: "discredited", candidate, reason: "it scored otherwise" };
    const restored: LessonEvent = { type: "restored", lesson, reason: "a person said so" };
    for (const decisions of [
      [discredited, retired(id), restored],
      [retired(id), restored, discredited],
      [retired(id), discredited, restored],
    ]) {
      const { shown } = decided(lastSteps, () => decisions);
      expect(findLesson(shown, id)).toMatchObject({ for: [], state: "quarantined" });
    }
  });

  it("leaves the upkeep of its border as it was, which may be on record by then", () => {
    const until = simulate({ ...OPTIONS, steps: 40 });
    const recorded = until.record.at("upkeep", 4);
    expect(recorded.length).toBeGreaterThan(1);
    const lastSteps = [40, 40, 40];
    expect(nextBorder(lastSteps, INTERVAL)).toBe(4);
    const shown = [...lessonsIn(recordedBank(until.place(0), until.record, lastSteps))];
    for (const { id } of shown.filter((_, at) => at % Math.ceil(shown.length / 8) === 0)) {
      const given = placeDecisions([retired(id)], 4, { at: () => [] });
      const anew = simulate({ ...OPTIONS, steps: 52, given });
      const wentOn = simulate({ ...OPTIONS, steps: 52, given: [...given, ...recorded] });
      expect([...anew.recalls]).toEqual([...wentOn.recalls]);
      expect(anew.record.at("upkeep", 4)).toEqual(recorded);
    }
  });

  it("gives back what was forgotten, and takes a file's lesson that was forgotten before, in the order of the decisions", () => {
    const text = "large moves early, small moves late";
    const id = exportedId("success", text);
    const origin = { run: "r", problem: "p", lesson: "b0-l0", programs: [] };
    const nothing = { support: { for: 3, against: 0 }, uses: { recalled: 4, improved: 2 } };
    const file = memoryFile([{ id, level: "insight", kind: "success", text, tags: [], ...nothing, origin }]);
    const inOrder = (...decisions: readonly LessonEvent[]) =>
      findLesson(decided([20, 20, 20], () => decisions).shown, id) !== undefined;
    const taken = importEvents(file, "p", 2);
    expect(inOrder(...taken)).toBe(true);
    expect(inOrder(...taken, retired(id))).toBe(false);
    expect(inOrder(...taken, retired(id), ...importEvents(file, "p", 2))).toBe(true);
  });

  it("gives each decision for one border a number of its own", () => {
    const first = placeDecisions([retired("a"), retired("b")], 4, { at: () => [] });
    const recorded = { length: 2 } as never;
    const next = placeDecisions([retired("c")], 4, { at: () => recorded });
    expect([...first, ...next].map(({ seq, at, origin }) => [origin, at, seq])).toEqual([
      ["decision", 4, 0],
      ["decision", 4, 1],
      ["decision", 4, 2],
    ]);
  });

  it("folds an older record as it was folded then: its decisions come before the steps of their border", () => {
    const given: readonly PlacedEvent[] = [
      { origin: "person", island: 0, at: 3, seq: 0, event: retired("i1-s25-l0") },
      { origin: "person", island: 0, at: 3, seq: 1, event: retired("i1-s15-l0") },
    ];
    const { record, place } = simulate({ ...OPTIONS, steps: 30, given, settings: { upkeep: [] } });
    const bank = recordedBank(place(0), record, [30, 30, 30]);
    expect(findLesson(bank, "i1-s25-l0")).toBeDefined();
    expect(findLesson(bank, "i1-s15-l0")).toBeUndefined();
  });
});

/** The events of a step of island 2 that takes a candidate for evidence, in two ways. */
function citing(candidate: CandidateId, at: number): readonly PlacedEvent[] {
  const evidence = { candidate, outcome: whole.record.outcome(candidate) ?? "worse" } as const;
  const [known] = [...lessonsIn(whole.memories[2]?.sharedBank as never)].filter(
    ({ episode }) => episode === null,
  );
  const learned = whole.record.events.flatMap(({ event }) =>
    event.type === "learned" ? [event.lesson] : [],
  )[0];
  if (learned === undefined || known === undefined) throw new Error("the simulated run learnt nothing");
  const lesson = {
    ...learned,
    id: "i2-late",
    for: [evidence],
    against: [],
    support: { for: 1, against: 0 },
    episode: null,
  };
  const place = { origin: "step", island: 2, at } as const;
  return [
    { ...place, seq: 90, event: { type: "learned", lesson } },
    { ...place, seq: 91, event: { type: "evidence", lesson: known.id, evidence, supports: false } },
  ];
}
