import stringWidth from "string-width";
import { expect, it } from "vitest";
import { widthOf } from "../../src/report/index.ts";

it("a sign takes the columns that string-width says, whether or not that is asked", () => {
  const wrong = Array.from({ length: 0x2600 - 0x20 }, (_, i) => String.fromCodePoint(0x20 + i)).filter(
    (sign) => widthOf(sign) !== stringWidth(sign) || widthOf(`a${sign}1`) !== stringWidth(`a${sign}1`),
  );
  expect(wrong).toEqual([]);
  expect(widthOf("1\u{fe0f}\u{20e3}🐢漢")).toBe(stringWidth("1\u{fe0f}\u{20e3}🐢漢"));
});
