/**
 * Draws the sparring partners of problems/core-war: for each kind of building block the best few of many that are drawn, by duels
 * with the ten simple warriors that the Red Queen begins with. Run it with `npx node scripts/draw-sparring.ts`.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomStream } from "../src/core/index.ts";
import {
  assemble,
  completeSettings,
  createEngine,
  drawBlock,
  mastery,
  printSource,
  runBattle,
  type Warrior,
} from "../src/corewar/index.ts";

/** Blocks of a kind that are drawn, those that are kept, and the rounds of a duel. */
const [DRAWN, KEPT, ROUNDS] = [40, 3, 2];
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

function worthOf(warrior: Warrior): number {
  const duels = simple.map((other) => {
    const [own] = runBattle(engine, { warriors: [warrior, other], rounds: ROUNDS }).warriors;
    return own === undefined ? 0 : mastery(own);
  });
  return duels.reduce((sum, duel) => sum + duel, 0) / duels.length;
}

/** The drawn blocks as warriors, by kind. */
function drawMany(): ReadonlyMap<string, readonly Warrior[]> {
  const byKind = new Map<string, Warrior[]>();
  for (let draw = 0; draw < 20 * DRAWN; draw++) {
    const block = drawBlock({ random: randomStream("sparring", draw), coreSize }, maxLength);
    if (block === null) continue;
    const { kind, instructions, entry } = block;
    const drawn = byKind.get(kind) ?? [];
    byKind.set(kind, drawn);
    if (drawn.length === DRAWN) continue;
    const strategy = `a ${kind} of the building blocks, draw ${draw} of scripts/draw-sparring.ts`;
    drawn.push({
      name: `${kind} ${draw}`,
      author: "Galapagos",
      strategy,
      instructions,
      start: entry,
      pin: null,
    });
  }
  return byKind;
}

rmSync(join(folder, "sparring"), { recursive: true, force: true });
mkdirSync(join(folder, "sparring"));
for (const [kind, drawn] of drawMany()) {
  const ranked = drawn
    .map((warrior) => ({ warrior, worth: worthOf(warrior) }))
    .sort((a, b) => b.worth - a.worth);
  for (const [place, { warrior, worth }] of ranked.slice(0, KEPT).entries()) {
    writeFileSync(join(folder, "sparring", `${kind}-${place + 1}.red`), printSource(warrior, coreSize));
    console.log(`${kind}-${place + 1}: ${worth.toFixed(3)}`);
  }
}
