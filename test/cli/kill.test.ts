import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { expectSame, killAt, until, type Victim } from "./killing.ts";
import { galapagos, SLOPE } from "./support.ts";

const SETTINGS = ["--islands", "3", "--evaluations", "120", "--set", "migration.interval=10"];
const BEGIN = ["run", SLOPE, ...SETTINGS];

/** The instants at which something is half done; at random moments the same is tried by `npm run soak`. */
const INSTANTS: readonly (readonly [name: string, moment: (folder: string) => Promise<void>])[] = [
  [
    "its folder is there and its record is not",
    async (folder) => {
      while (!existsSync(folder)) await sleep(2);
    },
  ],
  [
    "one island has come to a border and another has not",
    (folder) =>
      until(folder, ({ candidates }) => [0, 1, 2].some((island) => candidates.border(island, 2) !== null)),
  ],
  [
    "a checkpoint is on record",
    (folder) => until(folder, ({ candidates }) => (candidates.checkpoint(0)?.step ?? 0) >= 20),
  ],
  ["little is left to do", (folder) => until(folder, ({ candidates }) => candidates.count() > 90)],
];

it("killed with SIGKILL whenever something is half done, and resumed each time, it is the run that never stopped", async () => {
  const root = temporaryFolder("cli");
  const victim: Victim = { folder: join(root, "killed"), begin: BEGIN, recorded: new Map() };
  const whole = await galapagos([...BEGIN, "--out", join(root, "whole"), "--json", "--quiet"]);
  let kills = 0;
  for (const [kill, [, moment]] of INSTANTS.entries())
    if (await killAt(victim, 1 + (kill % 3), () => moment(victim.folder))) kills++;
  // on a machine that is slow to look, the run may have ended before the last one
  expect(kills).toBeGreaterThanOrEqual(INSTANTS.length - 1);
  const last = await galapagos(["resume", victim.folder, "--json", "--quiet"]);
  expect(last.code, last.stderr).toBe(0);
  expectSame(JSON.parse(last.stdout), JSON.parse(whole.stdout), victim);
});
