import { expect, it } from "vitest";
import { wholeLines, wholeSentences } from "../../src/core/index.ts";

it("ends a text at the end of a line, or of a sentence, or at a word", () => {
  expect(wholeLines("one\ntwo\nthree", 9)).toBe("one\ntwo");
  expect(wholeLines("one\ntwo", 9)).toBe("one\ntwo");
  expect(wholeSentences("It is 0.5. Then it falls off.", 15)).toBe("It is 0.5.");
  expect(wholeSentences("All of one sentence", 12)).toBe("All of one…");
  expect(wholeSentences("😀".repeat(9), 8)).toBe("😀😀😀…");
});
