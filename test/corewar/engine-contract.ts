import { describe, expect, it } from "vitest";
import { assemble } from "../../src/corewar/assembler/index.ts";
import type { Warrior } from "../../src/corewar/instruction.ts";
import {
  completeSettings,
  type Engine,
  type EngineFactory,
  type MarsSettings,
} from "../../src/corewar/mars/index.ts";

/** Assembles a warrior that must be right. */
export function warriorOf(source: string, settings: MarsSettings = completeSettings()): Warrior {
  const assembly = assemble(source, { settings });
  if (assembly.status === "error") throw new Error(assembly.errors.map(({ message }) => message).join("\n"));
  return assembly.warrior;
}

const IMP = "MOV.I $0, $1";
const DWARF = "ADD.AB #4, $3\nMOV.I $2, @2\nJMP $-2\nDAT #0, #0";
const SUICIDE = "DAT #0, #0";
const SPLITTER = "SPL $0\nJMP $-1";

/** What every engine must do. Each test names one rule of `Engine`. */
export function describeEngine(name: string, create: EngineFactory): void {
  const engineFor = (partial: Partial<MarsSettings>, ...sources: readonly string[]): Engine => {
    const settings = completeSettings({ warriors: sources.length, ...partial });
    const engine = create(settings);
    engine.enter(sources.map((source) => warriorOf(source, settings)));
    return engine;
  };

  describe(`${name} engine`, () => {
    it("ends a round as a tie after all cycles", () => {
      const facts = engineFor({}, IMP, IMP).fight({ positions: [0, 4000] });
      expect(facts).toEqual({
        winner: null,
        cycles: 80000,
        instructions: 160000,
        processes: [1, 1],
        deaths: [null, null],
        observations: null,
      });
    });

    it("ends a round of two at the first death, in the middle of a cycle", () => {
      const engine = engineFor({}, SUICIDE, IMP);
      expect(engine.fight({ positions: [0, 100] })).toMatchObject({
        winner: 1,
        cycles: 1,
        instructions: 1,
        processes: [0, 1],
        deaths: [1, null],
      });
      expect(engine.fight({ positions: [0, 100], first: 1 })).toMatchObject({
        winner: 1,
        cycles: 1,
        instructions: 2,
      });
    });

    it("ends a round of two as a likely tie where it is told when that is one", () => {
      const round = { positions: [0, 4000], tie: { cycles: 1000, processes: 10 } };
      expect(engineFor({}, SPLITTER, SPLITTER).fight(round)).toMatchObject({
        ...{ winner: null, cycles: 1000, instructions: 2000, deaths: [null, null] },
      });
      // too few processes; decided before; told of a later cycle than there is
      expect(engineFor({}, SPLITTER, IMP).fight(round)).toMatchObject({ cycles: 80000 });
      expect(engineFor({}, SUICIDE, SPLITTER).fight(round)).toMatchObject({ winner: 1, cycles: 1 });
      expect(engineFor({ maxCycles: 900 }, SPLITTER, SPLITTER).fight(round)).toMatchObject({ cycles: 900 });
      // several warriors, and rounds to the end, have no such rule
      const three = engineFor({ maxCycles: 2000 }, SPLITTER, SPLITTER, SPLITTER);
      expect(three.fight({ ...round, positions: [0, 2000, 4000] })).toMatchObject({ cycles: 2000 });
      const two = engineFor({ maxCycles: 2000 }, SPLITTER, SPLITTER);
      expect(two.fight({ ...round, toTheEnd: true })).toMatchObject({ cycles: 2000 });
    });

    it("plays to the end when asked, and until nobody lives", () => {
      const engine = engineFor({ maxCycles: 100 }, SUICIDE, IMP);
      expect(engine.fight({ positions: [0, 100], toTheEnd: true })).toMatchObject({
        winner: 1,
        // The death cost the survivor a turn.
        cycles: 99,
        deaths: [1, null],
      });
      const both = engineFor({}, SUICIDE, `NOP 0\n${SUICIDE}`);
      expect(both.fight({ positions: [0, 100], toTheEnd: true })).toMatchObject({
        winner: null,
        instructions: 3,
        cycles: 2,
        deaths: [1, 2],
      });
    });

    it("lets one warrior play alone, without a winner", () => {
      expect(engineFor({ maxCycles: 50 }, IMP).fight({ positions: [7] })).toMatchObject({
        winner: null,
        cycles: 50,
      });
      expect(engineFor({}, SUICIDE).fight({ positions: [7] })).toMatchObject({ winner: null, deaths: [1] });
    });

    it("takes a turn from the others when one of several dies, as pMARS does", () => {
      const facts = engineFor({ maxCycles: 10 }, IMP, SUICIDE, IMP).fight({ positions: [0, 100, 200] });
      // 30 turns; the second one kills: 29 − 2 − ⌊28 / 3⌋ = 18 are left, the next of them still in the first
      // cycle.
      expect(facts).toMatchObject({ winner: null, instructions: 20, deaths: [null, 1, null], cycles: 10 });
    });

    it("names the last of several as the winner", () => {
      const facts = engineFor({}, SUICIDE, IMP, `NOP 0\n${SUICIDE}`).fight({ positions: [0, 100, 200] });
      expect(facts).toMatchObject({ winner: 1, deaths: [1, null, 2] });
    });

    it("starts every round from an empty core", () => {
      const engine = engineFor({}, DWARF, IMP);
      const first = engine.fight({ positions: [0, 4000] });
      engine.fight({ positions: [10, 5000] });
      expect(engine.fight({ positions: [0, 4000] })).toEqual(first);
    });

    it("loads a warrior across the end of the core", () => {
      const engine = engineFor({ coreSize: 100, maxCycles: 1, maxLength: 10 }, DWARF, IMP);
      engine.fight({ positions: [98, 50] });
      const core = engine.readCore();
      expect(core[98]).toMatchObject({ opcode: "ADD", modifier: "AB", aMode: "#", a: 4, bMode: "$", b: 3 });
      expect(core[1]).toMatchObject({ opcode: "DAT", a: 0, b: 4 });
      expect(core[2]).toEqual({ opcode: "DAT", modifier: "F", aMode: "$", a: 0, bMode: "$", b: 0 });
    });

    it("holds the number of processes at its limit", () => {
      const facts = engineFor({ maxProcesses: 5, maxCycles: 100 }, SPLITTER, IMP).fight({
        positions: [0, 4000],
      });
      expect(facts.processes).toEqual([5, 1]);
    });

    it("queues the next instruction before the target of SPL", () => {
      // The process at the next instruction dies in the second cycle, the new one is still there.
      const facts = engineFor({ maxCycles: 2 }, "SPL $2\nDAT #0\nJMP $0", IMP).fight({
        positions: [0, 4000],
      });
      expect(facts.processes).toEqual([1, 1]);
    });

    it("takes an immediate operand from the instruction as fetched", () => {
      const engine = engineFor({ maxCycles: 1 }, "ADD.B {0, #5", IMP);
      engine.fight({ positions: [0, 4000] });
      expect(engine.readCore()[0]).toMatchObject({ opcode: "ADD", a: 7999 });
      const other = engineFor({ maxCycles: 1 }, "ADD.AB <0, #5", IMP);
      other.fight({ positions: [0, 4000] });
      expect(other.readCore()[0]?.b).not.toBe(4);
    });

    it("writes the other field when one divisor is zero, and kills the process", () => {
      const engine = engineFor({}, "DIV.F $1, $2\nDAT $0, $3\nDAT $7, $9", IMP);
      expect(engine.fight({ positions: [0, 4000] })).toMatchObject({ winner: 1, instructions: 1 });
      expect(engine.readCore()[2]).toMatchObject({ a: 7, b: 3 });
    });

    it("tells CMP from SEQ when whole cells are compared", () => {
      const source = (other: string) => `SEQ.I $2, $3\nDAT #0\nSEQ.I $1, $2\n${other}.I $1, $2`;
      const survives = (other: string) => {
        const engine = engineFor({ maxCycles: 2 }, source(other), IMP);
        return engine.fight({ positions: [0, 4000] }).winner === null;
      };
      expect(survives("SEQ")).toBe(true);
      expect(survives("CMP")).toBe(false);
    });

    it("keeps p-space between rounds of a match and forgets it at the next", () => {
      const engine = engineFor({ maxCycles: 10 }, "STP.AB #42, #3\nJMP $0", IMP);
      expect(engine.readPSpace(0).slice(0, 4)).toEqual([7999, 0, 0, 0]);
      engine.fight({ positions: [0, 4000] });
      engine.fight({ positions: [0, 4000] });
      expect(engine.readPSpace(0).slice(0, 4)).toEqual([2, 0, 0, 42]);
      engine.enter([warriorOf(IMP), warriorOf(SUICIDE)]);
      expect(engine.readPSpace(0).slice(0, 4)).toEqual([7999, 0, 0, 0]);
      engine.fight({ positions: [0, 4000] });
      expect(engine.readPSpace(0)[0]).toBe(1);
      expect(engine.readPSpace(1)[0]).toBe(0);
    });

    it("shares p-space by PIN, but for cell 0", () => {
      const engine = engineFor(
        { maxCycles: 10 },
        "PIN 7\nSTP.AB #42, #3\nSTP.AB #5, #0\nJMP $0",
        "PIN 7\nJMP $0",
        "PIN 8\nJMP $0",
      );
      engine.fight({ positions: [0, 2000, 4000] });
      expect([0, 1, 2].map((warrior) => engine.readPSpace(warrior)[3])).toEqual([42, 42, 0]);
      expect(engine.readPSpace(1)[0]).toBe(3);
    });

    it("folds offsets at the read and write limits", () => {
      const limits = { readLimit: 100, writeLimit: 50, maxCycles: 1 };
      const engine = engineFor(limits, "MOV.I $99, $30", IMP);
      engine.fight({ positions: [1000, 4000] });
      const core = engine.readCore();
      // Read: 99 folds to −1, an empty cell. Write: 30 folds to −20.
      expect(core[980]).toMatchObject({ opcode: "DAT" });
      expect(core[1030]).toMatchObject({ opcode: "DAT" });
      const writer = engineFor(limits, "MOV.I $0, $30", IMP);
      writer.fight({ positions: [1000, 4000] });
      expect(writer.readCore()[980]).toMatchObject({ opcode: "MOV" });
    });

    it("counts what the warriors do when it observes, and plays the same round", () => {
      const engine = engineFor({}, DWARF, SPLITTER);
      const round = { positions: [0, 4000] } as const;
      const observed = engine.fight({ ...round, observe: true });
      expect({ ...observed, observations: null }).toEqual(engine.fight(round));
      const [dwarf, splitter] = engineFor({ maxCycles: 6 }, DWARF, SPLITTER).fight({
        ...round,
        observe: true,
      }).observations ?? [null, null];
      // Six instructions of the dwarf: ADD MOV JMP twice. MOV follows one pointer and reads one cell.
      expect(dwarf).toEqual({ threadsSpawned: 0, memoryCovered: 3, memoryWritten: 3, reads: 6, writes: 4 });
      expect(splitter).toMatchObject({
        threadsSpawned: 4,
        memoryCovered: 2,
        memoryWritten: 0,
        reads: 0,
        writes: 0,
      });
    });

    it("counts what one warrior does among others as if it observed them all", () => {
      const engine = engineFor({ warriors: 3, maxCycles: 500 }, DWARF, SPLITTER, IMP);
      const round = { positions: [0, 2000, 4000], toTheEnd: true } as const;
      const all = engine.fight({ ...round, observe: true });
      for (const observe of [0, 1, 2]) {
        const observations = all.observations?.slice(observe, observe + 1);
        expect(engine.fight({ ...round, observe })).toEqual({ ...all, observations });
      }
    });

    it("refuses the wrong number of warriors", () => {
      expect(() => create(completeSettings()).enter([warriorOf(IMP)])).toThrowError(
        /built for 2 warriors, but 1 came/,
      );
    });
  });
}
