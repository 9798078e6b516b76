import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import {
  assemble,
  challenge,
  completeSettings,
  type DuelRecord,
  type Entrant,
  fightDuel,
  mastery,
  openResults,
  roundRobin,
  runTournament,
  settleHill,
  standings,
} from "../../src/corewar/index.ts";

const rules = completeSettings({ coreSize: 800, maxCycles: 800, maxProcesses: 80, maxLength: 20 });
const folder = mkdtempSync(join(tmpdir(), "galapagos-tournament-"));
afterAll(() => rmSync(folder, { recursive: true }));

function entrant(id: string, source: string): Entrant {
  const assembly = assemble(source, { settings: rules });
  if (assembly.status === "error") throw new Error(JSON.stringify(assembly.errors));
  return { id, warrior: assembly.warrior };
}

const field = [
  entrant("imp", "mov.i 0, 1"),
  entrant("dwarf", "org 1\ndat 0\nadd.ab #4, -1\nmov.i -2, @-2\njmp -2"),
  entrant("duck", "for 7\nnop 0\nrof\njmp -7"),
  entrant("dead", "dat 0"),
];
const conditions = { settings: rules, rounds: 20, seed: 3 };

describe("mastery", () => {
  it("is half for a draw, steepest there, and the same for both sides together", () => {
    const of = (wins: number, losses: number): number => mastery({ wins, losses, ties: 100 - wins - losses });
    expect([of(0, 100), of(0, 0), of(30, 30), of(100, 0)]).toEqual([0, 0.5, 0.5, 1]);
    expect(of(5, 0) - of(0, 0)).toBeGreaterThan(5 * (of(90, 0) - of(80, 0)));
    expect(of(40, 7) + of(7, 40)).toBeCloseTo(1);
  });
});

describe("tournaments", () => {
  it("give the same outcomes on any number of threads, in the pairs' order", async () => {
    const pairs = roundRobin(field);
    const [one, two, own] = await Promise.all(
      [{ threads: 1 }, { threads: 2 }, {}].map((threads) =>
        runTournament({ pairs, ...conditions, ...threads }),
      ),
    );
    expect(two).toEqual(one);
    expect(own).toEqual(one);
    expect(one?.map(({ a, b }) => `${a}-${b}`)).toEqual([
      "imp-dwarf",
      "imp-duck",
      "imp-dead",
      "dwarf-duck",
      "dwarf-dead",
      "duck-dead",
    ]);
    const direct = fightDuel({
      settings: rules,
      a: field[0]?.warrior as never,
      b: field[1]?.warrior as never,
      rounds: 20,
      seed: 3,
    });
    expect(one?.[0]).toEqual({ a: "imp", b: "dwarf", ...direct });
    expect(standings(one ?? []).at(-1)).toMatchObject({ id: "dead", score: 0, lost: 3 });
  });

  it("go on from a results file as if never stopped, even when its last line is torn", async () => {
    const path = join(folder, "results.jsonl");
    const pairs = roundRobin(field);
    const file = openResults(path, conditions, field);
    const whole = await runTournament({ pairs, ...conditions, onRecord: (record) => file.append(record) });
    const text = readFileSync(path, "utf8");
    truncateSync(path, text.length - 10);
    const again = openResults(path, conditions, field);
    expect(again.known).toHaveLength(pairs.length - 1);
    const fought: DuelRecord[] = [];
    const resumed = await runTournament({
      pairs,
      ...conditions,
      known: again.known,
      onRecord(record) {
        again.append(record);
        fought.push(record);
      },
    });
    expect(fought).toHaveLength(1);
    expect(resumed).toEqual(whole);
    expect(openResults(path, conditions, field).known).toHaveLength(pairs.length);
  });

  it("forget outcomes of warriors that changed, and refuse other conditions", async () => {
    const path = join(folder, "changed.jsonl");
    const file = openResults(path, conditions, field);
    for (const record of await runTournament({ pairs: roundRobin(field), ...conditions }))
      file.append(record);
    const changed = field.map((one) => (one.id === "imp" ? entrant("imp", "mov.i #0, 1") : one));
    expect(openResults(path, conditions, changed).known.map(({ a, b }) => `${a}-${b}`)).toEqual([
      "dwarf-duck",
      "dwarf-dead",
      "duck-dead",
    ]);
    expect(() => openResults(path, { ...conditions, rounds: 21 }, field)).toThrow(
      "other rules, rounds or seed",
    );
    writeFileSync(join(folder, "odd.jsonl"), "something else\n");
    expect(() => openResults(join(folder, "odd.jsonl"), conditions, field)).toThrow("other rules");
    expect(() => openResults(folder, conditions, field)).toThrow("cannot keep the results");
  });

  it("begin an empty results file, as mktemp makes it or a kill leaves it", () => {
    const path = join(folder, "empty.jsonl");
    writeFileSync(path, "");
    openResults(path, conditions, field).append({ a: "imp", b: "duck", wins: 1, losses: 2, ties: 3 });
    expect(openResults(path, conditions, field).known).toHaveLength(1);
  });

  it.runIf(existsSync("/dev/full"))("refuse what is no file, which may never end", () => {
    expect(() => openResults("/dev/full", conditions, field)).toThrow("it is no file");
  });

  it.each([{ threads: 1 }, {}])("stop when they are told to: %o", async (threads) => {
    const stop = new AbortController();
    const records: unknown[] = [];
    const running = runTournament({
      pairs: roundRobin(field),
      ...conditions,
      ...threads,
      signal: stop.signal,
      onRecord(record) {
        records.push(record);
        stop.abort(new Error("enough"));
      },
    });
    await expect(running).rejects.toThrow();
    expect(records).toHaveLength(1);
  });

  it("one warrior meets everybody but itself", () => {
    const [imp] = field as [Entrant];
    expect(challenge(imp, field).map(([a, b]) => `${a.id}-${b.id}`)).toEqual([
      "imp-dwarf",
      "imp-duck",
      "imp-dead",
    ]);
  });
});

describe("hills", () => {
  it("push off their weakest, one after another", async () => {
    const records = await runTournament({ pairs: roundRobin(field), ...conditions });
    const outcome = settleHill(field, records, 2);
    expect(outcome.pushedOff).toHaveLength(2);
    expect(outcome.pushedOff.at(-1)).toBe("dead");
    expect(outcome.standings).toHaveLength(2);
    expect(outcome.records).toHaveLength(1);
    expect(settleHill(field, records, 10).pushedOff).toEqual([]);
    expect(settleHill(field, records, 1).standings).toMatchObject([{ duels: 0, score: 0 }]);
  });
});
