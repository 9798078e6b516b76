import { expect, it } from "vitest";
import { type CoordinatorService, ISLAND_ERRORS, type IslandService } from "../../islands/index.ts";
import { openPort, type Port, threadWire } from "../../src/core/index.ts";
import { Coordinator, type CoordinatorOptions } from "../../src/run/sitting/coordinator.ts";

/** A coordinator with islands of which each answers a pause in its own way. */
function open(pauses: readonly (() => number | Promise<number>)[]) {
  const coordinator = new Coordinator({} as CoordinatorOptions);
  const islands = pauses.map((pause): Port<CoordinatorService> => {
    const serves = { pause } satisfies { readonly [Name in keyof IslandService]?: unknown };
    return openPort(threadWire(coordinator.connect()), { ...ISLAND_ERRORS, serves });
  });
  const close = (): void => {
    for (const island of islands) island.close();
    coordinator.close();
  };
  return { coordinator, islands, close };
}

const never = new Promise<number>(() => {});

it("time ends evenly though an island has left whose thread sleeps: its port neither answers nor closes", async () => {
  const { coordinator, islands, close } = open([() => 3, () => never, () => 2]);
  islands[1]?.tell("left", 4);
  // 4 on the second of three islands
  expect(await coordinator.stopEvenly()).toBe(11);
  close();
});

it("an island that leaves when the pause is on its way counts with what it consumed", async () => {
  const { coordinator, islands, close } = open([
    () => 1,
    () => {
      islands[1]?.tell("left", 3);
      return never;
    },
  ]);
  expect(await coordinator.stopEvenly()).toBe(6);
  close();
});

it("an island that left and closed counts with what it consumed", async () => {
  const { coordinator, islands, close } = open([() => 1, () => never]);
  islands[1]?.tell("left", 2);
  islands[1]?.close();
  expect(await coordinator.stopEvenly()).toBe(4);
  close();
});
