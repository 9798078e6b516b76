import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type JsonObject, randomStream } from "../../src/core/index.ts";
import {
  fingerprint,
  type MutationResult,
  mutate,
  parseProgram,
  STEP_BOUNDS,
  sameOutsideRegions,
} from "../../src/program/index.ts";
import { WHOLE } from "../support/whole.ts";

/** Generations of a walk; `npm run soak` goes twice as far. */
const GENERATIONS = WHOLE ? 240 : 120;

const seedOf = (problem: string): string =>
  readFileSync(new URL(`../../problems/${problem}/seed.js`, import.meta.url), "utf8");

const TYPED = `import { helper } from "./helper.ts";
// EVOLVE-BLOCK-START
interface Point { x: number; y: number }
const limits: readonly number[] = [0, 1.5, -2e-3]; // kept
export const weigh = (p: Point, { scale = 2, ...rest }: { scale?: number }): number => {
  let sum = 0 as number;
  for (const [i, v] of limits.entries()) sum += v! * (i > 0 ? scale : helper(p.x));
  while (sum > 100) sum /= 2;
  label: for (;;) { if (sum > 1) break label; sum++; }
  switch (rest.toString()) { case "a": sum -= 1; break; default: sum = -sum; }
  return sum;
};
// EVOLVE-BLOCK-END
export { weigh as default };
`;

const PROGRAMS = {
  "circle-packing": { source: seedOf("circle-packing"), language: "javascript" },
  "heilbronn-triangle": { source: seedOf("heilbronn-triangle"), language: "javascript" },
  "online-bin-packing": { source: seedOf("online-bin-packing"), language: "javascript" },
  "CRLF line endings": {
    source: seedOf("online-bin-packing").replaceAll("\n", "\r\n"),
    language: "javascript",
  },
  typed: { source: TYPED, language: "typescript" },
} as const;

const evolve = (
  name: keyof typeof PROGRAMS,
  generations: number,
  visit: (parent: string, child: Extract<MutationResult, { status: "changed" }>) => void,
): void => {
  const { source, language } = PROGRAMS[name];
  let parent = source;
  let mates: string[] = [source];
  let strategy: JsonObject = {};
  for (let step = 0; step < generations; step++) {
    const random = randomStream("test", name, step);
    const child = mutate({
      source: parent,
      language,
      mates: step % 3 ? [] : mates,
      strategy,
      random,
      maxLength: 6000,
    });
    if (child.status !== "changed") {
      // a walk without selection may delete all there was to change
      parent = source;
      continue;
    }
    visit(parent, child);
    mates = [parent, mates[0] as string];
    // Back to the start now and then, or drift leads to programs that no one would evolve.
    parent = step % 40 === 39 ? source : child.source;
    strategy = child.strategy;
  }
};

describe.each(Object.keys(PROGRAMS) as (keyof typeof PROGRAMS)[])("children of %s", (name) => {
  const { source, language } = PROGRAMS[name];

  test("parse, differ from the parent as trees, and keep every byte outside the regions", () => {
    let children = 0;
    evolve(name, GENERATIONS, (parent, child) => {
      children++;
      const parsed = parseProgram(child.source, language);
      expect(parsed, child.source).toMatchObject({ status: "ok" });
      expect(fingerprint(child.source, language), child.note).toEqual(child.fingerprint);
      expect(child.fingerprint.tree).not.toBe(fingerprint(parent, language).tree);
      expect(sameOutsideRegions(source, child.source), child.note).toBe(true);
    });
    expect(children).toBeGreaterThan((11 / 12) * GENERATIONS);
  });

  test("are the same for the same stream, and others for another", () => {
    const make = (step: number): MutationResult =>
      mutate({ source, language, mates: [], strategy: {}, random: randomStream("same", step) });
    const children = Array.from({ length: 40 }, (_, step) => make(step));
    expect(Array.from({ length: 40 }, (_, step) => make(step))).toEqual(children);
    const sources = children.flatMap((child) => (child.status === "changed" ? [child.source] : []));
    expect(new Set(sources).size).toBeGreaterThan(30);
  });
});

