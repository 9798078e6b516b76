import { createHash } from "node:crypto";
import { cpSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { openRecord, openStore } from "../../src/store/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { record, sample } from "./samples.ts";

/** A run of 60 results on two islands, written when every program was kept whole. */
const SCHEMA_4 = fileURLToPath(new URL("./runs/schema-4", import.meta.url));

/** What the version that wrote it read from it. */
const WRITTEN = "c40d71bac5ff62daf6160b29ae6ae002227ab070482a46bb52fb35b2173a3438";

/** Hash of every candidate on record, as JSON lines by island and step. */
function contentOf(folder: string): string {
  using run = openRecord({ folder });
  const { candidates } = run;
  const hash = createHash("sha256");
  for (const { island } of candidates.islands())
    for (const candidate of candidates.candidates(island, 0)) hash.update(`${JSON.stringify(candidate)}\n`);
  return hash.digest("hex");
}

function schemaOf(folder: string): number {
  const db = new DatabaseSync(join(folder, "run.db"), { readOnly: true });
  const version = db.prepare("PRAGMA user_version").get()?.user_version;
  db.close();
  return Number(version);
}

it("reads an older run as it stands, and changes nothing of it", () => {
  const folder = temporaryFolder("store");
  cpSync(SCHEMA_4, folder, { recursive: true });
  expect(contentOf(folder)).toBe(WRITTEN);
  using run = openRecord({ folder });
  const { candidates, course } = run;
  const third = candidates.candidate("i0-s3");
  expect(candidates.verdictOf(third?.source ?? "")?.kind).toBe("ok");
  expect(candidates.sources(["i0-s3"]).get("i0-s3")).toBe(third?.source);
  expect(candidates.evaluatorCalls()).toBe(59);
  expect(candidates.failures()).toEqual({ "no-output": 2 });
  expect([...course.results(2)].reduce((sum, row) => sum + row.evaluatorCalls, 0)).toBe(55);
  expect(schemaOf(folder)).toBe(4);
});

it("brings an older run up to date when it is written again, and it reads the same", async () => {
  const folder = temporaryFolder("store");
  cpSync(SCHEMA_4, folder, { recursive: true });
  const store = await openStore({ folder }, { create: false });
  expect(schemaOf(folder)).toBe(7);
  expect(contentOf(folder)).toBe(WRITTEN);
  const child = sample(0, 30, { parents: ["i0-s29"] });
  await store.write([record(child)]);
  await store.close();
  using run = openRecord({ folder });
  expect(run.candidates.candidate("i0-s30")).toEqual(child);
  const db = new DatabaseSync(join(folder, "run.db"), { readOnly: true });
  expect(db.prepare("PRAGMA foreign_key_check").all()).toEqual([]);
  expect(db.prepare("PRAGMA integrity_check").get()?.integrity_check).toBe("ok");
  db.close();
});
