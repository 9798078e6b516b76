import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Candidate, Direction, Evaluation } from "../../src/core/index.ts";
import {
  inspectCandidate,
  operatorTable,
  failureGroups,
  readPrograms,
  renderCandidate,
  type ReportProgram,
} from "../../src/report/index.ts";
import { openRecord, type OpenRecord, openStore, type StoreReader } from "../../src/store/index.ts";

function scored(score: number): Evaluation {
  const facts = { durationMs: 1.5, level: 1, engine: "quickjs@test", fuel: 1200 } as const;
  return {
    ...facts,
    status: "ok",
    kind: "ok",
    score,
    metrics: { area: 0.5 },
    features: { length: 40 },
    message: "",
  };
}

function failed(kind: string, message: string): Evaluation {
  return { status: "error", kind, message, durationMs: 3, level: 1, engine: "quickjs@test" };
}

function candidate(
  step: number,
  parents: Candidate["parents"],
  evaluation: Evaluation,
  changes: Partial<Candidate> = {},
): Candidate {
  return {
    island: 0,
    step,
    source: `export const radius = 0.${step};\nexport const tail = 1;\n`,
    fingerprint: { text: `text${step}`, tree: `tree${step}` },
    parents,
    operator: step === 0 ? "seed" : "mutate",
    note: step === 0 ? "" : `number 0.${step - 1} → 0.${step}`,
    strategy: step === 0 ? {} : { sigma: 0.1 },
    cached: false,
    evaluation,
    ...changes,
  };
}

