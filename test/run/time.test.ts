import { describe, expect, it } from "vitest";
import { resumeRun } from "../../src/run/index.ts";
import { openRecord } from "../../src/store/index.ts";
import { digestByHand, outcome, useLab } from "./support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const lab = useLab(temporaryFolder("run"));
// a run of few evaluations has other usual settings than one that only time bounds
const selection = { policy: "adaptive", thrift: 0 } as const;
const settings = { islands: 3, inFlight: 4, migration: { interval: 10 }, selection } as const;

describe("a time budget", () => {
  it("ends evenly, and the number of evaluations that it prints reproduces the run", async () => {
    const timed = await lab.run({ ...settings, timeMs: 500 });
    expect(timed).toMatchObject({ status: "done", stopped: "time" });
    const shares = timed.islands.map((island) => island.evaluations);
    expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
    expect(timed.digest).toBe(digestByHand(timed.folder));
    const counted = await lab.run({ ...settings, evaluations: timed.evaluations });
    expect(outcome(counted)).toEqual(outcome(timed));
    using opened = openRecord({ folder: timed.folder });
    const reader = opened.candidates;
    expect(reader.decisions("time-up")).toEqual([
      { kind: "time-up", data: { evaluations: timed.evaluations } },
    ]);
  });

  it("of a run that had it already leaves it as it was", async () => {
    const timed = await lab.run({ ...settings, timeMs: 400 });
    expect(outcome(await lab.resume(timed.folder))).toEqual(outcome(timed));
  });

  it("may be changed for a number of evaluations, not below what there is", async () => {
    const timed = await lab.run({ ...settings, timeMs: 400 });
    const reload = async () => lab.problem();
    const less = resumeRun({ folder: timed.folder, reload, budgets: { evaluations: 1, timeMs: null } });
    await expect(less).rejects.toMatchObject({ code: "run/budget" });
    const more = await lab.resume(timed.folder, { evaluations: timed.evaluations + 9, timeMs: null });
    expect(more).toMatchObject({ evaluations: timed.evaluations + 9, stopped: "budget" });
  });

  it("that is raised goes on from where it was", async () => {
    const timed = await lab.run({ ...settings, timeMs: 400 });
    const evaluations = timed.evaluations + 50;
    const longer = await lab.resume(timed.folder, { timeMs: 600_000, evaluations });
    expect(longer).toMatchObject({ evaluations, stopped: "budget" });
    const counted = await lab.run({ ...settings, evaluations: longer.evaluations });
    expect(longer.digest).toBe(counted.digest);
  });

  it("gives up nothing on record when an interrupted run has hardly any time left", async () => {
    const abort = new AbortController();
    let steps = 0;
    const cut = await lab.run(
      { ...settings, timeMs: 60_000 },
      {
        signal: abort.signal,
        onEvents(events) {
          steps += events.filter((event) => event.type === "step").length;
          if (steps > 100) abort.abort();
        },
      },
    );
    expect(cut.status).toBe("interrupted");
    // the rest of the minute is over before anything can be done with it
    const over = await lab.resume(cut.folder, { timeMs: 1 });
    expect(over).toMatchObject({ status: "done", stopped: "time" });
    for (const [i, island] of over.islands.entries())
      expect(island.evaluations).toBeGreaterThanOrEqual(cut.islands[i]?.evaluations as number);
    const counted = await lab.run({ ...settings, evaluations: over.evaluations });
    expect(over.digest).toBe(counted.digest);
  });

  it("longer than a timer can count does not end at once", async () => {
    const run = await lab.run({ ...settings, timeMs: 2 ** 40, evaluations: 60 });
    expect(run).toMatchObject({ evaluations: 60, stopped: "budget" });
  });

  it("of next to nothing scores the seed on every island", async () => {
    const run = await lab.run({ ...settings, timeMs: 0.001 });
    expect(run.stopped).toBe("time");
    expect(run.evaluations).toBeGreaterThanOrEqual(3);
    expect((await lab.run({ ...settings, evaluations: run.evaluations })).digest).toBe(run.digest);
  });

  it.each([60, 120, 200])(
    "together with a count ends by whichever comes first (%d ms)",
    async (timeMs) => {
      const run = await lab.run({
        islands: 3,
        inFlight: 2,
        evaluations: 12,
        timeMs,
        migration: { interval: 2 },
      });
      expect(run.evaluations).toBeLessThanOrEqual(12);
      expect(["time", "budget"]).toContain(run.stopped);
    },
    120_000,
  );
});
