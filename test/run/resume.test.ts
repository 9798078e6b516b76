import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type RunEvent, randomStream } from "../../src/core/index.ts";
import { candidatesOf, digestByHand, outcome, useLab } from "./support.ts";
import { mountSmallDisk } from "../support/small-disk.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const lab = useLab(temporaryFolder("run"));

/** Options that interrupt a sitting after that many events. */
function interruptedAfter(count: number): {
  signal: AbortSignal;
  onEvents: (events: readonly RunEvent[]) => void;
} {
  const abort = new AbortController();
  let seen = 0;
  return {
    signal: abort.signal,
    onEvents(events) {
      seen += events.length;
      if (seen >= count) abort.abort();
    },
  };
}

it("a finished run whose exports cannot be written warns, and gives its summary all the same", async () => {
  const warnings: string[] = [];
  const summary = await lab.run(
    { islands: 1, evaluations: 5 },
    {
      onEvents(events) {
        for (const event of events) {
          // a folder in the place of the file, which no file replaces
          if (event.type === "run-started")
            mkdirSync(join(event.run, "summary.json", "taken"), { recursive: true });
          if (event.type === "warning") warnings.push(event.message);
        }
      },
    },
  );
  expect(summary).toMatchObject({ status: "done", evaluations: 5 });
  expect(warnings).toEqual([
    expect.stringMatching(
      /^the run is on record, its exports are not: \/.*\/summary\.json could not be written \(EISDIR\)\.$/,
    ),
  ]);
});

const small = mountSmallDisk("1m");
describe.skipIf(small === null)("a disk that fills up", () => {
  const little = useLab(small ?? "");
  it("ends a run with what is full and what to do, and with room again it goes on as if nothing had been", async () => {
    const settings = { islands: 2, evaluations: 300 };
    const folder = join(small ?? "", "run");
    await expect(little.run(settings)).rejects.toMatchObject({
      code: "store/full",
      message: `${folder}/run.db could not be written: the disk is full (SQLite: database or disk is full).`,
      hint: `Free some space, then: galapagos resume ${folder}`,
    });
    execFileSync("mount", ["-o", "remount,size=64m", small ?? ""]);
    const resumed = await little.resume(folder);
    expect(resumed).toMatchObject({ status: "done", evaluations: 300 });
    expect(outcome(resumed)).toEqual(outcome(await lab.run(settings)));
  });
});

it("a run that is stopped while its champion is verified ends at once, and its resume brings the verdict", async () => {
  const settings = { islands: 1, evaluations: 5 };
  const abort = new AbortController();
  const warnings: string[] = [];
  lab.whenVerified(() => abort.abort());
  const cut = await lab.run(settings, {
    signal: abort.signal,
    onEvents(events) {
      for (const event of events) if (event.type === "warning") warnings.push(event.message);
    },
  });
  expect(cut).toMatchObject({ status: "interrupted", stopped: "budget", verified: null });
  expect(warnings).toEqual([
    expect.stringMatching(
      /^the run was stopped before the champion i0-s\d could be scored again: galapagos resume \/.* does it$/,
    ),
  ]);
  const resumed = await lab.resume(cut.folder);
  expect(resumed).toMatchObject({ status: "done", stopped: "budget", verified: { status: "ok" } });
  expect(resumed.digest).toBe(cut.digest);
});

