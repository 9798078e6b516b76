import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { randomStream } from "../../src/core/index.ts";
import {
  completeSettings,
  createEngine,
  drawBlock,
  drawComposition,
  assemble,
  putBeside,
  runBattle,
  takeTurns,
  type Instruction,
  type Warrior,
} from "../../src/corewar/index.ts";

const settings = completeSettings({ maxCycles: 8000 });
const engine = createEngine(settings);
const { coreSize } = settings;

function warrior(code: Pick<Warrior, "instructions" | "start">): Warrior {
  return { name: "Block", author: "", strategy: "", pin: null, ...code };
}

function read(line: string): Instruction {
  const assembly = assemble(line, { settings });
  const [instruction] = assembly.status === "ok" ? assembly.warrior.instructions : [];
  if (instruction === undefined) throw new Error(`${line} is an instruction`);
  return instruction;
}

/** What a warrior does alone: cycles until it dies, and counts. */
function alone(code: Pick<Warrior, "instructions" | "start">) {
  const bystander = warrior({
    instructions: [{ opcode: "JMP", modifier: "B", aMode: "$", a: 0, bMode: "$", b: 0 }],
    start: 0,
  });
  engine.enter([warrior(code), bystander]);
  const facts = engine.fight({ positions: [0, 4000], toTheEnd: true, observe: 0 });
  return { lives: facts.deaths[0] === null, ...facts.observations?.[0] };
}

const drawn = (kind: string) =>
  Array.from({ length: 400 }, (_, draw) =>
    drawBlock({ random: randomStream("blocks", draw), coreSize }, 100),
  ).filter((block) => block?.kind === kind);

describe("building blocks", () => {
  it("are by their streams alone, within the rules, and of all kinds", () => {
    const kinds = new Map<string, number>();
    for (let draw = 0; draw < 400; draw++) {
      const of = () => drawBlock({ random: randomStream("blocks", draw), coreSize }, 100);
      const block = of();
      expect(of()).toEqual(block);
      if (block === null) continue;
      kinds.set(block.kind, (kinds.get(block.kind) ?? 0) + 1);
      expect(block.entry).toBeLessThan(block.instructions.length);
      for (const { a, b } of block.instructions)
        expect(
          Number.isInteger(a) && Number.isInteger(b) && a >= 0 && b >= 0 && a < coreSize && b < coreSize,
        ).toBe(true);
    }
    expect([...kinds.keys()].sort()).toEqual(["clear", "imps", "paper", "scanner", "silk", "stone"]);
  });

  it.each([
    ["silk", { threadsSpawned: 1000, memoryCovered: 400 }, 0.8],
    ["paper", { threadsSpawned: 150, memoryCovered: 400 }, 0.8],
    ["imps", { threadsSpawned: 3, memoryCovered: 500 }, 0.4],
    ["clear", { writes: 4000 }, 0.8],
    ["stone", { writes: 1500, memoryWritten: 300 }, 0.8],
    ["scanner", { reads: 2000 }, 0.8],
  ] as const)("%s: most do what they are for", (kind, least, share) => {
    const blocks = drawn(kind);
    const doing = blocks.filter((block) => {
      const seen = alone({ instructions: block?.instructions ?? [], start: block?.entry ?? 0 });
      return Object.entries(least).every(([name, count]) => Number(Reflect.get(seen, name)) >= count);
    });
    expect(doing.length / blocks.length).toBeGreaterThan(share);
  });

  it("run beside each other, and compositions fit", () => {
    const stone = {
      instructions: [{ opcode: "JMP", modifier: "B", aMode: "$", a: 0, bMode: "$", b: 0 }],
      start: 0,
    } as const;
    const both = putBeside(stone, { kind: "jump", instructions: stone.instructions, entry: 0 }, coreSize);
    expect(alone(both)).toMatchObject({ lives: true, threadsSpawned: 1, memoryCovered: 3 });
    for (let draw = 0; draw < 200; draw++) {
      const composition = drawComposition({ random: randomStream("compositions", draw), coreSize }, 60);
      expect(composition?.code.instructions.length ?? 1).toBeLessThanOrEqual(60);
    }
  });

  it("lets two warriors take turns: after a loss, or after all but a win, the other one fights", () => {
    const stays = { instructions: [read("jmp 0")], start: 0 };
    const dies = { instructions: [read("nop 0"), read("dat 0, 0")], start: 1 };
    const rounds = (one: typeof stays, other: typeof stays, draw: number) => {
      const both = takeTurns(one, other, { random: randomStream("turns", draw), coreSize });
      if (both === null) throw new Error("neither remembers anything");
      engine.enter([warrior(both), warrior(stays)]);
      return Array.from({ length: 6 }, (_, round) => {
        const { winner } = engine.fight({ positions: [0, 4000], first: round % 2 });
        return winner === 1 ? "lost" : "tied";
      }).join(" ");
    };
    // the first round counts as no win and no loss
    const kinds = new Set([0, 1, 2, 3, 4, 5].map((draw) => rounds(stays, dies, draw)));
    expect(kinds).toEqual(new Set(["lost tied lost tied lost tied", "tied tied tied tied tied tied"]));
    expect(new Set([0, 1, 2, 3].map((draw) => rounds(dies, stays, draw)))).toEqual(
      new Set(["tied lost tied lost tied lost", "lost tied tied tied tied tied"]),
    );
    const drawing = { random: randomStream("turns"), coreSize };
    const both = takeTurns(stays, dies, drawing);
    expect(both && takeTurns(both, stays, drawing)).toBeNull();
  });

  it("are good enough that one of thirty drawn warriors beats most of the simple ones", () => {
    const simple = ["dwarf", "stone", "clear", "scanner", "vampire", "paper"].map((name) => {
      const path = new URL(`../../problems/core-war/warriors/${name}.red`, import.meta.url);
      const assembly = assemble(readFileSync(path, "utf8"), { settings });
      if (assembly.status === "error") throw new Error(`${name} assembles`);
      return assembly.warrior;
    });
    const beaten = Array.from({ length: 30 }, (_, draw) => {
      const composition = drawComposition({ random: randomStream("thirty", draw), coreSize }, 100);
      if (composition === null) return 0;
      const drawn = warrior(composition.code);
      return simple.filter((other) => {
        const [own] = runBattle(engine, { warriors: [drawn, other], rounds: 4 }).warriors;
        return own !== undefined && own.wins > own.losses;
      }).length;
    });
    expect(Math.max(...beaten)).toBeGreaterThanOrEqual(5);
    // and luck is needed for that
    expect(beaten.filter((count) => count >= 5).length).toBeLessThan(20);
  });
});
