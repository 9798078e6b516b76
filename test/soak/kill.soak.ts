import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { randomStream } from "../../src/core/index.ts";
import { countOf, expectSame, killAt, until, type Victim } from "../cli/killing.ts";
import { SLOPE, started } from "../cli/support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const HOME = ["--islands", "3", "--set", "migration.interval=20"];
const RUNS: { readonly [what: string]: readonly string[] } = {
  "the mutator alone": ["run", SLOPE, "--evaluations", "900", ...HOME],
  "numbers that are tuned, a model and the mutator by turns, policies that adapt": [
    ...["run", "circle-packing", "--model", "stand-in", "--evaluations", "400", ...HOME],
    ...["--selection", "adaptive", "--set", "tuning.share=0.5", "--set", "tuning.perChild=5"],
    ...["--set", "directed.reflection=5"],
  ],
};
const KILLS = 30;
/** Calls that may be under way: three islands, two steps of each. */
const UNDER_WAY = 6;

it.each(Object.entries(RUNS))(
  `killed with SIGKILL at ${KILLS} random moments and resumed each time, a run is the one that never stopped, on any number of threads: %s`,
  async (_, begin) => {
    const root = temporaryFolder("soak");
    const random = randomStream("soak-kills", process.env.SOAK_SEED ?? "1");
    const victim: Victim = { folder: join(root, "killed"), begin, recorded: new Map() };
    const whole = (threads: number) =>
      started([
        ...[...begin, "--out", join(root, `whole-${threads}`)],
        ...["--threads", String(threads), "--json", "--quiet"],
      ]);
    const never = JSON.parse((await whole(1)).stdout);
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
    const ended = JSON.parse(last.stdout);
    expectSame(ended, never, victim, ["calls", "spending"]);
    // calls under way at a kill are made again, and no others
    expect(ended.calls).toBeGreaterThanOrEqual(never.calls);
    expect(ended.calls).toBeLessThanOrEqual(never.calls + KILLS * UNDER_WAY);
    for (const threads of [2, 8]) {
      expect(JSON.parse((await whole(threads)).stdout).digest, `${threads} threads`).toBe(never.digest);
    }
  },
);
