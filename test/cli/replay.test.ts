import { basename, join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { galapagos, SLOPE } from "./support.ts";

const root = temporaryFolder("replay");

it("a replay takes everything from the record: what is said besides is refused, and so is more than was recorded", async () => {
  const [run, again] = [join(root, "run"), join(root, "again")];
  const budget = ["--islands", "1", "--evaluations", "3"];
  const first = await galapagos(["run", SLOPE, "--model", "stand-in", ...budget, "--out", run, "--json"]);
  expect(first.code).toBe(0);
  for (const more of [[SLOPE], ["--seed", "2"], ["--executor", "chat"], ["--no-memory"], ["--dry-run"]]) {
    const refused = await galapagos(["run", ...more, "--replay", run, "--out", again]);
    expect(refused, more.join(" ")).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toMatch(/^error: a replay takes everything from the record; got /);
  }
  const replay = await galapagos(["run", "--replay", run, "--out", again, "--json", "--threads", "1"]);
  expect(replay.code).toBe(0);
  expect(JSON.parse(replay.stdout).digest).toBe(JSON.parse(first.stdout).digest);
  const longer = await galapagos(["resume", again, "--evaluations", "9"]);
  expect(longer).toMatchObject({ code: 2, stdout: "" });
  expect(longer.stderr).toContain(`hint: go on with the run itself: galapagos resume ${basename(run)} `);
  expect((await galapagos(["inspect", again, "--json"])).stdout).toBe(replay.stdout);
});
