import type { Random } from "../../src/core/index.ts";

const ROW = /^\s*\[\s*-?[\d.]/;
const NUMBER = /-?\d[\d.]*(?:e-?\d+)?/g;

/**
 * A blind change of a table of numbers, as a model that knows nothing of the problem might make it: one to three of them move by a
 * normal relative step of 3 to 30 %.
 */
export function varyTable(source: string, random: Random): string | null {
  const lines = source.split("\n");
  const cells = lines.flatMap((line, at) =>
    ROW.test(line) ? [...line.matchAll(NUMBER)].map((_, column) => ({ at, column })) : [],
  );
  if (cells.length === 0) return null;
  for (let left = 1 + random.int(3); left > 0 && cells.length > 0; left--) {
    const [cell] = cells.splice(random.int(cells.length), 1);
    if (cell === undefined) break;
    let column = 0;
    lines[cell.at] = (lines[cell.at] as string).replaceAll(NUMBER, (text) =>
      column++ === cell.column ? moved(Number(text), random) : text,
    );
  }
  return lines.join("\n");
}

function moved(value: number, random: Random): string {
  const share = Math.exp(Math.log(0.03) + random.next() * Math.log(10));
  const text = (value * (1 + share * random.normal())).toFixed(6).replace(/0+$/, "");
  return text.endsWith(".") ? `${text}0` : text;
}

/** A table with about half of its rows from a mate's, where both have as many. */
export function crossRows(source: string, mate: string, random: Random): string {
  if (source === mate) return source;
  const [own, others] = [source.split("\n"), mate.split("\n")];
  if (own.length !== others.length) return source;
  return own
    .map((line, at) => (ROW.test(line) && random.next() < 0.5 ? (others[at] as string) : line))
    .join("\n");
}
