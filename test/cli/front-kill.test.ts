import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { expectSame, killAt, until, type Victim } from "./killing.ts";
import { galapagos } from "./support.ts";

const SETTINGS = ["--islands", "2", "--evaluations", "80", "--set", "migration.interval=10"];
const BEGIN = ["run", "isoperimetric", ...SETTINGS, "--set", "archive.front=5"];

it("killed with SIGKILL after a checkpoint of its fronts, a run with two objectives ends as the one that never stopped", async () => {
  const root = temporaryFolder("front-kill");
  const victim: Victim = { folder: join(root, "killed"), begin: BEGIN, recorded: new Map() };
  const whole = await galapagos([...BEGIN, "--out", join(root, "whole"), "--json", "--quiet"]);
  const isThere = () =>
    until(
      victim.folder,
      ({ candidates }) => (candidates.checkpoint(0)?.step ?? 0) >= 20 && candidates.count() > 44,
    );
  await killAt(victim, 2, isThere);
  const last = await galapagos(["resume", victim.folder, "--json", "--quiet"]);
  expect(last.code, last.stderr).toBe(0);
  const [ended, never] = [last, whole].map(({ stdout }) => JSON.parse(stdout));
  expectSame(ended, never, victim);
  expect(ended.front).toEqual(never.front);
});
