import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pruneRun, summariseRun } from "../../src/run/index.ts";
import { setting, tamperedRun } from "../support/tampered-run.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** The end of a run, or why it cannot be told. */
function found(folder: string): unknown {
  try {
    return summariseRun({ folder });
  } catch (error) {
    return (error as { readonly code?: string }).code;
  }
}

describe("a record that no run wrote is refused by name, and stays as it is:", () => {
  it.each([
    [
      "programs that are changes of each other",
      "UPDATE programs SET base = (SELECT max(id) FROM programs) WHERE id = 1; UPDATE programs SET base = 1 WHERE id > 1",
    ],
    ["a program that is a change of none", "UPDATE programs SET base = 999999 WHERE base IS NULL"],
    ["texts that unfold to nothing", "UPDATE programs SET frame = x'00'"],
    ["a checkpoint that is no state", "UPDATE checkpoints SET state = 'x'"],
    [
      "a trigger that deletes what is kept",
      "CREATE TRIGGER t AFTER UPDATE ON programs BEGIN DELETE FROM candidates; END",
    ],
    [
      "a view in the place of programs",
      "ALTER TABLE programs RENAME TO hidden; CREATE VIEW programs AS SELECT * FROM hidden",
    ],
    ["a billion islands", setting("$.islands", "1000000000")],
    ["less than no island", setting("$.islands", "-1")],
    ["a run without a beginning", "DELETE FROM meta"],
    ["a problem without a name", setting("$.definition", "null", "problem")],
  ])("%s", async (_what, sql) => {
    const folder = await tamperedRun(sql);
    const bytes = readFileSync(join(folder, "run.db"));
    expect(() => pruneRun({ folder })).toThrow(
      expect.objectContaining({
        code: expect.stringMatching(/^(?:store|run)\//),
        hint: expect.stringMatching(/./),
      }),
    );
    expect(readFileSync(join(folder, "run.db")).equals(bytes)).toBe(true);
  });
});

describe("a record that leads in circles loses nothing that its results need:", () => {
  it.each([
    [
      "a program that is its own ancestor",
      "INSERT OR IGNORE INTO lineage SELECT island, step, step, island FROM lineage",
    ],
    ["emigrants that are no programs", 'UPDATE borders SET emigrants = \'["../../x", "i9-s999", ""]\''],
    ["a checkpoint of a step that never was", "UPDATE checkpoints SET step = step + 1000000"],
    ["a best of a border that never was", "UPDATE borders SET best = 'i7-s7'"],
  ])("%s", async (_what, sql) => {
    const folder = await tamperedRun(sql);
    const before = found(folder);
    try {
      pruneRun({ folder });
    } catch (error) {
      expect(error).toMatchObject({ code: expect.stringMatching(/^(?:store|run)\//) });
    }
    expect(found(folder)).toEqual(before);
  });
});

it("a record that is a link to another run's is pruned under that run's rules or not at all", async () => {
  const real = await tamperedRun("SELECT 1");
  const before = summariseRun({ folder: real });
  const linked = temporaryFolder("prune-linked");
  symlinkSync(join(real, "run.db"), join(linked, "run.db"));
  try {
    pruneRun({ folder: linked });
  } catch (error) {
    expect(error).toMatchObject({ code: expect.stringMatching(/^(?:store|run)\//) });
  }
  expect(summariseRun({ folder: real })).toEqual(before);
});
