import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/index.ts";
import { baseConfigOf, summariseRun } from "../../src/run/index.ts";
import { loadProblem } from "../../src/problem/index.ts";
import { openRecord, openStore } from "../../src/store/index.ts";
import { galapagos, SLOPE } from "../cli/support.ts";
import { setting, tamperedRun } from "../support/tampered-run.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const verdict = (proof: JsonObject): string =>
  JSON.stringify({ id: "i0-s0", status: "ok", score: 1, message: "", proof });

/** Verdicts that stand beside each other where only the champion's has others beside it. */
function nested(): string {
  const one = { id: "i0-s0", status: "timeout", score: null, message: "" };
  return JSON.stringify({ ...one, runnersUp: [{ ...one, runnersUp: [one] }] });
}

const ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";
describe("a record that no run wrote is refused as damaged", () => {
  it.each([
    ["an endless view in the place of a table", `DROP TABLE lineage; CREATE VIEW lineage AS ${ENDLESS}`],
    ["a trigger", "CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM candidates; END"],
    ["a virtual table", "CREATE VIRTUAL TABLE v USING fts5(a)"],
    ["a column that computes", "CREATE TABLE g(a, b AS (zeroblob(1000000000)) STORED)"],
  ])("%s, before anything is read of it", async (_what, sql) => {
    const folder = await tamperedRun(sql);
    const refusal = expect.objectContaining({
      code: "store/corrupt",
      message: expect.stringContaining("run.db is damaged"),
    });
    expect(() => openRecord({ folder })).toThrow(refusal);
    await expect(openStore({ folder }, { create: false })).rejects.toMatchObject({ code: "store/corrupt" });
  });

  it.each([
    ["a score that is a text", "UPDATE candidates SET score = 'zzz' WHERE score IS NOT NULL"],
    ["an endless score", "UPDATE candidates SET score = 9e999 WHERE score IS NOT NULL"],
    ["features that are no JSON", "UPDATE candidates SET features = '{' WHERE step = 5"],
    ["a billion islands", setting("$.islands", "1000000000")],
    ["a setting that is no JSON", "UPDATE meta SET value = '{' WHERE key = 'config'"],
    ["a seed that is a number", setting("$.seed", "7")],
    ["a state that no run has", "UPDATE meta SET value = '\"gone\"' WHERE key = 'status'"],
    ["a time that is a text", "UPDATE meta SET value = '\"long\"' WHERE key = 'elapsedMs'"],
    ["a verdict that is a list", "UPDATE meta SET value = '[]' WHERE key = 'verified'"],
    [
      "a verdict whose proof is none",
      `UPDATE meta SET value = '${verdict({ status: "holy" })}' WHERE key = 'verified'`,
    ],
    ["a runner-up that has runners-up", `UPDATE meta SET value = '${nested()}' WHERE key = 'verified'`],
    [
      "a proof that is nested endlessly",
      `UPDATE meta SET value = '${"[".repeat(5000)}${"]".repeat(5000)}' WHERE key = 'verified'`,
    ],
    ["a problem without a place", setting("$.folder", "7", "problem")],
    ["an objective without a direction", setting("$.definition.objective.direction", '"up"', "problem")],
    ["a program that is a change of itself", "UPDATE programs SET base = id"],
    ["a frame that is none", "UPDATE programs SET frame = 'x', base = NULL"],
  ])("%s", async (_what, sql) => {
    const folder = await tamperedRun(`DELETE FROM checkpoints; ${sql}`);
    expect(() => summariseRun({ folder })).toThrow(expect.objectContaining({ code: "store/corrupt" }));
  });
});

it("a seed that would colour the terminal is shown as text", async () => {
  const folder = await tamperedRun(`DELETE FROM checkpoints; ${setting("$.seed", '"\\u001b[8mhidden"')}`);
  for (const command of [
    ["inspect", folder],
    ["compare", folder, folder],
  ]) {
    const { stdout } = await galapagos(command);
    expect(stdout).toContain("hidden");
    expect(stdout).not.toContain("\u001b");
  }
});

it("a score that was changed is found when the run goes on: its champion does not pass", async () => {
  const root = temporaryFolder("changed-score");
  const run = join(root, "run");
  const begin = ["run", SLOPE, "--islands", "1", "--evaluations", "6", "--out", run, "--quiet"];
  expect(await galapagos(begin, { cwd: root })).toMatchObject({ code: 0 });
  const db = new DatabaseSync(join(run, "run.db"));
  db.exec("DELETE FROM checkpoints; UPDATE candidates SET score = -5 WHERE step = 5");
  db.close();
  const resume = ["resume", run, "--evaluations", "8", "--quiet", "--trust"];
  const { stdout, stderr } = await galapagos(resume, { cwd: root });
  expect(stdout).toContain("i0-s5 did not pass: its score on record is -5, and with the same seed it is");
  expect(stderr).toMatch(
    /the champion i0-s5 did not pass its verification: its score on record is -5, and with the same seed it is -?[\d.]+: the record was changed, or the evaluator does not repeat itself/,
  );
});

it.each(["models", "prompts", "directed.embedding"])("a problem's file cannot name %s", async (setting) => {
  const { definition, ...problem } = await loadProblem(SLOPE);
  const settings = setting === "directed.embedding" ? { directed: { embedding: {} } } : { [setting]: ["x"] };
  const adversarial = { settings } as unknown as NonNullable<typeof definition.adversarial>;
  expect(() => baseConfigOf({ ...problem, definition: { ...definition, adversarial } })).toThrow(
    expect.objectContaining({ code: "problem/invalid", message: expect.stringContaining(setting) }),
  );
});
