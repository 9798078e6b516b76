import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readConfigFile, resolveConfig, textSetting } from "../../src/config/index.ts";
import { GalapagosError } from "../../src/core/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const folder = temporaryFolder("config-file");

function read(text: string) {
  writeFileSync(join(folder, "run.json"), text);
  return resolveConfig([readConfigFile(join(folder, "run.json"), "run.json")]);
}

function refusal(act: () => unknown): GalapagosError {
  try {
    act();
  } catch (error) {
    if (error instanceof GalapagosError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("a configuration file", () => {
  it("may hold comments, trailing commas, a byte order mark and a $schema", () => {
    const config = read('\uFEFF{\n  "$schema": "config.schema.json",\n  // many\n  "islands": 9,\n}');
    expect(config.islands).toBe(9);
    expect(config).not.toHaveProperty("$schema");
  });

  it("is told all of its mistakes, in its order, with what was meant", () => {
    const text = `{
  "islands": 0,
  "migration": { "topolgy": "star", "rate": "lots" },
  "models": [{ "model": "a" }, { "id": "b", "parameters": { "maxTokens": 0 } }],
  "directed": { "embedding": { "model": "e", "key": "secret" } }
}`;
    const error = refusal(() => read(text));
    expect(error.message).toMatchInlineSnapshot(`
      "run.json:2:14: expected at least 1 for islands, got 0
      run.json:3:18: there is no setting "migration.topolgy" (did you mean migration.topology?)
      run.json:3:45: expected a number for migration.rate, got "lots" (Share of an island's elites that emigrate at a border; at least one elite when it is above 0)
      run.json:4:32: expected the property "model" for models.1, got an object without it (add "model": What the endpoint calls the model)
      run.json:4:74: expected at least 1 for models.1.parameters.maxTokens, got 0 (Most tokens of a reply, hidden reasoning included; the ledger reserves for it)
      run.json:5:46: there is no setting "directed.embedding.key" (did you mean directed.embedding.id?)"
    `);
    expect(error.hint).toMatch(/^Number of islands\./);
  });

  it("has an end: a device without one is refused, and depth without one", () => {
    expect(refusal(() => readConfigFile("/dev/zero", "zero"))).toMatchObject({
      message: "--config: zero: expected at most 1 MiB, got more",
      code: "config/file",
    });
    const deep = `{"models":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    expect(refusal(() => read(deep)).message).toMatch(/at most 200 levels of nesting/);
    expect(refusal(() => textSetting("models", deep, "--set models")).message).toMatch(/at most 200 levels/);
  });

  it("that is not there is named as it was typed", () => {
    expect(refusal(() => readConfigFile(join(folder, "none.json"), "none.json")).message).toBe(
      "--config: none.json cannot be read (ENOENT)",
    );
  });
});

describe("settings of models", () => {
  it("may be given one by one: the name in one place, the address in the next", () => {
    const config = resolveConfig([
      textSetting("directed.embedding.model", "small", "--set"),
      textSetting("directed.embedding.baseUrl", "http://localhost:1/v1", "--set"),
    ]);
    expect(config.directed.embedding).toEqual({ model: "small", baseUrl: "http://localhost:1/v1" });
  });
});
