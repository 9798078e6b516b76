import fc from "fast-check";
import { expect, it } from "vitest";
import { Clades, type Descendant } from "../../islands/clades.ts";
import { candidateId, objectiveOf } from "../../src/core/index.ts";
import { FIXED } from "./support.ts";

it("counts the descendants of every program, and those that improved on their parents, as a plain walk does", () => {
  const births = fc.array(fc.tuple(fc.nat(), fc.option(fc.integer({ min: 0, max: 9 }), { nil: null })), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(births, fc.nat({ max: 30 }), (drawn, until) => {
      const born: Descendant[] = drawn.map(([parent, score], step) => ({
        id: candidateId(0, step),
        step,
        parents: step === 0 ? [] : [candidateId(0, parent % step)],
        score,
      }));
      const clades = new Clades(objectiveOf("maximise"));
      for (const one of born) clades.add(one);
      const byId = new Map(born.map((one) => [one.id, one]));
      const ancestors = (one: Descendant): readonly string[] => {
        const parent = one.parents[0] && byId.get(one.parents[0]);
        return parent ? [parent.id, ...ancestors(parent)] : [];
      };
      const improves = ({ score, parents: [parent] }: Descendant): boolean => {
        const from = parent && byId.get(parent)?.score;
        return score !== null && from != null && score > from;
      };
      for (const { id } of born) {
        const descendants = born.filter((one) => one.step <= until && ancestors(one).includes(id));
        const expected = { born: descendants.length, improved: descendants.filter(improves).length };
        expect(clades.count(id, until)).toEqual(expected);
      }
    }),
    FIXED,
  );
});
