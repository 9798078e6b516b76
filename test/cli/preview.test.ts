import { expect, it } from "vitest";
import { galapagos, SLOPE } from "./support.ts";

it("previews a run that money alone bounds without naming a time", async () => {
  const { code, stdout } = await galapagos([
    ...["run", SLOPE, "--dry-run", "--model", "stand-in", "--budget", "1usd"],
  ]);
  expect(code).toBe(0);
  expect(stdout).toContain("\ntime: as long as the budget lasts\n");
}, 60_000);
