/** Battles to measure simulators with. */
import { readFileSync } from "node:fs";
import { randomStream } from "../../src/core/index.ts";
import {
  assemble,
  completeSettings,
  type Engine,
  type Instruction,
  MODES,
  MODIFIERS,
  OPCODES,
  printLoadFile,
  type Warrior,
} from "../../src/corewar/index.ts";

/** Two warriors that fight long when the second stands at address 4000; most live for all 80,000 cycles. */
export interface BenchBattle {
  readonly name: string;
  readonly warriors: readonly [BenchWarrior, BenchWarrior];
}

/** A warrior, and its source for pMARS. */
export interface BenchWarrior {
  readonly warrior: Warrior;
  readonly source: string;
}

const settings = completeSettings();

/** Reads a warrior of the bench. */
export function readWarrior(name: string): BenchWarrior {
  const source = readFileSync(new URL(`./warriors/${name}.red`, import.meta.url), "utf8");
  const assembly = assemble(source, { settings });
  if (assembly.status === "error") throw new Error(`${name}: ${assembly.errors[0]?.message}`);
  return { warrior: assembly.warrior, source };
}

/** The classes of warriors that the speed is judged by. */
export function classes(): BenchBattle[] {
  const pairs = [
    ["imp", "imp"],
    ["dwarf", "dwarf"],
    ["bomber", "bomber"],
    ["stone", "stone"],
    ["scanner", "scanner"],
    ["scanner-88", "scanner-88"],
    ["paper-88", "paper-88"],
    ["silk", "silk"],
    ["silk-bomber", "silk-bomber"],
    ["imp-ring", "imp-ring"],
    ["splitter", "splitter"],
  ] as const;
  return pairs.map(([a, b]) => ({
    name: a === b ? a : `${a} / ${b}`,
    warriors: [readWarrior(a), readWarrior(b)] as const,
  }));
}

/** Random '94 programs, all opcodes but those of p-space, that live: found by fighting. */
export function randomBattles(engine: Engine, count: number): BenchBattle[] {
  const random = randomStream("bench-corewar", 94);
  const pick = <T>(list: readonly T[]): T => list[random.int(list.length)] as T;
  const number = (): number => (random.int(4) === 0 ? random.int(8000) : (random.int(17) - 8 + 8000) % 8000);
  const opcodes = OPCODES.filter((opcode) => opcode !== "LDP" && opcode !== "STP");
  const instruction = (): Instruction => ({
    opcode: pick(opcodes),
    modifier: pick(MODIFIERS),
    aMode: pick(MODES),
    a: number(),
    bMode: pick(MODES),
    b: number(),
  });
  const create = (): BenchWarrior => {
    const instructions = Array.from({ length: 5 + random.int(12) }, instruction);
    const warrior: Warrior = { name: "random", author: "", strategy: "", instructions, start: 0, pin: null };
    return { warrior, source: printLoadFile(warrior, settings.coreSize) };
  };
  const battles: BenchBattle[] = [];
  while (battles.length < count) {
    const warriors = [create(), create()] as const;
    engine.enter(warriors.map(({ warrior }) => warrior));
    const lives = [0, 1].every((first) => engine.fight({ positions: [0, 4000], first }).winner === null);
    if (lives) battles.push({ name: `random ${battles.length + 1}`, warriors });
  }
  return battles;
}
