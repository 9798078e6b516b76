import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const page = readFileSync(join(root, "docs", "models.md"), "utf8");

test("the dollars of the cost table follow from its calls and tokens by the rule below it", () => {
  const [, first = "", table = ""] = /^(\| a child \|.*)\n\|[-|]+\n((?:\|.*\n)+)/m.exec(page) ?? [];
  const prices = [...first.matchAll(/\(\$([\d.]+)\/\$([\d.]+)\)/g)].map(([, into, out]) => [
    Number(into),
    Number(out),
  ]);
  const [, out = ""] = /of ([\d,]+) tokens out a call/.exec(page) ?? [];
  const number = (text: string): number => Number(text.replaceAll(",", ""));
  const rows = table.trimEnd().split("\n");
  expect([prices.length, rows.length, number(out)]).toEqual([2, 4, 3000]);
  for (const row of rows) {
    const [, , calls = "", tokens = "", , ...dollars] = row.split("|").map((cell) => cell.trim());
    const most = number(tokens.split(" to ").at(-1) ?? "");
    const reckoned = prices.map(
      ([into = 0, outOf = 0]) => (most * into + number(calls) * number(out) * outOf) / 1e6,
    );
    const shown = reckoned.map((usd) => `$${Number(usd.toPrecision(2))}`);
    expect(dollars.slice(0, 2), row).toEqual(shown);
  }
});
