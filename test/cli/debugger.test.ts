import { cpSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { debugged } from "./debugged.ts";
import { BIN, SLOPE } from "./support.ts";

it("a debugger stops at a breakpoint in the evaluator, as the launch recipe of init promises", async () => {
  const home = temporaryFolder("debugger");
  cpSync(SLOPE, join(home, "stopped"), { recursive: true });
  const command = [BIN, "eval", join(home, "stopped"), join(home, "stopped/seed.js")];
  const run = await debugged(command, { lineNumber: 5, urlRegex: "stopped/evaluator" });
  expect(run).toMatchObject({ code: 0, stops: ["score:6"] });
  expect(run.stdout).toMatch(/^error: 197 /);
  expect(run.stderr).toContain(
    "a debugger is attached: the evaluator runs in this process, and nothing limits the scorer's time",
  );
});
