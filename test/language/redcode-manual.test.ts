import { expect, it } from "vitest";
import { assemble, completeSettings, createEngine } from "../../src/corewar/index.ts";
import { languageOf } from "../../src/language/index.ts";
import { loadProblem } from "../../src/problem/index.ts";

it("every warrior in the manual of Redcode assembles as it stands, and lives", async () => {
  const { definition } = await loadProblem("core-war");
  const { manual = "" } = languageOf(definition);
  const sources = [...manual.matchAll(/```redcode\n([\s\S]*?)```/g)].map(([, source = ""]) => source);
  expect(sources).toHaveLength(4);
  const settings = completeSettings({ warriors: 1, maxCycles: 2000 });
  for (const source of sources) {
    const assembly = assemble(source, { settings });
    if (assembly.status === "error") throw new Error(`${assembly.errors[0]?.message} in ${source}`);
    const engine = createEngine(settings);
    engine.enter([assembly.warrior]);
    expect(engine.fight({ positions: [0] }).processes[0], source).toBeGreaterThan(0);
  }
});
