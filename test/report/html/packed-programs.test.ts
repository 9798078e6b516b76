import fc from "fast-check";
import { expect, it } from "vitest";
import { packPrograms, type PageProgram, unpackPrograms } from "../../../src/report/index.ts";

const text = fc.string({ maxLength: 6 });
const numbers = fc.dictionary(
  fc.constantFrom("a", "b", "__proto__x"),
  fc.integer({ min: -1000, max: 1000 }).map((value) => value / 8),
  { noNullPrototype: true },
);

const programs = fc
  .array(
    fc.record({
      island: fc.nat(3),
      operator: text,
      model: fc.option(text),
      note: text,
      message: text,
      kind: text,
      score: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)),
      cell: fc.option(fc.nat(50)),
      isBest: fc.boolean(),
      features: numbers,
      metrics: numbers,
      recalled: fc.array(text, { maxLength: 2 }),
      spent: fc.nat(500),
      from: fc.nat(20),
      odd: fc.option(text, { freq: 5 }),
    }),
    { maxLength: 12 },
  )
  .map((all): readonly PageProgram[] => {
    const ids = all.map(({ odd, island }, step) =>
      odd === null ? `i${island}-s${step}` : `odd ${step} ${odd}`,
    );
    return all.map(({ spent, from, odd: _, ...facts }, step) => ({
      ...facts,
      id: ids[step] as PageProgram["id"],
      step,
      at: step + 1,
      parents: [(ids[from] ?? "gone") as PageProgram["id"]],
      used: {
        evaluatorMs: spent * (step + 1) * 0.25,
        evaluatorCalls: step,
        tokens: spent * (step + 1),
        usd: 0.5 * step,
      },
      calls: [
        {
          purpose: "plan",
          model: facts.note,
          failed: "",
          promptTokens: 3,
          completionTokens: spent,
          costNanoUsd: null,
        },
      ],
    }));
  });

it("unpacks what was packed, ids and parents of any kind included", () => {
  fc.assert(
    fc.property(programs, (all) => {
      expect(unpackPrograms(JSON.parse(JSON.stringify(packPrograms(all))))).toEqual(all);
    }),
  );
});
