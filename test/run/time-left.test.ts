import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Evaluation, RunEvent } from "../../src/core/index.ts";
import type { Problem } from "../../src/problem/index.ts";
import { endingTime } from "../../src/run/sitting/ending-time.ts";
import { readRecord } from "../../src/run/record.ts";
import type { Sitting } from "../../src/run/sitting/sitting.ts";
import { startingVerdicts } from "../../src/run/sitting/starting-point.ts";
import { verificationInTime } from "../../src/run/sitting/time-left.ts";
import { openRecord } from "../../src/store/index.ts";
import { calmProblem, galapagos } from "../cli/support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const home = temporaryFolder("time-left");

/** A problem whose scorer takes its time, with hold-out inputs. */
function slow(name: string, scorerMs: number): string {
  const folder = calmProblem(join(home, name), scorerMs);
  const file = join(folder, "problem.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), holdout: [1] }));
  return folder;
}

describe("a verification in what is left of --time", () => {
  const facts = (holdout: number) =>
    ({ definition: { holdout: Array(holdout).fill(null) } }) as unknown as Problem;
  const seed = (durationMs: number, repeats?: number) =>
    ({
      status: "ok",
      durationMs,
      metrics: repeats === undefined ? {} : { repeats },
    }) as unknown as Evaluation;
  it.each([
    // [time, hold-out inputs, an evaluation, its scorings, used time] → how
    [null, 3, 4000, 1, 1e6, "whole"],
    [8000, 0, 4000, 1, 4500, "whole"],
    [8000, 1, 4000, 1, 4500, "brief"],
    [60_000, 1, 4000, 1, 52_000, "whole"],
    [60_000, 1, 4000, 1, 58_000, "brief"],
    [60_000, 0, 4000, 1, 60_100, "none"],
    [600_000, 1, 20_000, 1, 581_000, "brief"],
    [8000, 0, 12_000, 3, 12_500, "none"],
    [8000, 2, 50, 1, 8100, "whole"],
  ] as const)("%j ms, %i hold-out inputs, %i ms of %i scorings, %i ms used: %s", (...row) => {
    const [timeMs, holdout, durationMs, repeats, elapsedMs, how] = row;
    const left = verificationInTime({ timeMs }, facts(holdout), seed(durationMs, repeats), elapsedMs);
    expect(left.how).toBe(how);
    // some seconds after the time is up, or one scoring's time, and no more
    const most = timeMs === null ? Number.POSITIVE_INFINITY : timeMs + Math.max(4500, durationMs / repeats);
    expect(elapsedMs + left.leftMs).toBeLessThanOrEqual(Math.max(most, elapsedMs + 1000));
  });

  it("takes up to a tenth of the budget longer where run time is measured", () => {
    const timed = { definition: { holdout: [null], timing: { maxPairs: 32 } } } as unknown as Problem;
    const left = verificationInTime({ timeMs: 180_000 }, timed, seed(3000), 185_000);
    expect(left).toEqual({ how: "whole", leftMs: 13_000 });
    expect(verificationInTime({ timeMs: 180_000 }, timed, seed(3000), 198_000).how).toBe("none");
  });

  it("has time that is kept for it, as long as what was best took, and for what is under way where run time is measured", () => {
    const verdict = (score: number, durationMs: number): Evaluation =>
      ({ ...seed(durationMs), ...{ score } }) as Evaluation;
    const step = (evaluation: Evaluation) =>
      ({ type: "step", candidate: { evaluation } }) as unknown as RunEvent;
    const keeping = (timing: object | null, timeMs = 120_000, earlier: readonly Evaluation[] = []) => {
      let elapsedMs = 1000;
      const definition = { objective: { direction: "maximise" }, holdout: [null], timing };
      const record = { problem: { definition }, config: { timeMs, islands: 2, inFlight: 3 } };
      const sitting = { record, seed: { evaluation: verdict(1, 400) } } as unknown as Sitting;
      const ending = endingTime(sitting, earlier, () => elapsedMs);
      return {
        ending,
        after(ms: number, ...evaluations: readonly Evaluation[]) {
          elapsedMs += ms;
          ending.note(evaluations.map(step));
          return ending.reservedMs;
        },
      };
    };
    const usual = keeping(null);
    expect(usual.ending.reservedMs).toBe(800);
    // what is not the best is verified by nobody
    expect(usual.after(100, verdict(0.5, 9000), verdict(2, 3000), verdict(3, 600))).toBe(6000);
    expect(usual.ending.slowest).toMatchObject({ score: 2, durationMs: 3000 });
    const timed = keeping({ maxPairs: 32 });
    expect(timed.ending.reservedMs).toBe(800);
    expect(timed.after(4000, verdict(2, 3000), verdict(1, 500))).toBe(6000 + 6 * 2000);
    // it may need more pairs of runs than it had
    const quick = { ...verdict(3, 3500), metrics: { pairs: 16 } } as Evaluation;
    expect(timed.after(2000, quick)).toBe(2 * 7000 + 6 * 2000);
    // what earlier sittings found is known when a run is taken up
    const resumed = keeping(null, 120_000, [verdict(2, 3000), verdict(0.5, 9000)]);
    expect(resumed.ending.reservedMs).toBe(6000);
    expect(resumed.after(100, verdict(1.5, 7000))).toBe(6000);
    // a run has half of its time for its search
    expect(keeping(null, 1000).after(100, verdict(2, 3000))).toBe(500);
  });

  it("that does not fit is left out and said, and resume makes it", async () => {
    mkdirSync(join(home, "left"));
    const folder = slow("left/slow", 2300);
    const ended = await galapagos(
      ["run", folder, "--islands", "2", "--time", "100ms", "--out", "r", "--quiet"],
      {
        cwd: home,
      },
    );
    expect([ended.code, ended.stderr.replaceAll(home, "<home>")]).toEqual([
      0,
      "warning: time was up before the champion i0-s0 could be scored again: galapagos resume <home>/r does it\n",
    ]);
    expect(ended.stdout).toContain("not verified yet: galapagos resume r does it");
    const resumed = await galapagos(["resume", "r", "--quiet", "--json"], { cwd: home });
    expect(JSON.parse(resumed.stdout)).toMatchObject({ verified: { id: "i0-s0", status: "ok", holdout: 1 } });
    // what was found so far is known to whoever takes it up
    const location = { folder: join(home, "r") };
    using run = openRecord(location);
    const seed = run.candidates.candidate("i0-s0")?.evaluation;
    expect(seed).toMatchObject({ status: "ok" });
    const record = readRecord(run.candidates, location);
    expect(startingVerdicts({ location, record, resumed: true })).toEqual([seed, seed]);
  });

  it("a seed that is not scored in time ends the command with the next thing to type", async () => {
    const folder = slow("endless", 1e6);
    const ended = await galapagos(["run", folder, "--time", "100ms", "--out", "never", "--quiet"], {
      cwd: home,
    });
    expect(ended).toMatchObject({ code: 4, stdout: "" });
    expect(ended.stderr.replaceAll(home, "<home>")).toMatchInlineSnapshot(`
      "error: time is up, and the seed program seed.js of slope still has no score: nothing was begun
      hint: give a longer --time, or see how long it takes: galapagos check <home>/endless
      "
    `);
  });
});
