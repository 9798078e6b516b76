import { describe, expect, it, test } from "vitest";
import { completeSettings, hillNamedIn, presets } from "../../src/corewar/index.ts";

describe("presets", () => {
  test.each(Object.entries(presets))("%s: rules under which two warriors can fight", (_, { settings }) => {
    expect(completeSettings({ ...settings, warriors: 2 })).toMatchObject(settings);
  });

  it.each([
    [";redcode-94nop\n", "94nop"],
    [";redcode-tiny\n", "tiny"],
    [";redcode-tiny-lp verbose\n", "tiny-lp"],
    ["; a letter\n;redcode-medium\n", "medium"],
    [";redcode\n", null],
    [";redcode-unheard\n", null],
  ])("%j names %s", (source, hill) => {
    expect(hillNamedIn(source)).toBe(hill);
  });
});