describe("a run as a person sees it", () => {
  const folder = mkdtempSync(join(tmpdir(), "galapagos-report-"));
  let opened: OpenRecord;
  let reader: StoreReader;
  const programs = (direction: Direction): readonly ReportProgram[] =>
    readPrograms(opened, { direction, consumed: [6], cellOf: () => 0, sources: false, champion: null });
  beforeAll(async () => {
    const store = await openStore({ folder });
    const family = [
      candidate(0, [], scored(1)),
      candidate(1, ["i0-s0"], scored(2)),
      candidate(2, ["i0-s1", "i0-s0"], scored(1.5), { operator: "crossover" }),
      candidate(3, ["i0-s1"], failed("threw", "TypeError: \u001b[31mred\u001b[0m\nsecond line"), {
        note: "evil \u202etxet\u0007",
        evaluation: {
          ...failed("threw", "TypeError: \u001b[31mred"),
          artifacts: { log: "a\u001b]0;title\u0007b" },
        },
      }),
      candidate(4, ["i0-s2"], failed("fuel", "out of fuel")),
      candidate(5, ["i0-s2"], failed("threw", "again")),
    ];
    await store.write(family.map((one) => ({ type: "candidate", candidate: one })));
    await store.close();
    opened = openRecord({ folder });
    reader = opened.candidates;
  });
  afterAll(() => {
    opened[Symbol.dispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  it("tells a candidate's ancestors, children and siblings", () => {
    const detail = inspectCandidate(reader, "i0-s2");
    expect(detail.ancestors.map(({ id, score }) => [id, score])).toEqual([
      ["i0-s1", 2],
      ["i0-s0", 1],
    ]);
    expect(detail.children).toMatchObject({
      total: 2,
      shown: [{ id: "i0-s4", kind: "fuel", score: null }, { id: "i0-s5" }],
    });
    expect(detail.siblings).toMatchObject({ total: 1, shown: [{ id: "i0-s3" }] });
    expect(inspectCandidate(reader, "i0-s2", { ancestors: 1, relatives: 1 })).toMatchObject({
      moreAncestors: true,
      ancestors: [{ id: "i0-s1" }],
      children: { total: 2, shown: [{ id: "i0-s4" }] },
    });
  });

  it("renders a candidate with its difference to the first parent", () => {
    expect(renderCandidate(inspectCandidate(reader, "i0-s2"))).toMatchInlineSnapshot(`
      "i0-s2  score 1.5
        ran        1.5 ms, fuel 1200, quickjs@test, level 1
        metrics    area 0.5
        features   length 40

        made by    crossover: number 0.1 → 0.2
        parents    i0-s1, i0-s0
        strategy   {"sigma":0.1}
        prints     text text2, tree tree2

        ancestors, nearest first
          i0-s1      2                    mutate number 0.0 → 0.1
          i0-s0      1                    seed
        children (2)
          i0-s4      fuel                 mutate number 0.3 → 0.4
          i0-s5      threw                mutate number 0.4 → 0.5
        siblings (1)
          i0-s3      threw                mutate evil ·txet·

      --- i0-s1
      +++ i0-s2
      @@ -1,2 +1,2 @@
      -export const radius = 0.1;
      +export const radius = 0.2;
       export const tail = 1;
      "
    `);
  });

  it("renders a seed with its program, and any program in full or not at all", () => {
    const seed = inspectCandidate(reader, "i0-s0");
    expect(renderCandidate(seed)).toContain(seed.source.trimEnd());
    const full = renderCandidate(inspectCandidate(reader, "i0-s1"), { program: "full" });
    expect(full).toContain("export const radius = 0.1;");
    expect(full).not.toContain("@@");
    expect(renderCandidate(seed, { program: "none" })).not.toContain("export const");
  });

  it("takes control characters out of hostile text", () => {
    const text = renderCandidate(inspectCandidate(reader, "i0-s3"));
    expect(text).toContain("error (threw): TypeError:");
    expect(text).toContain("log: a");
    for (const hostile of ["\u001b", "\u0007", "\u202e"]) expect(text).not.toContain(hostile);
  });

  it("cuts a difference that is too long to read", async () => {
    const detail = inspectCandidate(reader, "i0-s1");
    const many = (mark: string, lines: number): string =>
      Array.from({ length: lines }, (_, line) => `const ${mark}${line} = ${line};\n`).join("");
    const long = renderCandidate({ ...detail, source: many("a", 300), parentSource: many("b", 300) });
    expect(long).toMatch(/… \d+ more lines of difference\n$/);
    const rewritten = renderCandidate({ ...detail, source: many("a", 5000), parentSource: many("b", 5000) });
    expect(rewritten).toMatch(/rewritten: more than 1000 lines differ from i0-s0\n$/);
  });

  it("says which candidates there are when asked for another", () => {
    expect(() => inspectCandidate(reader, "i7-s1")).toThrow(/no candidate "i7-s1"; it has i0-s0 … i0-s5/);
  });

  it("groups failures by message, whatever numbers it holds, with the latest as an example", () => {
    const share = 1 / 6;
    expect(failureGroups(programs("maximise"))).toEqual([
      { kind: "fuel", count: 1, share, example: { id: "i0-s4", operator: "mutate", message: "out of fuel" } },
      {
        kind: "threw",
        count: 1,
        share,
        example: { id: "i0-s3", operator: "mutate", message: expect.stringMatching(/^TypeError: /) },
      },
      { kind: "threw", count: 1, share, example: { id: "i0-s5", operator: "mutate", message: "again" } },
    ]);
    const [, first] = programs("maximise");
    const failed = (step: number): ReportProgram => ({
      ...(first as ReportProgram),
      id: `i0-s${step}`,
      score: null,
      kind: "rejected",
      message: `point ${step} (0.${step}, -1e-${step}) lies outside`,
    });
    expect(failureGroups([failed(1), failed(22)])).toEqual([
      { kind: "rejected", count: 2, share: 1, example: expect.objectContaining({ id: "i0-s22" }) },
    ]);
  });

  it("counts what each operator made, and how much of it was better than its parent", () => {
    expect(operatorTable(programs("maximise"), "maximise")).toMatchObject([
      { operator: "mutate", model: null, made: 4, valid: 1, improved: 1, bests: 1, gain: 1 },
      { operator: "crossover", made: 1, valid: 1, improved: 0, bests: 0, gain: 0 },
      { operator: "seed", made: 1, valid: 1, improved: 0, bests: 1 },
    ]);
    const crossover = operatorTable(programs("minimise"), "minimise").find(
      ({ operator }) => operator === "crossover",
    );
    expect(crossover).toMatchObject({ improved: 1, gain: 0.5, bests: 0 });
  });

  it("tells the climb in logical time", () => {
    const shown = programs("maximise").map(({ id, at, isBest, score }) => [id, at, isBest, score]);
    expect(shown.slice(0, 4)).toEqual([
      ["i0-s0", 1, true, 1],
      ["i0-s1", 2, true, 2],
      ["i0-s2", 3, false, 1.5],
      ["i0-s3", 4, false, null],
    ]);
  });
});
