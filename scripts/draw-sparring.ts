/**
 * Draws the sparring partners of problems/core-war. Of many warriors of building blocks the best of each kind, by duels with the
 * ten simple warriors that the Red Queen begins with, meet each other in a league, and the best few of each kind there are kept.
 * Run it with `npx node scripts/draw-sparring.ts`.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomStream } from "../src/core/index.ts";
import {
  assemble,
  completeSettings,
  createEngine,
  drawComposition,
  mastery,
  printSource,
  runBattle,
  type Warrior,
} from "../src/corewar/index.ts";

/** Warriors of a kind: those that are drawn, those in the league, and those that are kept. */
const [DRAWN, LEAGUE, KEPT] = [150, 8, 3];
/** Rounds of a duel with a simple warrior, and of one in the league. */
const ROUNDS = { simple: 2, league: 6 } as const;
const SIMPLE = [
  ...["imp", "dwarf", "stone", "clear", "imp-ring", "scanner", "quickscanner", "vampire", "paper"],
  "oneshot",
];

const folder = join(import.meta.dirname, "../problems/core-war");
const settings = completeSettings({ warriors: 2 });
const { coreSize, maxLength } = settings;
const engine = createEngine(settings);

const simple = SIMPLE.map((name): Warrior => {
  const assembly = assemble(readFileSync(join(folder, "warriors", `${name}.red`), "utf8"), { settings });
  if (assembly.status === "ok") return assembly.warrior;
  throw new Error(`${name} does not assemble`);
});

/** How clearly a warrior beats others, on average. */
function worthOf(warrior: Warrior, others: readonly Warrior[], rounds: number): number {
  const duels = others.map((other) => {
    const [own] = runBattle(engine, { warriors: [warrior, other], rounds }).warriors;
    return own === undefined ? 0 : mastery(own);
  });
  return duels.reduce((sum, duel) => sum + duel, 0) / duels.length;
}

/** Some warriors, the best first. */
function ranked(
  warriors: readonly Warrior[],
  others: readonly Warrior[],
  rounds: number,
): readonly Warrior[] {
  const worth = new Map(warriors.map((warrior) => [warrior, worthOf(warrior, others, rounds)]));
  return warriors.toSorted((one, other) => (worth.get(other) ?? 0) - (worth.get(one) ?? 0));
}

/** Blocks that say how a warrior begins, and not what it is. */
const BEGINNINGS = ["boot", "decoy", "quickscan"];

/** The kind of a composition; `mixed` where its blocks are of several. */
function kindOf(note: string): string {
  const [kind = "mixed", ...others] = new Set(note.split(" + ").filter((part) => !BEGINNINGS.includes(part)));
  return others.length === 0 ? kind : "mixed";
}

/** Warriors of building blocks, by their kinds. */
function drawMany(): ReadonlyMap<string, readonly Warrior[]> {
  const byKind = new Map<string, Warrior[]>();
  for (let draw = 0; draw < 40 * DRAWN; draw++) {
    const composition = drawComposition({ random: randomStream("sparring", draw), coreSize }, maxLength);
    if (composition === null) continue;
    const { code, note } = composition;
    const kind = kindOf(note);
    const drawn = byKind.get(kind) ?? [];
    byKind.set(kind, drawn);
    if (drawn.length === DRAWN) continue;
    const strategy = `building blocks: ${note}; draw ${draw} of scripts/draw-sparring.ts`;
    drawn.push({ name: `${kind} ${draw}`, author: "Galapagos", strategy, ...code, pin: null });
  }
  return byKind;
}

const leagues = [...drawMany()].map(
  ([kind, drawn]) => [kind, ranked(drawn, simple, ROUNDS.simple).slice(0, LEAGUE)] as const,
);
const everybody = [...simple, ...leagues.flatMap(([, members]) => members)];
rmSync(join(folder, "sparring"), { recursive: true, force: true });
mkdirSync(join(folder, "sparring"));
for (const [kind, members] of leagues) {
  for (const [place, warrior] of ranked(members, everybody, ROUNDS.league).slice(0, KEPT).entries()) {
    writeFileSync(join(folder, "sparring", `${kind}-${place + 1}.red`), printSource(warrior, coreSize));
    console.log(
      `${kind}-${place + 1}: ${worthOf(warrior, everybody, ROUNDS.league).toFixed(3)}, ${warrior.strategy}`,
    );
  }
}
