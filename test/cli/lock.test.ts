import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { calmProblem, galapagos, plain, SLOPE, start } from "./support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const CALM = calmProblem(join(temporaryFolder("cli"), "calm"), 20);

it("a live run can be looked at, not written; one Ctrl-C saves it, and it can be resumed", async () => {
  const root = temporaryFolder("cli");
  const folder = join(root, "live");
  const run = start(["run", CALM, "--islands", "2", "--time", "120s", "--out", folder, "--json"]);
  let live = { code: 1 as number | null, stdout: "", stderr: "" };
  for (let i = 0; i < 200 && !(live.code === 0 && JSON.parse(live.stdout).evaluations > 20); i++) {
    await sleep(200);
    live = await galapagos(["inspect", folder, "--json"]);
  }
  expect(JSON.parse(live.stdout)).toMatchObject({ status: "running", problem: "slope", stopped: null });

  for (const command of [
    ["resume", folder],
    ["inject", folder, join(SLOPE, "seed.js")],
  ]) {
    const second = await galapagos(command);
    expect(second.code).toBe(2);
    expect(plain(second.stderr, [folder])).toMatchInlineSnapshot(`
      "error: <folder> is being written by another galapagos process.
      hint: Look at it meanwhile with: galapagos inspect <folder>, galapagos best <folder>, galapagos list
      "
    `);
    expect(second.stdout).toBe("");
  }
  const best = await galapagos(["best", folder]);
  expect(best).toMatchObject({ code: 0, stderr: "" });
  expect(best.stdout).toContain("export function solve()");
  const list = await galapagos(["list", "--out", root]);
  expect(list.stdout).toMatch(/live +slope +running +\d+/);

  run.child.kill("SIGINT");
  const saved = await run.ended;
  expect(saved.code).toBe(130);
  const summary = JSON.parse(saved.stdout);
  expect(summary).toMatchObject({ status: "interrupted", stopped: "interrupted" });
  expect(saved.stderr).toContain("saved; go on with: galapagos resume ");
  expect(saved.stderr).toContain(`${basename(root)}/live`);

  const on = await galapagos([
    "resume",
    folder,
    "--evaluations",
    String(summary.evaluations + 20),
    "--quiet",
  ]);
  expect(on.code, on.stderr).toBe(0);
  expect(on.stdout).toContain(`${summary.evaluations + 20} evaluations · budget used`);
});

it("a second Ctrl-C leaves at once, and loses nothing on record", async () => {
  const folder = join(temporaryFolder("cli"), "twice");
  const run = start(["run", CALM, "--islands", "2", "--time", "120s", "--out", folder, "--quiet"]);
  let seen = 0;
  for (let i = 0; i < 300 && seen < 20; i++) {
    await sleep(200);
    const { code, stdout } = await galapagos(["inspect", folder, "--json"]);
    if (code === 0) seen = JSON.parse(stdout).evaluations;
  }
  run.child.kill("SIGINT");
  await sleep(700);
  run.child.kill("SIGINT");
  // a run that was saved before the second one is ended by the signal itself, which a shell reports as 130
  const { code } = await run.ended;
  expect(code ?? 130).toBe(130);
  const after = await galapagos(["inspect", folder, "--json"]);
  const summary = JSON.parse(after.stdout);
  expect(["stopped", "interrupted"]).toContain(summary.status);
  expect(summary.evaluations).toBeGreaterThanOrEqual(seen);
});
