import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  assemble,
  completeSettings,
  createEngine,
  type RoundFacts,
  runBattle,
  type Warrior,
} from "../../src/corewar/index.ts";

const folder = fileURLToPath(new URL("../../problems/core-war/warriors/", import.meta.url));
const duelRules = completeSettings();
const aloneRules = completeSettings({ warriors: 1 });

function warriorOf(source: string): Warrior {
  const assembly = assemble(source, { settings: duelRules });
  if (assembly.status === "error") throw new Error(JSON.stringify(assembly.errors));
  expect(assembly.warnings).toEqual([]);
  return assembly.warrior;
}

const own = (name: string): Warrior => warriorOf(readFileSync(`${folder}${name}.red`, "utf8"));
const SITTING_DUCK = warriorOf(`;assert 1\n${" nop 0\n".repeat(19)} jmp -19\n`);

function alone(name: string): RoundFacts {
  const engine = createEngine(aloneRules, "javascript");
  engine.enter([own(name)]);
  return engine.fight({ positions: [0], observe: true });
}

function against(
  name: string,
  opponent: Warrior,
  rounds = 50,
): { wins: number; losses: number; ties: number } {
  const engine = createEngine(duelRules);
  const { wins, losses, ties } = runBattle(engine, { warriors: [own(name), opponent], rounds })
    .warriors[0] ?? {
    wins: 0,
    losses: 0,
    ties: 0,
  };
  return { wins, losses, ties };
}

const ALL = [
  "braid",
  "carpet",
  "carpet-evolved",
  "clear",
  "drizzle",
  "cuckoo",
  "dwarf",
  "flare",
  "gate-clear",
  "gauze",
  "harrier",
  "hawk",
  "imp",
  "imp-ring",
  "lone-scanner",
  "oneshot",
  "origami",
  "paper",
  "paper-stone",
  "quickscanner",
  "ram",
  "runner",
  "scanner",
  "searchlight",
  "silk",
  "silk-spiral",
  "spiral",
  "stone",
  "stunner",
  "swarm",
  "triplets",
  "turncoat",
  "turncoat-evolved",
  "vampire",
];

describe("the project's own warriors", () => {
  it("are those that are described", () => {
    expect(readdirSync(folder).sort()).toEqual(ALL.map((name) => `${name}.red`).sort());
  });

  it.each(ALL)("%s lives for ever when nobody else is there", (name) => {
    expect(alone(name).deaths).toEqual([null]);
  });

  // Imps hardly kill, and who looks for numbers does not see a duck's instructions without any.
  it.each(ALL.filter((name) => !["imp", "lone-scanner"].includes(name)))(
    "%s never loses to a sitting duck, and beats it",
    (name) => {
      const { wins, losses } = against(name, SITTING_DUCK);
      expect(losses).toBe(0);
      expect(wins).toBeGreaterThan(25);
    },
  );

  it("the imp walks through the whole core with one process", () => {
    expect(alone("imp")).toMatchObject({
      processes: [1],
      observations: [{ memoryCovered: 8000, threadsSpawned: 0 }],
    });
    expect(against("imp", SITTING_DUCK).losses).toBe(0);
  });

  it("the imp ring is three processes that cover the core", () => {
    expect(alone("imp-ring")).toMatchObject({
      processes: [3],
      observations: [{ memoryCovered: 8000, threadsSpawned: 2 }],
    });
  });

  it("the dwarf bombs every fourth cell, the stone too, but in a loop shared by many", () => {
    expect(alone("dwarf")).toMatchObject({ processes: [1], observations: [{ memoryWritten: 2000 }] });
    expect(alone("stone").processes[0]).toBeGreaterThan(10);
    expect(alone("stone").observations?.[0]?.memoryWritten).toBeGreaterThanOrEqual(2000);
  });

  it("papers fill the core with processes", () => {
    for (const name of ["paper", "silk", "paper-stone", "silk-spiral"]) {
      expect(alone(name).processes[0]).toBeGreaterThan(7000);
      expect(alone(name).observations?.[0]?.memoryCovered).toBeGreaterThan(900);
    }
  });

  it("the clear and the oneshot wipe the whole core but themselves", () => {
    expect(alone("clear").observations?.[0]?.memoryWritten).toBeGreaterThanOrEqual(7990);
    expect(alone("oneshot").observations?.[0]?.memoryWritten).toBeGreaterThanOrEqual(7990);
  });

  it("the quickscanner kills what it sees at once", () => {
    const engine = createEngine(duelRules);
    engine.enter([own("quickscanner"), SITTING_DUCK]);
    // The duck's cells are under the probe three spans away.
    const facts = engine.fight({ positions: [0, 1345] });
    expect(facts.winner).toBe(0);
    expect(facts.cycles).toBeLessThan(500);
  });

  it("the turncoat changes from paper to scanner where paper wins nothing, to its oneshot where paper loses, and stays with what wins", () => {
    const engine = createEngine(duelRules);
    const rounds = (opponent: Warrior): { winner: number | null; threads: number }[] =>
      runBattle(engine, { warriors: [own("turncoat"), opponent], rounds: 12, observe: true }).results.map(
        ({ winner, observations }) => ({ winner, threads: observations?.[0]?.threadsSpawned ?? 0 }),
      );
    // A paper wins nothing against another one. The scanner has a single process until it wipes.
    const paper = rounds(own("paper"));
    expect(paper.slice(0, 2).every(({ threads }) => threads > 5000)).toBe(true);
    expect(paper.slice(6).every(({ winner, threads }) => winner === 0 && threads < 1000)).toBe(true);
    // Carpets kill papers. The oneshot is the faster scanner.
    const [lost, ...won] = rounds(own("carpet-evolved"));
    expect(lost?.winner).toBe(1);
    expect(won.every(({ winner, threads }) => winner === 0 && threads < 50)).toBe(true);
    const duck = rounds(SITTING_DUCK);
    expect(duck.every(({ winner, threads }) => winner === 0 && threads > 10)).toBe(true);
  });

  it("the vampire's victims end up in its pit", () => {
    const engine = createEngine(duelRules, "javascript");
    engine.enter([own("vampire"), SITTING_DUCK]);
    const facts = engine.fight({ positions: [0, 4000], observe: true });
    expect(facts.winner).toBe(0);
    expect(facts.observations?.[1]?.threadsSpawned).toBeGreaterThan(100);
  });

  it("the scanner stuns before it wipes", () => {
    const engine = createEngine(duelRules, "javascript");
    engine.enter([own("scanner"), SITTING_DUCK]);
    const facts = engine.fight({ positions: [0, 4000], observe: true });
    expect(facts.winner).toBe(0);
    expect(facts.observations?.[1]?.threadsSpawned).toBeGreaterThan(100);
  });
});
