import { expect, it } from "vitest";
import { chooseCases } from "../../src/problem/repository/choose-cases.ts";

const TARGET = { file: "a.py", function: "f", work: { enoughMs: 100, mostMs: 240 } };

it("keeps every recorded call, however slow, and of made-up ones what is quick", async () => {
  const slow = Array.from({ length: 4 }, (_, index) => ({ args: [1000 + index], kwargs: {} }));
  const recorded = [{ args: [2], kwargs: {} }, ...slow];
  const { inputs, holdout, originalMs } = await chooseCases(recorded, TARGET, async (calls) =>
    calls.map(({ args: [ms = 0] }) => ({ value: null, ms })),
  );
  expect([...inputs, ...holdout]).toEqual(expect.arrayContaining(recorded));
  expect(originalMs).toBeGreaterThan(1000);
  const quick = await chooseCases([{ args: [50], kwargs: {} }], TARGET, async (calls) =>
    calls.map(({ args: [ms = 0] }) => ({ value: null, ms: Math.abs(Number(ms)) })),
  );
  const times = [...quick.inputs, ...quick.holdout].map(({ args: [ms] }) => Math.abs(Number(ms)));
  expect(times).toContain(50);
  expect(times.length, "others like it").toBeGreaterThan(1);
  expect(Math.max(...times)).toBeLessThanOrEqual(100);
  expect(times.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(240);
});

it("holds out no kind of edge as a whole", async () => {
  const recorded = Array.from({ length: 12 }, (_, index) => ({
    args: [[index, 7], index + 0.5],
    kwargs: {},
  }));
  const { inputs, holdout } = await chooseCases(recorded, TARGET, async (calls) =>
    calls.map(() => ({ value: null, ms: 0.01 })),
  );
  for (const cases of [inputs, holdout]) {
    const lists = cases.map(({ args: [list] }) => JSON.stringify(list));
    expect(lists).toContain("[]");
  }
});

it("leaves out calls whose answers are nested more deeply than answers may be", async () => {
  const nested = (levels: number) => JSON.parse(`${"[".repeat(levels)}"[{"${"]".repeat(levels)}`);
  const recorded = [62, 63].map((levels) => ({ args: [levels], kwargs: {} }));
  const { inputs, holdout } = await chooseCases(recorded, TARGET, async (calls) =>
    calls.map(({ args: [levels] }) => ({ value: nested(levels === 63 ? 63 : 62), ms: 1 })),
  );
  const kept = [...inputs, ...holdout].map(({ args: [levels] }) => levels);
  // a list of what became of each call is around it
  expect(kept).toContain(62);
  expect(kept).not.toContain(63);
});

it("says what came where no answer is one that another program could give", async () => {
  const calls = [{ args: [1], kwargs: {} }];
  const value = "<generator object f at 0x7f00>";
  await expect(chooseCases(calls, TARGET, async () => [{ value, ms: 1 }])).rejects.toThrow(
    /another program can give as well, got .*generator object/,
  );
  const promise = { incomparable: "[object Promise]" };
  await expect(chooseCases(calls, TARGET, async () => [{ value: promise, ms: 1 }])).rejects.toThrow(
    /got .*object Promise/,
  );
  await expect(chooseCases(calls, TARGET, async () => null)).rejects.toThrow(/got none in time/);
});
