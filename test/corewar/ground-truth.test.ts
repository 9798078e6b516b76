import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  assemble,
  completeSettings,
  coreSha256,
  createEngine,
  runBattle,
  type Warrior,
} from "../../src/corewar/index.ts";
import { sharedFolder } from "../support/shared.ts";
import { sampled } from "../support/whole.ts";

const folder = sharedFolder === null ? "" : join(sharedFolder, "corewar");
const settings = completeSettings();

function read<T>(name: string): T {
  return JSON.parse(readFileSync(join(folder, name), "utf8")) as T;
}

function warriorOf(source: string): Warrior {
  const assembly = assemble(source, { settings });
  if (assembly.status === "error") throw new Error(JSON.stringify(assembly.errors));
  return assembly.warrior;
}

interface Battle {
  readonly a: string;
  readonly b: string;
  readonly position: number;
  readonly winner: "a" | "b" | "tie";
  readonly instructions: number;
  readonly tasks_a: number;
  readonly tasks_b: number;
  readonly core_sha256: string;
}

interface Series {
  readonly a: string;
  readonly b: string;
  readonly round_results: readonly {
    readonly position: number;
    readonly first: "a" | "b";
    readonly winner: "a" | "b" | "tie";
    readonly instructions: number;
    readonly tasks_a?: number;
    readonly tasks_b?: number;
  }[];
}

const winnerOf = (winner: number | null): string => (winner === null ? "tie" : "ab".charAt(winner));

describe.skipIf(sharedFolder === null)("results of pMARS 0.9.2", () => {
  const human = new Map<string, Warrior>();
  if (sharedFolder !== null) {
    for (const file of readdirSync(join(folder, "warriors"))) {
      const source = readFileSync(join(folder, "warriors", file), "latin1");
      human.set(file.replace(".red", ""), warriorOf(source));
    }
  }

  it("assembles the human warriors to the same code", () => {
    const listings = read<Record<string, { start: number; code: string[] }>>("assembled.json");
    for (const [name, { start, code }] of Object.entries(listings)) {
      const warrior = human.get(name);
      const got = warrior?.instructions.map(
        ({ opcode, modifier, aMode, a, bMode, b }) => `${opcode}.${modifier} ${aMode}${a},${bMode}${b}`,
      );
      expect({ name, start: warrior?.start, code: got }).toEqual({ name, start, code });
    }
  });

  for (const kind of ["javascript", "webassembly"] as const) {
    const engine = createEngine(settings, kind);
    // slow, and held against the other one by wasm-differential as well
    const times = kind === "javascript" ? 4 : 2;

    const fight = (battles: readonly Battle[], warriors: ReadonlyMap<string, Warrior>): void => {
      for (const { a, b, position, ...want } of battles) {
        engine.enter([warriors.get(a) as Warrior, warriors.get(b) as Warrior]);
        const facts = engine.fight({ positions: [0, position] });
        const got = {
          winner: winnerOf(facts.winner),
          instructions: facts.instructions,
          tasks_a: facts.processes[0],
          tasks_b: facts.processes[1],
          core_sha256: coreSha256(engine.readCore()),
        };
        expect({ a, b, position, ...got }).toMatchObject({ a, b, position, ...pick(want) });
      }
    };
    const pick = ({
      winner,
      instructions,
      tasks_a,
      tasks_b,
      core_sha256,
    }: Omit<Battle, "a" | "b" | "position">) => ({
      winner,
      instructions,
      tasks_a,
      tasks_b,
      core_sha256,
    });

    it(`${kind}: every single battle, to the last cell`, { timeout: 60_000 }, () => {
      fight(sampled(read<Battle[]>("battles.json"), 4 * times), human);
    });

    it(`${kind}: every battle of random '94 programs, to the last cell`, { timeout: 60_000 }, () => {
      const { warriors, battles } = read<{ warriors: Record<string, string>; battles: Battle[] }>(
        "fuzz94.json",
      );
      fight(
        sampled(battles, times),
        new Map(Object.entries(warriors).map(([name, source]) => [name, warriorOf(source)])),
      );
    });

    it(`${kind}: every series, with its positions and turns`, { timeout: 60_000 }, () => {
      const pspace = read<{ warriors: Record<string, string>; series: Series[] }>("fuzz-pspace.json");
      const random = new Map(
        Object.entries(pspace.warriors).map(([name, source]) => [name, warriorOf(source)]),
      );
      const sets = [
        { series: read<Series[]>("series.json"), warriors: human },
        { series: pspace.series, warriors: random },
      ];
      for (const { series, warriors } of sets) {
        for (const { a, b, round_results } of sampled(series, times)) {
          const { results } = runBattle(engine, {
            warriors: [warriors.get(a) as Warrior, warriors.get(b) as Warrior],
            rounds: round_results.length,
            positions: [round_results[0]?.position ?? 0],
          });
          for (const [index, want] of round_results.entries()) {
            const got = results[index];
            expect({
              a,
              b,
              position: got?.positions[1],
              first: "ab".charAt(got?.first ?? 0),
              winner: winnerOf(got?.winner ?? null),
              instructions: got?.instructions,
            }).toEqual({
              a,
              b,
              position: want.position,
              first: want.first,
              winner: want.winner,
              instructions: want.instructions,
            });
          }
        }
      }
    });
  }
});
