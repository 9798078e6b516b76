import { expect, it } from "vitest";
import { inProcessBackend } from "../../src/evaluate/index.ts";
import { kitNamed } from "../../src/kit/index.ts";
import { loadProblem } from "../../src/problem/index.ts";
import { renderCheck } from "../../src/report/text/check.ts";
import { checkProblem } from "../../src/run/index.ts";
import { needsOf } from "../../src/run/needs-findings.ts";
import { SLOPE } from "./support.ts";

it("what programs may import is told by doctor and check, with the seed that leaves no line for it", async () => {
  const plain = await loadProblem(SLOPE);
  const problem = { ...plain, definition: { ...plain.definition, imports: ["galapagos:math"] } };
  const hash = kitNamed("galapagos:math")?.hash.slice(0, 12);
  expect(await needsOf(problem)).toContainEqual(
    expect.objectContaining({
      name: "imports galapagos:math",
      ok: true,
      fact: expect.stringContaining(`${hash}`),
    }),
  );
  expect((await needsOf(plain)).some(({ name }) => name.startsWith("imports"))).toBe(false);
  const report = async (seed: string) =>
    checkProblem({ ...problem, seed }, { repeats: 1, openBackend: inProcessBackend });
  const [without, beside] = [
    await report(plain.seed),
    await report(`import "galapagos:math";\n${plain.seed}`),
  ];
  expect(without.advice.join()).toContain("an import stands at the top of a file");
  expect(renderCheck(without, problem.definition, "slope", "seed.js")).toContain(
    "imports    galapagos:math: see docs/problems.md",
  );
  expect(beside).toMatchObject({ failure: null });
  expect(beside.advice.join()).not.toContain("an import stands");
});
