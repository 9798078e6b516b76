import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { resume, run, type RunResult } from "../../src/library/index.ts";
import { galapagos, SLOPE } from "../cli/support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { sharedWorkers } from "./support.ts";

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

const workers = sharedWorkers();
const SETTINGS = {
  ...{ seed: "3", islands: 2, evaluations: 80 },
  ...{ resultsRoot: join(root, "results"), workers },
} as const;

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
    const shown = await Promise.all(
      [first, second].map(async (one) => (await galapagos(["inspect", trapped.folder, `${one?.id}`])).stdout),
    );
    expect(shown).toEqual([
      expect.stringContaining(
        "\n  verified   did not pass in a fresh process: on the hold-out inputs: too good",
      ),
      expect.stringContaining(
        `\n  verified   ${second?.score} in a fresh process, ${second?.score} on the hold-out inputs\n`,
      ),
    ]);
    const seed = await galapagos(["inspect", trapped.folder, "i0-s0", "--json"]);
    expect(JSON.parse(seed.stdout)).not.toHaveProperty("verified");
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

  it("a target that only it reaches is told as one that no verified program has reached", async () => {
    const problem = traps("target", 190);
    // the seed has 197
    const at = [
      "--target",
      "190",
      "--seed",
      "3",
      "--evaluations",
      "80",
      "--set",
      "migration.interval=8",
      "--out",
      "aimed",
    ];
    const { code, stdout } = await galapagos(["run", problem, ...at], { cwd: root });
    expect(code).toBe(5);
    expect(stdout).toContain("· target reached, but by none that was verified\n");
    expect(stdout).toContain("the target is passed, but by a champion that failed its verification\n");

    const seed = join(problem, "seed.js");
    expect(await galapagos(["inject", "aimed", seed], { cwd: root })).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /aimed has ended \(target\), so no island would take a program\nhint: give it to a fork: galapagos fork \S*aimed --set target=null\n$/,
      ),
    });
    expect(
      await galapagos(["fork", "aimed", "--set", "target=null", "--evaluations", "4", "--out", "on"], {
        cwd: root,
      }),
    ).toMatchObject({
      code: 0,
    });
    expect(await galapagos(["inject", "on", seed], { cwd: root })).toMatchObject({ code: 0 });
  });

  it("the best by one of several objectives is told to have failed where it did", async () => {
    const folder = traps("fronts", 1e9);
    const scorer = readFileSync(join(folder, "evaluator.js"), "utf8");
    writeFileSync(join(folder, "one.js"), scorer);
    writeFileSync(
      join(folder, "evaluator.js"),
      `import one from "./one.js";
export default (outputs, context) => {
  const verdict = one(outputs, context);
  return "invalid" in verdict ? verdict : { ...verdict, metrics: { error: verdict.score, size: Math.abs(outputs[0][4]) } };
};
`,
    );
    const file = join(folder, "problem.json");
    const { objective: _, ...rest } = JSON.parse(readFileSync(file, "utf8"));
    const aims = ["error", "size"].map((name) => ({ name, direction: "minimise", reference: 1000 }));
    writeFileSync(file, JSON.stringify({ ...rest, objectives: aims }));
    const { best, folder: at } = await run(folder, SETTINGS);
    const by = async (name: string) => (await galapagos(["best", at, "--by", name])).stderr;
    expect(await by("error")).toBe(
      `warning: the champion ${best?.id} did not pass its verification, and no other program did\n`,
    );
    expect(await by("size")).not.toContain("champion");
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
    const resumed = await resume(basename(cut.folder), { resultsRoot: dirname(cut.folder), workers });
    expect(resumed).toMatchObject({ status: "done", digest: whole.digest });
    expect(resumed.verified).toEqual(whole.verified);
  });
});
