import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assemble, completeSettings, printLoadFile, printSource } from "../../src/corewar/index.ts";
import { arbitraryWarrior } from "./warrior-arbitrary.ts";

describe("printing", () => {
  for (const [name, print] of [
    ["load files", printLoadFile],
    ["sources", printSource],
  ] as const) {
    it(`${name} assemble to the warrior they were printed from`, () => {
      for (const coreSize of [80, 8000]) {
        const settings = completeSettings({ coreSize, maxLength: 10 });
        fc.assert(
          fc.property(arbitraryWarrior(coreSize, 10), (warrior) => {
            const assembly = assemble(print(warrior, coreSize), { settings });
            expect(assembly).toEqual({ status: "ok", warrior, warnings: [] });
          }),
          { seed: 7, numRuns: 200 },
        );
      }
    });
  }

  it("keeps name, author and strategy apart, though a backslash at a line's end joins it with the next", () => {
    const settings = completeSettings();
    const last = assemble("mov 0, 1\n;author A\n;name last\\", { settings });
    if (last.status === "error") throw new Error("it does not assemble");
    expect(assemble(printSource(last.warrior, 8000), { settings })).toMatchObject({ warrior: last.warrior });
  });

  it("names what jumps lead to", () => {
    const settings = completeSettings();
    const assembly = assemble("org 1\ndat 0\nadd #4, -1\nmov -2, @-2\njmp -2", { settings });
    expect(assembly.status === "ok" && printSource(assembly.warrior, 8000)).toMatchInlineSnapshot(`
      ";redcode-94
      ;name Unknown
      ;author Anonymous
      ;assert CORESIZE == 8000
             org    start
             dat.f  #0, 0
      start  add.ab #4, -1
             mov.i  -2, @-2
             jmp.b  start, 0
             end
      "
    `);
  });
});
