import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { resume, run, type RunResult } from "../../src/library/index.ts";
import { galapagos, SLOPE } from "../cli/support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const root = temporaryFolder("runners-up");

/** A problem whose hold-out input no program passes whose error is below a limit: search sees nothing of it. */
function traps(name: string, limit: number): string {
  const folder = join(root, name);
  cpSync(SLOPE, folder, { recursive: true });
  const scorer = `import score from "./slope.js";
export default (outputs, { inputs }) => {
  const verdict = score(outputs);
  return inputs[0] === "unseen" && verdict.score < ${limit} ? { invalid: "too good to be true" } : verdict;
};
`;
  cpSync(join(folder, "evaluator.js"), join(folder, "slope.js"));
  writeFileSync(join(folder, "evaluator.js"), scorer);
  const file = join(folder, "problem.json");
  const problem = { ...JSON.parse(readFileSync(file, "utf8")), holdout: ["unseen"] };
  writeFileSync(file, JSON.stringify({ ...problem, inputs: ["seen"] }));
  return folder;
}

const SETTINGS = { seed: "3", islands: 2, evaluations: 80, resultsRoot: join(root, "results") } as const;

/** The distinct programs of all islands, best first. */
function ranked({ elites }: RunResult): readonly RunResult["elites"][number][] {
  const known = new Map(elites.map((elite) => [elite.source, elite]));
  return [...known.values()].sort((a, b) => a.score - b.score);
}

describe("where the champion does not pass its verification", () => {
  it("the next best program that does is the winner, and the search is the same", async () => {
    const plain = await run(traps("plain", 0), SETTINGS);
    expect(plain.verified).toMatchObject({ id: plain.best?.id, status: "ok" });
    expect(plain.verified).not.toHaveProperty("runnersUp");
    expect(plain.runnerUp).toBeUndefined();
    const [first, second] = ranked(plain);
    const limit = ((first?.score ?? 0) + (second?.score ?? 0)) / 2;
    expect(limit).toBeGreaterThan(first?.score ?? Number.POSITIVE_INFINITY);

    const warnings: string[] = [];
    const trapped = await run(traps("trapped", limit), {
      ...SETTINGS,
      onEvent: (event) => void (event.type === "warning" && warnings.push(event.message)),
    });
    expect([trapped.digest, trapped.best]).toEqual([plain.digest, plain.best]);
    expect(trapped.verified).toMatchObject({
      id: first?.id,
      status: "invalid",
      message: "on the hold-out inputs: too good to be true",
      runnersUp: [{ id: second?.id, status: "ok", score: second?.score, holdout: second?.score }],
    });
    expect(trapped.runnerUp).toMatchObject({ id: second?.id, score: second?.score, source: second?.source });
    expect(warnings).toEqual([
      `the champion ${first?.id} did not pass its verification: on the hold-out inputs: too good to be true`,
    ]);
    expect(readFileSync(join(trapped.folder, "best.js"), "utf8")).toBe(second?.source);

    const best = await galapagos(["best", trapped.folder], { cwd: root });
    expect(best.stdout).toBe(second?.source);
    expect(best.stderr).toBe(
      `this is ${second?.id}, the best program that passed its verification; the champion ${first?.id} did not: galapagos inspect ${relative(root, trapped.folder)} ${first?.id}\n`,
    );
    const { stdout } = await galapagos(["inspect", trapped.folder]);
    expect(stdout).toContain(`${first?.id} did not pass: on the hold-out inputs: too good to be true\n`);
    expect(stdout).toContain(`${second?.id} passed in its place: `);
  });

  it("five more are tried at most, and the champion is told to have failed with them", async () => {
    const failed = await run(traps("none", 1e9), SETTINGS);
    const tried = ranked(failed).slice(0, 6);
    expect(tried).toHaveLength(6);
    const { verified } = failed;
    const verdicts = verified === null ? [] : [verified, ...(verified.runnersUp ?? [])];
    // of equal scores the order is the archive's
    expect(verdicts.map((one) => failed.elites.find(({ id }) => id === one.id)?.score)).toEqual(
      tried.map(({ score }) => score),
    );
    expect(new Set(verdicts.map(({ id }) => id)).size).toBe(6);
    expect(failed.runnerUp).toBeUndefined();
    const best = await galapagos(["best", failed.folder]);
    expect([best.stdout, best.stderr]).toEqual([
      failed.best?.source,
      `warning: the champion ${failed.best?.id} did not pass its verification, and no other program did\n`,
    ]);
    const { stdout } = await galapagos(["inspect", failed.folder]);
    expect(stdout.match(/did not pass: /g)).toHaveLength(6);
    expect(stdout).toContain("no program that was verified passed");
  });

  it("a run that is stopped between them ends at once, and its resume tells what the whole run would have", async () => {
    const problem = traps("stopped", 1e9);
    const whole = await run(problem, SETTINGS);
    const abort = new AbortController();
    const warnings: string[] = [];
    const cut = await run(problem, {
      ...SETTINGS,
      signal: abort.signal,
      onEvent(event) {
        if (event.type !== "warning") return;
        warnings.push(event.message);
        abort.abort();
      },
    });
    expect(cut).toMatchObject({ status: "interrupted", stopped: "budget", verified: { id: cut.best?.id } });
    expect(cut.verified).not.toHaveProperty("runnersUp");
    expect(warnings).toEqual([
      expect.stringMatching(/^the champion i\d-s\d+ did not pass its verification/),
      expect.stringMatching(/^the run was stopped before the runner-up i\d-s\d+ could be scored again: /),
    ]);
    const resumed = await resume(basename(cut.folder), { resultsRoot: dirname(cut.folder) });
    expect(resumed).toMatchObject({ status: "done", digest: whole.digest });
    expect(resumed.verified).toEqual(whole.verified);
  });
});
