import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printable, printableJson } from "../../src/core/index.ts";

describe("text made safe to print", () => {
  it("shows what could deceive a terminal or a reader as a mark, and leaves the rest alone", () => {
    expect(printable("a\u001b[31mb\tc\r\nd\re")).toBe("a·[31mb\tc\nd\ne");
    expect(printable("if (ok\u202e) {\u2066// }\u2069")).toBe("if (ok·) {·// }·");
    expect(printable("un\u200bseen\u{e0041}\ufeff")).toBe("un·seen··");
    expect(printable("half \ud83d and whole 😀, é, 中, 👩‍🚀")).toBe("half · and whole 😀, é, 中, 👩‍🚀");
  });

  it("hides nothing that Unicode lets a reader ignore, and keeps what makes an emoji", () => {
    expect(printable("ig\u00adnore\u034f \u115f\u200c\u200d\u2800\u3164\ufe0f\u{e0100}all", "")).toBe(
      "ignore all",
    );
    expect(printable("👩🏽‍🚀 ❤️ a\u200db 😀\ufe0f\ufe0f", "")).toBe("👩🏽‍🚀 ❤️ ab 😀\ufe0f");
  });

  it("stands as escapes in JSON, which stays the same value", () => {
    const value = { "name\u202e": "a\u009b31m\u{e0041}\u001b ü 😀", list: [1] };
    const json = printableJson(JSON.stringify(value, null, 2));
    expect(JSON.parse(json)).toEqual(value);
    expect(json).toContain('"name\\u202e": "a\\u009b31m\\udb40\\udc41\\u001b ü 😀"');
    expect(json).toBe(printable(json));
  });

  it("removes it where the mark is empty, as prompts want it", () => {
    expect(printable("a\u001b[31mb\u202ec\ud83d\u200bd", "")).toBe("a[31mbcd");
  });

  it("whatever comes in: nothing hidden is left, it is well-formed, and a second time changes nothing", () => {
    const text = fc.string({ unit: "binary", maxLength: 200 });
    fc.assert(
      fc.property(text, fc.constantFrom("·", ""), (hostile, mark) => {
        const safe = printable(hostile, mark);
        expect(safe.isWellFormed()).toBe(true);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is the point
        expect(safe).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200b]/);
        expect(printable(safe, mark)).toBe(safe);
      }),
      { seed: 20261122, numRuns: 500 },
    );
  });
});
