import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { expect, it } from "vitest";
import { addConfigOptions } from "../../src/cli/commands/run-flags.ts";
import { DEFAULT_CONFIG, SETTINGS } from "../../src/config/index.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const at = (name: string): unknown =>
  name
    .split(".")
    .reduce<unknown>((value, part) => (value as { [key: string]: unknown })[part], DEFAULT_CONFIG);

it("every setting is described, and has the default that a run takes", () => {
  for (const { name, schema, within } of SETTINGS.values()) {
    expect(schema.description, name).toMatch(
      /^[^a-z].*\.$|^(chat|react|fuse): .*\.$|^(α|β|τ_base|`free`).*\.$/,
    );
    if (within === null) expect([name, schema.default]).toEqual([name, at(name)]);
  }
});

it("no two settings share a variable of the environment", () => {
  const variables = [...SETTINGS.values()].map(({ variable }) => variable);
  expect(new Set(variables).size).toBe(variables.length);
});

it("help shows each flag of a setting in its group, with its default", () => {
  const help = addConfigOptions(new Command("run")).configureHelp({ helpWidth: 200 }).helpInformation();
  const groups = Object.fromEntries(
    help.split("\n\n").map((block) => [block.split("\n")[0], block] as const),
  );
  for (const { group, flag } of SETTINGS.values())
    if (flag !== null) expect(groups[`${group}:`]).toContain(flag.flags);
  expect(groups["Search:"]).toMatch(/--islands <n> +number of islands\. .+ \(default: 4\)\n/);
  expect(groups["Output:"]).toContain("--json");
});

it("schemas and the page of settings are what the declarations say", () => {
  const check = () =>
    execFileSync(process.execPath, ["scripts/generate.ts", "--check"], { cwd: root, stdio: "pipe" });
  expect(check).not.toThrow();
});