describe("resumed is never stopped", () => {
  it.each([
    { islands: 3, inFlight: 8, evaluations: 100, migration: { interval: 10 } },
    { islands: 2, inFlight: 3, evaluations: 61, migration: { interval: 2, topology: "star" } },
    { islands: 1, inFlight: 1, evaluations: 40, migration: { interval: 7 } },
  ] as const)(
    "interrupted at random moments, again and again: %o",
    async (settings) => {
      const whole = await lab.run(settings);
      const random = randomStream("interruptions", JSON.stringify(settings));
      const cut = await lab.run(settings, interruptedAfter(1 + random.int(40)));
      const before = new Map<string, string>();
      let summary: Awaited<ReturnType<typeof lab.resume>> = cut;
      let sittings = 1;
      while (summary.status !== "done") {
        // the search may have ended, and its champion's verification been interrupted
        expect(summary).toMatchObject({ status: "interrupted" });
        expect(summary.digest).toBe(digestByHand(cut.folder));
        lab.asked();
        const recorded = candidatesOf(cut.folder);
        for (const one of recorded) before.set(`${one.island}/${one.step}`, JSON.stringify(one));
        summary = await lab.resume(
          cut.folder,
          {},
          { ...interruptedAfter(20 + random.int(50)), threads: 1 + random.int(3) },
        );
        // nothing on record was asked for again, and nothing asked for is not on record
        const now = candidatesOf(cut.folder);
        const added = now.length - recorded.length;
        expect(lab.asked().length).toBeLessThanOrEqual(added);
        sittings++;
        expect(sittings).toBeLessThan(60);
      }
      expect(outcome(summary)).toEqual(outcome(whole));
      // what was recorded in any sitting is there as it was, durations included
      const now = new Map(
        candidatesOf(cut.folder).map((one) => [`${one.island}/${one.step}`, JSON.stringify(one)]),
      );
      for (const [place, text] of before) expect(now.get(place)).toBe(text);
      expect(sittings).toBeGreaterThan(1);
    },
    120_000,
  );
});

describe("a larger budget on resume", () => {
  const base = { islands: 3, inFlight: 4, migration: { interval: 10 } } as const;

  const wholes = new Map<number, object>();
  /** What the run with that budget from the start leads to. */
  const whole = async (evaluations: number): Promise<object> => {
    const known = wholes.get(evaluations) ?? outcome(await lab.run({ ...base, evaluations }));
    wholes.set(evaluations, known);
    return known;
  };

  // borders lie right after step 10, 20 …: an island stands at the first one when it has 11 results
  it.each([
    ["before a border", 30],
    ["at a border", 33],
    ["in the middle of a row at a border", 32],
    ["after a border", 36],
    ["before every island had a share", 2],
  ])(
    "gives the run that had it from the start, when the first budget ended %s",
    async (_, first) => {
      const small = await lab.run({ ...base, evaluations: first });
      expect(small).toMatchObject({ evaluations: first, status: "done" });
      const middle = await lab.resume(small.folder, { evaluations: 65 });
      expect(outcome(middle)).toEqual(await whole(65));
      expect(outcome(await lab.resume(small.folder, { evaluations: 98 }))).toEqual(await whole(98));
    },
    120_000,
  );

  it("an unchanged budget changes nothing and runs nothing", async () => {
    const done = await lab.run({ ...base, evaluations: 77 });
    lab.asked();
    const again = await lab.resume(done.folder);
    expect(outcome(again)).toEqual(outcome(done));
    expect(lab.asked()).toEqual([]);
  });
});

describe("a target", () => {
  it("ends the run at a border, the same one on any threads, and resume leaves it there", async () => {
    const settings = { islands: 3, evaluations: 3000, target: 150, migration: { interval: 10 } };
    const one = await lab.run(settings, { threads: 1 });
    expect(one).toMatchObject({ status: "done", stopped: "target" });
    expect(one.best?.score).toBeLessThanOrEqual(150);
    // borders lie right after step e·10
    for (const island of one.islands) expect(island.evaluations % 10).toBe(1);
    expect(outcome(await lab.run(settings, { threads: 3 }))).toEqual(outcome(one));
    expect(outcome(await lab.resume(one.folder))).toEqual(outcome(one));
    expect(outcome(await lab.resume(one.folder, { evaluations: 4000 }))).toEqual(outcome(one));
  });

  it("that the seed has reached ends the run with it, before anything is made, and resume leaves it there", async () => {
    const settings = { islands: 2, evaluations: 40, target: 1e9, migration: { interval: 10 } };
    const run = await lab.run(settings);
    expect(run).toMatchObject({ status: "done", stopped: "target", evaluations: 2, evaluatorCalls: 1 });
    expect(run.best?.step).toBe(0);
    expect(outcome(await lab.resume(run.folder, { evaluations: 80 }))).toEqual(outcome(run));
    const smallest = await lab.run({ ...settings, evaluations: 1 });
    expect(smallest).toMatchObject({ stopped: "target", evaluations: 1 });
  });

  it("that is not reached leaves the whole budget", async () => {
    const run = await lab.run({ islands: 2, evaluations: 40, target: -1, migration: { interval: 10 } });
    expect(run).toMatchObject({ evaluations: 40, stopped: "budget" });
  });
});
