import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { parseCandidateId, randomStream } from "../../src/core/index.ts";
import { openRecord, openStore } from "../../src/store/index.ts";
import { startWriter } from "./process.ts";
import { record, sample } from "./samples.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

it("loses nothing acknowledged when the process is killed at a random moment, three times in a row", async () => {
  const folder = temporaryFolder("store");
  const random = randomStream("store-kills");
  const acknowledged = new Set<string>();
  let first = 0;
  for (let kill = 0; kill < 3; kill += 1) {
    const writer = startWriter(folder, first);
    // something is acknowledged, however slow the machine
    await writer.saw("i");
    await sleep(5 + random.int(100));
    writer.child.kill("SIGKILL");
    expect(await writer.ended).toBeNull();

    // A line cut short by the kill was acknowledged too, but names no candidate.
    for (const line of writer.lines) if (parseCandidateId(line)) acknowledged.add(line);
    using opened = openRecord({ folder });
    const reader = opened.candidates;
    const recorded = new Set(
      reader
        .islands()
        .flatMap(({ island }) => [...reader.steps(island, 0)].map((row) => `i${row.island}-s${row.step}`)),
    );
    expect([...acknowledged].filter((id) => !recorded.has(id))).toEqual([]);
    first = Math.max(...reader.islands().map(({ island }) => reader.lastStep(island) + 1), 0);
  }
  expect(acknowledged.size).toBeGreaterThan(3);

  const db = new DatabaseSync(join(folder, "run.db"));
  expect(db.prepare("PRAGMA integrity_check").get()?.integrity_check).toBe("ok");
  expect(db.prepare("PRAGMA foreign_key_check").all()).toEqual([]);
  const torn = db.prepare(
    `SELECT count(*) AS n FROM candidates LEFT JOIN details USING(island, step)
       LEFT JOIN programs ON programs.id = program WHERE engine IS NULL OR frame IS NULL`,
  );
  expect(torn.get()?.n).toBe(0);
  db.close();
});

it("keeps what was committed even if the log is never folded in (files copied while the writer lives)", async () => {
  const folder = temporaryFolder("store");
  const store = await openStore({ folder });
  await store.write([record(sample(0, 0)), record(sample(0, 1))]);
  const copy = temporaryFolder("store");
  for (const name of ["run.db", "run.db-wal"]) copyFileSync(join(folder, name), join(copy, name));
  using opened = openRecord({ folder: copy });
  const reader = opened.candidates;
  expect(reader.count()).toBe(2);
  await store.close();
  expect(existsSync(join(folder, "run.db-wal"))).toBe(false);
});

it("is read by another process's reader while it is written", async () => {
  const folder = temporaryFolder("store");
  const writer = startWriter(folder);
  await writer.saw("i0-s0");
  using opened = openRecord({ folder });
  const reader = opened.candidates;
  let last = 0;
  for (let look = 0; look < 30; look += 1) {
    const mark = writer.lines.length;
    const recorded = reader.count();
    // Everything this process has heard of before it looked is there ("open" is the first line).
    expect(recorded).toBeGreaterThanOrEqual(mark - 1);
    expect(recorded).toBeGreaterThanOrEqual(last);
    last = recorded;
    for (const { recorded: rows, prefix } of reader.islands()) expect(prefix).toBe(rows);
    await sleep(5);
  }
  writer.child.kill("SIGKILL");
  await writer.ended;
  expect(last).toBeGreaterThan(4);
});
