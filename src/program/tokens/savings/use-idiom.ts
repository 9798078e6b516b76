import { short } from "../change-expressions.ts";
import type { TokenOperator } from "../changes.ts";
import type { TokenProgram } from "../token-program.ts";
import { type FoundIdiom, findIdioms } from "./find-idioms.ts";
import { freshName } from "../../fresh-name.ts";
import { readIdioms } from "./idiom.ts";

/** Another way of writing something: `x.append(a)` for `x = x + [a]`. */
export const useIdiom: TokenOperator = {
  name: "idiom",
  apply({ program, random }) {
    const places = findIdioms(program, readIdioms(program.rules));
    if (places.length === 0) return null;
    const place = random.pick(places);
    const { start, end } = place;
    const text = written(program, place);
    return {
      edits: [{ start, end, text }],
      note: `${short(program.source.slice(start, end))} → ${short(text)}`,
    };
  },
};

function written(program: TokenProgram, { idiom: { fast, fillsLines }, start, held }: FoundIdiom): string {
  const { source, uses } = program;
  const indent = fillsLines ? indentAt(source, start) : "";
  return fast
    .replace(/^(?=.)/gm, indent)
    .replace(/\$+\w+|@\w+/g, (hole) =>
      hole.startsWith("@") ? freshName(hole.slice(1), uses) : (held.get(hole) ?? hole),
    );
}

function indentAt(source: string, start: number): string {
  let end = start;
  while (source[end] === " " || source[end] === "\t") end++;
  return source.slice(start, end);
}
