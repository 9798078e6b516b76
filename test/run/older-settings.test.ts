import { cpSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { readRunRecord } from "../../src/run/record.ts";
import { openStore } from "../../src/store/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** The tuning of a run whose record says this of it, as it goes on. */
async function tuningOf(tuning: object | null, language: string) {
  const folder = temporaryFolder("older");
  cpSync(fileURLToPath(new URL("../store/runs/schema-4", import.meta.url)), folder, { recursive: true });
  await (await openStore({ folder }, { create: false })).close();
  const db = new DatabaseSync(join(folder, "run.db"));
  const set = db.prepare("UPDATE meta SET value = json_set(value, ?, json(?)) WHERE key = ?");
  set.run("$.definition.language", JSON.stringify(language), "problem");
  if (tuning !== null) set.run("$.tuning", JSON.stringify(tuning), "config");
  db.close();
  return readRunRecord({ folder }).config.tuning;
}

it("a run of an earlier version tunes as it did: not at all, without restarts, not in languages that came later, by the rules of races that it knew, or without credit", async () => {
  expect(await tuningOf(null, "javascript")).toEqual({
    share: 0,
    perChild: 0,
    restarts: "widths",
    race: "even",
    credit: "none",
  });
  const earlier = { share: 0.9, perChild: 5 };
  expect(await tuningOf(earlier, "typescript")).toEqual({
    ...earlier,
    restarts: "widths",
    race: "even",
    credit: "none",
  });
  expect(await tuningOf(earlier, "python")).toEqual({
    share: 0,
    perChild: 0,
    restarts: "widths",
    race: "even",
    credit: "none",
  });
  const racing = { ...earlier, restarts: "bipop" };
  expect(await tuningOf(racing, "python")).toEqual({ ...racing, race: "even", credit: "none" });
  for (const race of ["led", "seeded"]) {
    const later = { ...racing, race };
    expect(await tuningOf(later, "python")).toEqual({ ...later, credit: "none" });
  }
  const credited = { ...racing, race: "seeded", credit: "archive" };
  expect(await tuningOf(credited, "python")).toEqual(credited);
});