test("children say what was done, and where", () => {
  const { source } = PROGRAMS["circle-packing"];
  const notes = Array.from({ length: 60 }, (_, step) =>
    mutate({ source, language: "javascript", mates: [], strategy: {}, random: randomStream("note", step) }),
  );
  for (const child of notes) expect(child).toMatchObject({ note: expect.stringMatching(/\(line \d+\)$/) });
});

test("comments and layout of what is not changed survive", () => {
  const { source } = PROGRAMS["circle-packing"];
  const comment =
    "  // A centre that a change put outside comes back to the wall, and no circle is larger than the walls allow.";
  evolve("circle-packing", 120, (_, child) => expect(child.source).toContain(comment));
  expect(source).toContain(comment);
});

test("CRLF stays CRLF: no child has a line feed of its own", () => {
  evolve("CRLF line endings", GENERATIONS, (_, child) => expect(child.source).not.toMatch(/[^\r]\n/));
});

test("the entry point stays exported, even where the export lies inside the region", () => {
  evolve("typed", GENERATIONS, (_, child) => {
    expect(child.source).toMatch(/export const weigh/);
    expect(child.source.endsWith("export { weigh as default };\n")).toBe(true);
  });
});

test("a column of equal numbers is scaled as a whole, by small factors and large ones", () => {
  const source =
    "// EVOLVE-BLOCK-START\nexport const rows = [[1.5, 0.09], [2.5, 0.09], [4.5, 0.09]];\n// EVOLVE-BLOCK-END\n";
  const factors: number[] = [];
  for (let i = 0; i < 4000; i++) {
    const child = mutate({
      source,
      language: "javascript",
      mates: [],
      strategy: {},
      random: randomStream("scale", i),
    });
    if (child.status !== "changed" || child.operator !== "number-scale" || child.note.includes(";")) continue;
    const column = [...child.source.matchAll(/, (-?[\d.e-]+)\]/g)].map(([, number]) => Number(number));
    if (column.includes(0.09)) continue;
    expect(new Set(column).size).toBe(1);
    factors.push(Math.abs(Math.log((column[0] as number) / 0.09)));
  }
  expect(factors.length).toBeGreaterThan(20);
  expect(Math.min(...factors)).toBeLessThan(0.01);
  expect(Math.max(...factors)).toBeGreaterThan(0.5);
});

test("step sizes stay within their bounds over thousands of generations", () => {
  const source = "export const numbers = [0.5, 0.25, 0.125, 3, 0];\n";
  let strategy: JsonObject = { other: "kept" };
  for (let step = 0; step < (WHOLE ? 10_000 : 4000); step++) {
    const child = mutate({
      source,
      language: "javascript",
      mates: [],
      strategy,
      random: randomStream("steps", step),
    });
    if (child.status === "changed") strategy = child.strategy;
  }
  expect(strategy.other).toBe("kept");
  for (const size of ["one", "row", "all"]) {
    expect(strategy[size]).toBeGreaterThanOrEqual(STEP_BOUNDS.low);
    expect(strategy[size]).toBeLessThanOrEqual(STEP_BOUNDS.high);
  }
});

test("senseless strategy records are taken for none", () => {
  for (const strategy of [{ one: -1 }, { one: "x", row: null }, { all: 1e9 }] as JsonObject[]) {
    const child = mutate({
      source: "export const a = [1.5, 2.5, 3.5];",
      language: "javascript",
      mates: [],
      strategy,
      random: randomStream("strategy"),
    });
    if (child.status !== "changed") throw new Error(child.reason);
    for (const size of ["one", "row", "all"]) {
      expect(child.strategy[size]).toBeGreaterThan(0);
      expect(child.strategy[size]).toBeLessThanOrEqual(1);
    }
  }
});

