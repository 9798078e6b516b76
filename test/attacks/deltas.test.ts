import { zstdCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { GalapagosError } from "../../src/core/index.ts";
import { createRowContext } from "../../src/store/read/row-context.ts";
import type { Queries } from "../../src/store/read/queries.ts";
import { contentText, packChange } from "../../src/store/stored-program.ts";

interface Row {
  readonly base: number | null;
  readonly depth: number;
  readonly frame: Uint8Array | null;
}

const whole = contentText({ source: "export const solve = () => [1, 2.5, 3];", words: null });
const WHOLE: Row = { base: null, depth: 0, frame: packChange(whole, null) };
const frame = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);
const change = (...bytes: number[]): Row => ({ base: 1, depth: 1, frame: frame(...bytes) });
const zeros = (bytes: number): Buffer => zstdCompressSync(Buffer.alloc(bytes));
const text = (json: string): Row => ({ base: null, depth: 0, frame: zstdCompressSync(Buffer.from(json)) });

/** What a reader of a record with these programs says of the last one. */
function read(...programs: readonly Row[]): unknown {
  const queries = {
    get: (_sql: string, id: number) => programs[id - 1] as never,
    corrupt: (what: string) => new GalapagosError(what, { code: "store/corrupt" }),
  } as unknown as Queries;
  return createRowContext(queries).contentOf(programs.length);
}

describe("a record whose programs nobody wrote is refused as damaged, soon and in little memory", () => {
  it.each<[string, readonly Row[]]>([
    ["a change of itself", [{ base: 1, depth: 1, frame: frame(1, 0x80) }]],
    [
      "two that are changes of each other",
      [
        { ...WHOLE, base: 2 },
        { ...WHOLE, base: 1 },
      ],
    ],
    [
      "a circle of three",
      [
        { ...WHOLE, base: 3 },
        { ...WHOLE, base: 1 },
        { ...WHOLE, base: 2 },
      ],
    ],
    ["a change of one that is not there", [{ ...WHOLE, base: 7 }]],
    ["a change of one that was dropped", [{ base: null, depth: 0, frame: null }, change(1, 0x80)]],
    [
      "more changes in a row than any record has",
      Array.from({ length: 1100 }, (_, i) => (i === 0 ? WHOLE : { ...change(1), base: i })),
    ],
    ["a change of numbers of nothing", [{ base: null, depth: 0, frame: frame(1, 0x80) }]],
    ["numbers and words of nothing", [{ base: null, depth: 0, frame: frame(2, 0x80) }]],
    ["an empty frame", [change()]],
    ["a frame of a kind to come", [change(3, 1, 2, 3)]],
    ["changes that end before they begin", [WHOLE, change(1)]],
    ["a count of endless zeros", [WHOLE, change(1, ...new Array(4096).fill(0))]],
    ["more numbers unchanged than there are", [WHOLE, change(1, 0x00, 0x40)]],
    ["a form that is none", [WHOLE, change(1, 0b11000000, 0b00010011, 0b11111111)]],
    ["letters without an end", [WHOLE, change(1, 0xc0, 0x48, 0, 0, 0, 0, 0xff, 0xff, 0xff)]],
    ["numbers whose words are not zstd's", [WHOLE, change(2, 0x10, 1, 2, 3)]],
    ["half a frame", [{ ...WHOLE, frame: (WHOLE.frame as Uint8Array).subarray(0, 12) }]],
    [
      "a frame that unfolds to a gigabyte",
      [
        { base: null, depth: 0, frame: zeros(1 << 27) },
        { base: 1, depth: 1, frame: zeros(1 << 27) },
      ],
    ],
    ["content that is no JSON", [text("export")]],
    ["content that is a number", [text("7")]],
    ["content that is an object", [text('{"source":"x"}')]],
    ["content without a source", [text("[]")]],
    ["a source that is a number", [text("[7]")]],
    ["words that are a text", [text('["x", "words"]')]],
  ])("%s", (_what, programs) => {
    const before = process.memoryUsage().rss;
    expect(() => read(...programs)).toThrow(expect.objectContaining({ code: "store/corrupt" }));
    expect(process.memoryUsage().rss - before).toBeLessThan(1 << 30);
  });
});
