import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../../src/core/index.ts";
import {
  assemble,
  completeSettings,
  mutateRedcode,
  mutateWarrior,
  printSource,
  randomWarrior,
  redcodeMutator,
} from "../../src/corewar/index.ts";
import { splice } from "../../src/corewar/mutation/edit.ts";
import { arbitraryWarrior } from "./warrior-arbitrary.ts";

const settings = completeSettings({ coreSize: 800, maxLength: 20 });
const options = { settings };

describe("mutation", () => {
  it("makes warriors that are allowed, and nearly always other ones, by its stream alone", () => {
    let same = 0;
    fc.assert(
      fc.property(arbitraryWarrior(800, 20), arbitraryWarrior(800, 20), fc.nat(), (parent, mate, name) => {
        const { child, note } = mutateWarrior(parent, mate, randomStream("mutation", name), options);
        expect(mutateWarrior(parent, mate, randomStream("mutation", name), options).child).toEqual(child);
        expect(note).not.toBe("");
        expect(child.instructions.length).toBeGreaterThanOrEqual(1);
        expect(child.instructions.length).toBeLessThanOrEqual(20);
        expect(child.start).toBeGreaterThanOrEqual(0);
        expect(child.start).toBeLessThan(child.instructions.length);
        for (const { a, b } of child.instructions) {
          expect(Number.isInteger(a) && a >= 0 && a < 800 && Number.isInteger(b) && b >= 0 && b < 800).toBe(
            true,
          );
        }
        if (printSource(child, 800) === printSource(parent, 800)) same++;
      }),
      { seed: 5, numRuns: 500 },
    );
    expect(same).toBeLessThan(75);
  });

  it("works on sources, and starts anew where there is no warrior", () => {
    for (let draw = 0; draw < 50; draw++) {
      for (const source of ["mov.i 0, 1", "no redcode at all, sorry"]) {
        const { child } = mutateRedcode(source, "dat 0\nspl 0", randomStream("sources", draw), options);
        expect(assemble(child, { settings }).status).toBe("ok");
      }
    }
  });

  it("draws every child anew where it is told so, also under rules that no block fits", () => {
    for (const rules of [settings, { coreSize: 80, maxLength: 2, minDistance: 5 }]) {
      const { vary } = redcodeMutator({ inputs: [{ drawnAlone: true, rules }] } as never);
      const childOf = (source: string, draw: number) =>
        vary({ source, mates: [], strategy: {}, random: randomStream("drawn", draw), maxLength: 2000 })
          ?.source;
      for (let draw = 0; draw < 10; draw++) {
        const child = childOf("mov.i 0, 1", draw);
        expect(childOf("dat 0, 0", draw), "whatever the parent is").toBe(child);
        expect(assemble(child ?? "", { settings: completeSettings(rules) }).status).toBe("ok");
      }
    }
  });

  it("changes numbers alone where it is told so, and leaves the text as it is", () => {
    const source = ";name Mine\nstep equ 4 ; wide\ngo add.ab #step, 3\n mov.i 2, @2\n jmp go\n dat 0, 0\n";
    const { vary } = redcodeMutator({ inputs: [{ numbersAlone: true }] } as never);
    const children = Array.from({ length: 100 }, (_, draw) => {
      const random = randomStream("numbers", draw);
      return vary({ source, mates: [], strategy: {}, random, maxLength: 2000, step: draw })?.source ?? source;
    });
    const shape = (text: string): string => text.replaceAll(/-?\d+/g, "n");
    expect(new Set(children.map(shape))).toEqual(new Set([shape(source)]));
    expect(new Set(children).size).toBeGreaterThan(70);
    expect(children.some((child) => !child.includes("step equ 4 "))).toBe(true);
    const noNumbers = { source: "jmp 0\n".replace(" 0", ""), mates: [], strategy: {}, maxLength: 2000 };
    expect(vary({ ...noNumbers, random: randomStream("none") })).toBeNull();
  });

  it("draws new warriors of building blocks at first, and fewer and fewer", () => {
    const newOnes = (step: number, turn?: number): number => {
      const { vary } = redcodeMutator({ inputs: [{ rules: { coreSize: 8000 } }], turn } as never);
      const notes = Array.from({ length: 200 }, (_, draw) => {
        const random = randomStream("new", step, draw);
        return vary({ source: "mov.i 0, 1", mates: [], strategy: {}, random, maxLength: 2000, step })?.note;
      });
      return notes.filter((note) => note?.startsWith("new: ")).length;
    };
    const [first, later, late] = [newOnes(0), newOnes(150), newOnes(10_000)];
    expect(first).toBeGreaterThan(120);
    expect(later).toBeLessThan(0.75 * first);
    expect(newOnes(0, 3), "a later turn").toBeLessThan(0.5 * first);
    expect(late).toBeGreaterThan(3);
    expect(late).toBeLessThan(0.25 * first);
  });

  it("takes blocks from the mate", () => {
    const parent = randomWarrior(randomStream("parent"), options);
    const mate = {
      ...parent,
      instructions: Array.from(
        { length: 10 },
        () => ({ opcode: "STP", modifier: "A", aMode: "#", a: 1, bMode: "#", b: 2 }) as const,
      ),
    };
    const children = Array.from(
      { length: 200 },
      (_, draw) => mutateWarrior(parent, mate, randomStream("mate", draw), options).child,
    );
    expect(
      children.some(({ instructions }) => instructions.filter(({ opcode }) => opcode === "STP").length > 1),
    ).toBe(true);
  });

  it("keeps what pointed across an insertion or a deletion", () => {
    const assembly = assemble(
      "org start\nbomb dat #0, #0\nstart add.ab #4, bomb\nmov.i bomb, @bomb\njmp start",
      { settings },
    );
    if (assembly.status === "error") throw new Error("the dwarf assembles");
    const { warrior } = assembly;
    const [bomb] = warrior.instructions;
    const longer = splice(warrior, 2, 0, bomb === undefined ? [] : [bomb, bomb], 800);
    expect(
      printSource({ ...warrior, ...longer }, 800)
        .split("\n")
        .slice(5, 11),
    ).toMatchInlineSnapshot(`
      [
        "       dat.f  #0, #0",
        "start  add.ab #4, -1",
        "       dat.f  #0, #0",
        "       dat.f  #0, #0",
        "       mov.i  -4, @-4",
        "       jmp.b  start, 0",
      ]
    `);
    expect(splice(longer, 2, 2, [], 800)).toEqual({
      instructions: warrior.instructions,
      start: warrior.start,
    });
  });
});
