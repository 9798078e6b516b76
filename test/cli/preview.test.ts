import { expect, it } from "vitest";
import { galapagos, SLOPE } from "./support.ts";

it("previews a run that money alone bounds without naming a time", async () => {
  const { code, stdout } = await galapagos([
    ...["run", SLOPE, "--dry-run", "--model", "stand-in", "--budget", "1usd"],
  ]);
  expect(code).toBe(0);
  expect(stdout).toContain("\ntime: as long as the budget lasts\n");
});

it("states a range of calls, tokens and money, and prints a prompt with the tokens of its sections", async () => {
  const settings =
    '[{"model": "priced", "baseUrl": "http://127.0.0.1:9/v1", "keyVariable": null, "price": {"inputUsd": 1, "outputUsd": 10}}]';
  const dry = await galapagos([
    "run",
    SLOPE,
    "--dry-run",
    "--evaluations",
    "20",
    "--set",
    `models=${settings}`,
  ]);
  expect(dry.stdout).toMatch(
    /cost: \$0\.01\d* to \$0\.\d+ a step \(1\.1 to 2\.1 calls and [\d,]+ to [\d,]+ tokens a step\); \$\S+ to \$\S+ for 20 results/,
  );
  const { stdout } = await galapagos(["prompts", SLOPE]);
  expect(stdout).toMatch(/^ +\d+ {2}\(system\)\n +\d+ {2}Task\n +\d+ {2}What to answer\n/);
  expect(stdout).toMatch(/tokens in all, estimated\n\n\[system\]\nYou search for a better program/);
  const planned = await galapagos(["prompts", SLOPE, "--pes", "--json"]);
  expect(JSON.parse(planned.stdout)).toMatchObject([
    { title: "", sections: expect.any(Array), messages: [{ role: "system" }, {}] },
  ]);
});
