import { expect, it } from "vitest";
import { GalapagosError } from "../../src/core/index.ts";
import { namingRun, namingWhole } from "../../src/run/naming-run.ts";

async function hintOf(hint: string, command = "galapagos study s.json"): Promise<string | undefined> {
  const part = (): Promise<never> => Promise.reject(new GalapagosError("full", { code: "store/full", hint }));
  const failed = await namingWhole(command, () => namingRun("results/a part", part)).catch((error) => error);
  expect(failed).toMatchObject({ code: "store/full", message: "full" });
  return failed.hint;
}

it.each([
  ["Free some space, then: galapagos resume /s/a/1", "Free some space, then: galapagos study s.json"],
  ["Raise it: galapagos resume <run> --budget …", "Raise it: galapagos study s.json --budget …"],
  ["make room, then go on with: galapagos resume", "make room, then go on with: galapagos study s.json"],
  ["Then go on: galapagos resume 'it'\\''s /here'", "Then go on: galapagos study s.json"],
  ["see docs/settings.md", "see docs/settings.md"],
])("what ends a part of a study is mended by the study's command: %s", async (hint, expected) => {
  expect(await hintOf(hint)).toBe(expected);
});
