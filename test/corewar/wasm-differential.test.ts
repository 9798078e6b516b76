import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Engine, JavaScriptEngine, type MarsSettings } from "../../src/corewar/mars/index.ts";
import { createWebAssemblyEngine } from "../../src/corewar/wasm/index.ts";
import { type RandomBattle, randomBattle } from "./random-battle.ts";

/**
 * More by `DIFFERENTIAL_RUNS=100000 DIFFERENTIAL_SEED=2 npx vitest run
 * test/corewar/wasm-differential.test.ts`.
 */
const numRuns = Number(process.env.DIFFERENTIAL_RUNS ?? 80);
const seed = Number(process.env.DIFFERENTIAL_SEED ?? 1);

function engines<T extends Engine>(create: (settings: MarsSettings) => T): (settings: MarsSettings) => T {
  const made = new Map<string, T>();
  return (settings) => {
    const key = JSON.stringify(settings);
    const engine = made.get(key) ?? create(settings);
    if (made.size > 20) made.clear();
    made.set(key, engine);
    return engine;
  };
}

/** All that can be seen of a match. */
function account(engine: Engine, { warriors, rounds }: RandomBattle): unknown {
  engine.enter(warriors);
  const facts = rounds.map((round) => engine.fight(round));
  return {
    facts,
    core: JSON.stringify(engine.readCore()),
    pSpaces: warriors.map((_, index) => engine.readPSpace(index)),
  };
}

describe("the WebAssembly engine", () => {
  it("fights any match exactly as the JavaScript engine does", { timeout: 3_600_000 }, () => {
    const javaScript = engines((settings) => new JavaScriptEngine(settings));
    const webAssembly = engines(createWebAssemblyEngine);
    fc.assert(
      fc.property(randomBattle, (battle) => {
        expect(account(webAssembly(battle.settings), battle)).toEqual(
          account(javaScript(battle.settings), battle),
        );
      }),
      { numRuns, seed },
    );
  });
});
