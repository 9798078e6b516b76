import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createOfflineMutator, type StandInServer, startStandIn } from "../../src/stand-in/index.ts";
import { resolveConfig } from "../../src/config/index.ts";
import { resumeRun } from "../../src/run/index.ts";
import { withMovedModels } from "../../src/run/models/moved-models.ts";
import { galapagos, SLOPE } from "../cli/support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { outcome, sharedWorkers, useLab } from "./support.ts";

const root = temporaryFolder("moved");
const FLAGS = ["--islands", "2", "--seed", "moved", "--set", "inFlight=2", "--set", "migration.interval=4"];

/** A project with a problem and a run of so many evaluations. */
async function project(name: string, evaluations: number): Promise<string> {
  const folder = join(root, name);
  mkdirSync(folder);
  cpSync(SLOPE, join(folder, "tasks", "slope"), { recursive: true });
  const { code, stderr } = await galapagos(
    ["run", "./tasks/slope", ...FLAGS, "--evaluations", String(evaluations), "--out", "results/r", "--quiet"],
    { cwd: folder },
  );
  expect([code, stderr]).toEqual([0, ""]);
  return folder;
}

async function digestAt(cwd: string, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await galapagos(
    [...args, "--json", ...(args[0] === "inspect" ? [] : ["--quiet"])],
    { cwd },
  );
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout).digest;
}

let whole: string;
beforeAll(async () => {
  whole = await digestAt(await project("whole", 30), ["inspect", "results/r"]);
});

it("a run that moved with its problem goes on to the same digest, and no file of it named the place", async () => {
  const before = await project("one", 12);
  for (const name of readdirSync(join(before, "results", "r")))
    expect(readFileSync(join(before, "results", "r", name)).includes(before), name).toBe(false);
  const after = join(root, "somewhere", "else");
  mkdirSync(join(root, "somewhere"));
  renameSync(before, after);
  expect(await digestAt(after, ["resume", "results/r", "--evaluations", "30"])).toBe(whole);
  expect(await digestAt(after, ["run", "--replay", "results/r", "--out", "results/again"])).toBe(whole);
  const { stdout } = await galapagos(["rescore", "results/r", "--json"], { cwd: after });
  expect(JSON.parse(stdout)).toMatchObject({ problem: "slope", changed: 0 });
});

it("a run that moved alone finds its problem below the working folder, or where it is told", async () => {
  const folder = await project("alone", 12);
  const away = join(root, "away");
  mkdirSync(away);
  renameSync(join(folder, "results", "r"), join(away, "r"));
  const lost = await galapagos(["resume", "r", "--evaluations", "30"], { cwd: away });
  expect(lost.code).toBe(2);
  expect(lost.stderr.replaceAll(root, "<root>")).toMatchInlineSnapshot(`
    "error: the problem slope of this run is not at <root>/tasks/slope any more
    hint: say where it is now: --problem <folder>
    "
  `);

  const tasks = join(folder, "tasks", "slope");
  cpSync(tasks, join(root, "changed"), { recursive: true });
  writeFileSync(
    join(root, "changed", "evaluator.js"),
    `${readFileSync(join(tasks, "evaluator.js"))}\nlet a;\n`,
  );
  const other = await galapagos(["resume", "r", "--problem", "../changed"], { cwd: away });
  expect([other.code, other.stderr]).toEqual([2, expect.stringContaining("changed since the run began")]);
  // hints name the run
  expect(other.stderr).toContain(`galapagos rescore ${join(away, "r")}, and go on`);

  expect(await digestAt(folder, ["resume", "../away/r", "--evaluations", "20"])).toMatch(/^sha256:/);
  expect(
    await digestAt(away, ["resume", "r", "--problem", "../alone/tasks/slope", "--evaluations", "30"]),
  ).toBe(whole);
});

it("a run of an older version, which named the place, finds its problem, too", async () => {
  const folder = join(root, "old");
  cpSync(fileURLToPath(new URL("../store/runs/schema-4", import.meta.url)), join(folder, "r"), {
    recursive: true,
  });
  cpSync(SLOPE, join(folder, "slope"), { recursive: true });
  await digestAt(folder, ["resume", "r", "--evaluations", "70"]);
});

const lab = useLab(root);
const servers: StandInServer[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close())));

it("a run whose model server moved goes on with it at its new address", async () => {
  const serve = async (): Promise<StandInServer> => {
    const server = await startStandIn({ mutate: createOfflineMutator(), seed: "moved" });
    servers.push(server);
    return server;
  };
  const [first, second] = [await serve(), await serve()];
  const model = { model: "m", baseUrl: first.url, keyVariable: null, price: "free" };
  const settings = { islands: 1, seed: "models", inFlight: 2, models: [model] };
  const through = await lab.run({ ...settings, evaluations: 14 });
  const cut = await lab.run({ ...settings, evaluations: 6 });
  await first.close();
  const options = {
    ...{ folder: cut.folder, reload: async () => lab.problem(), budgets: { evaluations: 14 } },
    ...{ workers: sharedWorkers(), lanes: 1, threads: 1 },
  };
  await expect(
    resumeRun({ ...options, moved: [{ id: "other", baseUrl: second.url }] }),
  ).rejects.toMatchObject({
    code: "run/model",
    message: 'this run has no model "other"; it has m',
    hint: `with another model: galapagos fork ${cut.folder} --model <name>`,
  });
  const resumed = await resumeRun({ ...options, moved: [{ id: "m", baseUrl: second.url }] });
  expect(outcome(resumed)).toEqual(outcome(through));
  const bare = resolveConfig([{ origin: "test", settings: {} }]);
  expect(() => withMovedModels(bare, [{ id: "m", baseUrl: second.url }])).toThrow("this run has no models");
});