describe("programs that offer nothing", () => {
  test.each([
    ["", "none of 24 draws changed the program"],
    ["// EVOLVE-BLOCK-START\n// EVOLVE-BLOCK-END\nlet a = 1;\n", "none of 24 draws changed the program"],
    ["let a = ;", "Unexpected token (line 1)"],
    ["// EVOLVE-BLOCK-START\n", "EVOLVE-BLOCK-START is never closed (line 1)"],
  ])("%j comes back unchanged, with the reason", (source, reason) => {
    const random = randomStream("nothing");
    expect(mutate({ source, language: "javascript", mates: [], strategy: {}, random })).toEqual({
      status: "unchanged",
      reason,
    });
  });

  test("a child that would grow too long is not made", () => {
    const source = "export const f = (x) => { x = x + 1; return x; };\n";
    for (let step = 0; step < 100; step++) {
      const random = randomStream("long", step);
      const child = mutate({
        source,
        language: "javascript",
        mates: [],
        strategy: {},
        random,
        maxLength: source.length,
      });
      if (child.status === "changed") expect(child.source.length).toBeLessThanOrEqual(source.length);
    }
  });
});

describe("hostile programs", () => {
  const piece = fc.constantFrom(
    "let a = 1;",
    "{",
    "}",
    "(",
    ")",
    "`${",
    "}`",
    "/*",
    "*/",
    "// x\n",
    "// EVOLVE-BLOCK-START\n",
    "// EVOLVE-BLOCK-END\n",
    "export const f = (a, b) => a + b * 2;",
    "for (let i = 0; i < 3; i++) f(i);",
    "class A { #p = 1; static { this.q = [1, 2, 3]; } get x() { return this.#p; } }",
    "async function* g() { yield await 1; }",
    "const { x: [y = 1], ...z } = { x: [2] };",
    "a?.b?.[0] ?? 1;",
    "1..toFixed(); 5. .x; 0x10; 1e999; 07n;",
    "return-1;",
    "'use strict';",
    "\u2028",
    "\r",
    "😀",
  );

  test("whatever the text: a value, never an exception, and children that hold the laws", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.integer(), (pieces, draw) => {
        const source = pieces.join(" ");
        const random = randomStream("hostile", draw);
        const mate = pieces.toReversed().join("\n");
        const child = mutate({ source, language: "javascript", mates: [mate], strategy: {}, random });
        if (child.status !== "changed") return;
        expect(fingerprint(child.source, "javascript")).toEqual(child.fingerprint);
        expect(sameOutsideRegions(source, child.source)).toBe(true);
      }),
      { seed: 7, numRuns: 1500 },
    );
  });

  test.each(["javascript", "typescript"] as const)("deep nesting is refused in %s", (language) => {
    const source = `x = ${"(".repeat(100_000)}1${")".repeat(100_000)}`;
    const result = mutate({ source, language, mates: [source], strategy: {}, random: randomStream("deep") });
    expect(result).toMatchObject({
      status: "unchanged",
      reason: expect.stringContaining("nested too deeply"),
    });
  });
});

test("a relative's statement takes the place of its twin, and no statement is copied into itself", () => {
  const loop = (step: string) =>
    `// EVOLVE-BLOCK-START\nexport function f() {\n  let sum = 0;\n  for (let i = 0; i < 9; i += ${step}) {\n    sum += i;\n  }\n  return sum;\n}\n// EVOLVE-BLOCK-END\n`;
  const made = new Set<string>();
  for (let step = 0; step < 400; step++) {
    const child = mutate({
      source: loop("1"),
      language: "javascript",
      mates: step % 2 ? [loop("2")] : [],
      strategy: {},
      random: randomStream("twins", step),
    });
    if (child.status !== "changed") continue;
    made.add(child.source === loop("2") ? "the twin" : child.operator);
    const lines = child.source.split("\n").map((line) => line.trim());
    const first = lines.findIndex((line) => line.startsWith("for"));
    const inner = lines.slice(first + 1, lines.indexOf("}", first + 1));
    if (child.operator === "take-statement" || child.operator === "duplicate")
      expect(inner.filter((line) => line.startsWith("for"))).toEqual([]);
  }
  expect([...made]).toEqual(expect.arrayContaining(["the twin", "duplicate"]));
});
