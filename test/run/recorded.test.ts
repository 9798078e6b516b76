import { expect, it } from "vitest";
import { type CoordinatorService, ISLAND_ERRORS } from "../../islands/index.ts";
import { openPort, type RunEvent, threadWire } from "../../src/core/index.ts";
import type { Evaluator } from "../../src/evaluate/index.ts";
import { Coordinator, type CoordinatorOptions } from "../../src/run/sitting/coordinator.ts";

/** A coordinator with one island, and the programs of which it says that they are on record. */
function open() {
  const recorded: string[] = [];
  const orders: unknown[] = [];
  const evaluator: Partial<Evaluator> = {
    async evaluate({ order }) {
      orders.push(order);
      return { status: "ok" } as Awaited<ReturnType<Evaluator["evaluate"]>>;
    },
    recorded: ({ source }) => recorded.push(source),
  };
  const options: Partial<CoordinatorOptions> = { evaluator: evaluator as Evaluator, onEvents: () => {} };
  const coordinator = new Coordinator({ evaluationSeed: 1, ...options } as CoordinatorOptions);
  const island = openPort<CoordinatorService>(threadWire(coordinator.connect()), {
    ...ISLAND_ERRORS,
    serves: {},
  });
  const score = (source: string, step: number | null) =>
    island.call("evaluate", { source, baseline: null, step });
  const record = async (step: number): Promise<void> => {
    island.tell("event", { type: "step", candidate: { step } } as RunEvent);
    // what is told before is heard before
    await score("another trial", null);
  };
  const close = (): void => {
    island.close();
    coordinator.close();
  };
  return { recorded, orders, score, record, close };
}

it("the evaluator is told of trials, too, that they are on record: once the child that comes after them is", async () => {
  const { recorded, orders, score, record, close } = open();
  await score("trial 1", null);
  await score("trial 2", null);
  await score("child 7", 7);
  await score("child 8", 8);
  expect(recorded).toEqual([]);
  await record(7);
  expect(recorded).toEqual(["trial 1", "trial 2", "child 7"]);
  await record(8);
  expect(recorded).toEqual(["trial 1", "trial 2", "child 7", "another trial", "child 8"]);
  // trials go first
  expect(orders.slice(0, 4)).toEqual([0, 0, 7, 8]);
  close();
});
