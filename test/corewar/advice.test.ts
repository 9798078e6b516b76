import { expect, it } from "vitest";
import { adviseOn, assemble, completeSettings } from "../../src/corewar/index.ts";

const settings = completeSettings({ warriors: 1 });

function advice(source: string): readonly string[] {
  const assembly = assemble(source, { settings });
  if (assembly.status === "error") throw new Error(JSON.stringify(assembly.errors));
  return adviseOn(assembly.warrior, settings);
}

it.each([
  [
    "a dwarf whose step brings it round to itself",
    "add.ab #3, 3\nmov.i 2, @2\njmp -2\ndat 0, 0",
    [
      "it overwrites its own instruction 1 in cycle 7997: MOV.I becomes DAT.F",
      "alone in the core it dies in cycle 8000",
      "the step 3 of instruction 0 comes to 8000 of 8000 cells, all",
    ],
  ],
  [
    "a dwarf that spares itself",
    "add.ab #4, 3\nmov.i 2, @2\njmp -2\ndat 0, 0",
    ["the step 4 of instruction 0 comes to 2000 of 8000 cells, one in 4"],
  ],
  ["one that walks into data", "nop 0\ndat 0", ["alone in the core it dies in cycle 2"]],
  ["code that nothing leads to", "jmp 0\nmov.i 0, 1\nnop 0", ["nothing leads to instructions 1, 2"]],
  ["an imp", "mov.i 0, 1", []],
])("%s", (_, source, told) => {
  expect(advice(source)).toEqual(told);
});
