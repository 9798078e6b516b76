import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Batch, Dispatcher, type Waiting } from "../../../src/evaluate/queue/dispatch/dispatcher.ts";
import { nextTurn, turnsSoFar } from "../../../src/evaluate/queue/worker/turns.ts";

const item = (key: string, more: Partial<Waiting<string>> = {}): Waiting<string> => ({
  ...{ key, kind: "search", order: 0, avoid: [], alone: false, size: 1, load: key },
  ...more,
});
const keysOf = (batches: readonly Batch<string>[]): string[][] =>
  batches.map(({ items }) => items.map(({ key }) => key));

/** Sends all that may go, as `name`, `name 2`, … */
function send(dispatcher: Dispatcher<string>, name: string, nowMs = 0): string[][] {
  const batches = dispatcher.take();
  for (const [index, batch] of batches.entries()) dispatcher.sent(`${name} ${index}`, batch, nowMs);
  return keysOf(batches);
}

describe("a dispatcher", () => {
  it("sends whoever is behind first, and no more than lanes can soon take", () => {
    const dispatcher = new Dispatcher<string>();
    dispatcher.setLanes(1);
    for (const [key, order] of [
      ["late", 9],
      ["soon", 1],
      ["next", 2],
    ] as const)
      dispatcher.add(item(key, { order }));
    expect(send(dispatcher, "a")).toEqual([["soon"], ["next"]]);
    expect(dispatcher.backlog).toBe(1);
    dispatcher.settle("soon", "search", 500);
    expect(send(dispatcher, "b")).toEqual([["late"]]);
  });

  it("packs cheap evaluations into about 100 ms, leaves some for each lane, and sends dear ones singly", () => {
    const dispatcher = new Dispatcher<string>();
    dispatcher.setLanes(2);
    dispatcher.settle("known", "search", 2);
    for (let i = 0; i < 400; i++) dispatcher.add(item(`${i}`));
    expect(send(dispatcher, "cheap").map(({ length }) => length)).toEqual([50, 50, 50, 50]);
    const long = new Dispatcher<string>();
    long.setLanes(2);
    long.settle("known", "search", 2);
    for (let i = 0; i < 400; i++) long.add(item(`${i}`, { size: i === 0 ? 9 << 20 : 1 << 20 }));
    expect(send(long, "long").map(({ length }) => length)).toEqual([1, 4, 4, 4]);
    const few = new Dispatcher<string>();
    few.setLanes(2);
    few.settle("known", "search", 2);
    for (let i = 0; i < 6; i++) few.add(item(`${i}`));
    expect(send(few, "few").map(({ length }) => length)).toEqual([3, 2, 1]);
    const dear = new Dispatcher<string>();
    dear.settle("known", "search", 300);
    for (let i = 0; i < 6; i++) dear.add(item(`${i}`));
    expect(send(dear, "dear")).toEqual([["0"], ["1"]]);
  });

  it("names a batch that takes three times as long as usual once, when lanes stand idle", () => {
    const dispatcher = new Dispatcher<string>();
    dispatcher.setLanes(2);
    for (let i = 0; i < 5; i++) dispatcher.settle(`known ${i}`, "search", 1_000);
    dispatcher.add(item("slow"));
    send(dispatcher, "only", 100);
    expect(dispatcher.late(3_000, 1)).toEqual([]);
    expect(dispatcher.late(3_200, 0)).toEqual([]);
    const [late] = dispatcher.late(3_200, 1);
    expect(late?.id).toBe("only 0");
    if (late !== undefined) late.copied = true;
    expect(dispatcher.late(9_000, 1)).toEqual([]);
  });

  it("sends each evaluation once until it is recalled, whatever happens in between", () => {
    const event = fc.oneof(
      fc.record({ type: fc.constant("add"), order: fc.nat(5), alone: fc.boolean() }),
      fc.record({ type: fc.constant("send") }),
      fc.record({ type: fc.constant("settle"), pick: fc.nat(50), ms: fc.nat(400) }),
      fc.record({ type: fc.constant("recall"), pick: fc.nat(50) }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 120 }), fc.integer({ min: 1, max: 4 }), (events, lanes) => {
        const dispatcher = new Dispatcher<string>();
        dispatcher.setLanes(lanes);
        const state = new Map<string, "waiting" | "sent" | "done">();
        let sends = 0;
        for (const one of events) {
          if (one.type === "add" && "order" in one) {
            const key = `k${state.size}`;
            state.set(key, "waiting");
            dispatcher.add(item(key, { order: one.order, alone: one.alone }));
          } else if (one.type === "send") {
            for (const key of send(dispatcher, `s${sends++}`).flat()) {
              expect(state.get(key)).toBe("waiting");
              state.set(key, "sent");
            }
          } else if (one.type === "settle" && "ms" in one) {
            const key = `k${one.pick}`;
            if (state.get(key) !== "sent") continue;
            dispatcher.settle(key, "search", one.ms);
            state.set(key, "done");
          } else if ("pick" in one) {
            const batch = dispatcher.underWay[one.pick];
            for (const again of batch === undefined ? [] : dispatcher.recall(batch.id)) {
              expect(state.get(again.key)).toBe("sent");
              state.set(again.key, "waiting");
              dispatcher.add(again);
            }
          }
          const waiting = [...state.values()].filter((each) => each === "waiting").length;
          expect(dispatcher.backlog).toBe(waiting);
          const open = dispatcher.underWay.flatMap((batch) => [...batch.open]).sort();
          expect(open).toEqual(
            [...state]
              .filter(([, each]) => each === "sent")
              .map(([key]) => key)
              .sort(),
          );
        }
      }),
      { seed: 16, numRuns: 200 },
    );
  });
});

describe("turns", () => {
  it("go round, by weight, and a newcomer does not make up for the time before it came", () => {
    const runs = [
      { name: "a", weight: 1, had: 0 },
      { name: "b", weight: 3, had: 0 },
    ];
    const had = (turns: number): string => Array.from({ length: turns }, () => nextTurn(runs)?.name).join("");
    const first = had(40);
    expect(first.split("a").length - 1).toBe(10);
    runs.push({ name: "c", weight: 1, had: turnsSoFar(runs) });
    const then = had(50);
    expect(then.split("c").length - 1).toBe(10);
    expect(nextTurn([])).toBeNull();
  });
});
