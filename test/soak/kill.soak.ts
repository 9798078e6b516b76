import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { randomStream } from "../../src/core/index.ts";
import { countOf, expectSame, killAt, until, type Victim } from "../cli/killing.ts";
import { SLOPE, started } from "../cli/support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const KILLS = 40;
const BEGIN = ["run", SLOPE, "--islands", "3", "--evaluations", "900", "--set", "migration.interval=20"];

it(`killed with SIGKILL at ${KILLS} random moments and resumed each time, it is the run that never stopped`, async () => {
  const root = temporaryFolder("soak");
  const random = randomStream("soak-kills", process.env.SOAK_SEED ?? "1");
  const victim: Victim = { folder: join(root, "killed"), begin: BEGIN, recorded: new Map() };
  const whole = await started([...BEGIN, "--out", join(root, "whole"), "--json", "--quiet"]);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const enough = countOf(victim.folder) + 1 + random.int(20);
    // some die before they begin, most in the middle of their work
    await killAt(victim, 1 + random.int(3), () =>
      kill % 5 === 0
        ? sleep(100 + random.int(900))
        : until(victim.folder, ({ candidates }) => candidates.count() >= enough),
    );
  }
  const last = await started(["resume", victim.folder, "--json", "--quiet"]);
  expect(last.code, last.stderr).toBe(0);
  expectSame(JSON.parse(last.stdout), JSON.parse(whole.stdout), victim);
}, 900_000);
