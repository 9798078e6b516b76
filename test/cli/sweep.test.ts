import { expect, it } from "vitest";
import { COMMANDS } from "../../src/cli/program.ts";
import { galapagos } from "./support.ts";

it.each(COMMANDS.map(({ name }) => name))(
  "a wrong flag of %s is refused in words, with what belongs there, and as JSON where that is asked for",
  async (name) => {
    const { code, stdout, stderr } = await galapagos([name, "--nonsense", "--json"]);
    expect(code, stderr).toBe(2);
    expect(stderr).toContain("error: unknown option '--nonsense'");
    expect(stderr).toContain(`hint: galapagos ${name} `);
    expect(stderr).toContain(`(galapagos ${name} --help says more)`);
    expect(JSON.parse(stdout).error).toMatchObject({ message: "unknown option '--nonsense'", exitCode: 2 });
  },
);

it.each(
  COMMANDS.filter(({ synopsis }) => synopsis.includes("<")).map(({ name, synopsis }) => [name, synopsis]),
)("%s without what it needs (%s) names it", async (name, synopsis) => {
  const { code, stderr } = await galapagos([name]);
  expect(code).toBe(2);
  const [, first] = /<([^>.]+)/.exec(synopsis) ?? [];
  expect(stderr).toContain(`error: missing required argument '${first}'`);
  expect(stderr).toContain(`hint: galapagos ${name} `);
});
