import { expect, it } from "vitest";
import { randomStream } from "../../src/core/index.ts";
import { assemble, completeSettings, mutateRedcode } from "../../src/corewar/index.ts";

const settings = completeSettings();
const SOURCE = `;name Dwarf of 8000 cells
step    equ 4            ; 4 divides the core
        org start
start   add.ab #step, bomb ; comment 12
        mov.i  bomb, @bomb
        jmp    start, <-10
bomb    dat    0, step*2-1
        for 2
        dat 7, 7
        rof
        end
`;

it("labels, constants by name and comments stay where only a number is changed", () => {
  const changed = Array.from({ length: 300 }, (_, draw) =>
    mutateRedcode(SOURCE, null, randomStream("text", draw), { settings }),
  ).filter(({ note }) => note === "number");
  expect(changed.length).toBeGreaterThan(40);
  const numbers = /-?\d+/g;
  for (const { child } of changed) {
    expect(child.replace(numbers, "N").replaceAll("-N", "N")).toBe(
      SOURCE.replace(numbers, "N").replaceAll("-N", "N"),
    );
    for (const kept of [
      ";name Dwarf of 8000 cells",
      "; 4 divides the core",
      "; comment 12",
      "for 2",
      "org start",
    ])
      expect(child).toContain(kept);
    expect(assemble(child, { settings }).status).toBe("ok");
  }
  const steps = new Set(changed.map(({ child }) => /equ (-?\d+)/.exec(child)?.[1]));
  expect(steps.size, "a constant changes at the place where it is named").toBeGreaterThan(3);
});
