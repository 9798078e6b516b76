import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { main } from "../../src/cli/main.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { calmProblem, galapagos, surroundings } from "./support.ts";

const home = temporaryFolder("watch");

it("check --watch checks again when a file is saved, waits for a mistake to be mended, and ends by Ctrl-C", async () => {
  const folder = calmProblem(join(home, "calm"), 1);
  const io = surroundings({ cwd: home });
  let interrupt = (): void => {};
  const onSignal = (_: unknown, listener: () => void) => {
    interrupt = listener;
    return () => {};
  };
  const ended = main(["check", "calm", "--watch", "--repeats", "1"], { ...io, onSignal });
  const { written } = io;
  const seen = (times: number) =>
    expect.poll(() => written().stderr.match(/watching calm: save a file/g)?.length ?? 0, WAIT).toBe(times);
  await seen(1);
  expect(written().stdout).toContain("slope: the seed scores 1 (error, minimise)");

  const evaluator = join(folder, "evaluator.js");
  const whole = readFileSync(evaluator, "utf8");
  writeFileSync(evaluator, "export default () => { return 1 + ; };\n");
  await seen(2);
  expect(written().stderr).toContain("── changed: evaluator.js");
  expect(written().stderr).toMatch(/error: .*evaluator\.js: expected a module that can be imported, got: /);

  writeFileSync(evaluator, whole.replace("score: 1", "score: 0.5"));
  await seen(3);
  expect(written().stdout).toContain("slope: the seed scores 0.5 (error, minimise)");
  interrupt();
  expect(await ended).toBe(0);
});

it("check --watch --json is refused in words", async () => {
  const { code, stderr } = await galapagos(["check", "circle-packing", "--watch", "--json"]);
  expect(code).toBe(2);
  expect(stderr).toContain("error: --watch is for people, and --json prints one report");
});

const WAIT = { timeout: 80_000, interval: 50 } as const;
