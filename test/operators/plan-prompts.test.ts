import { describe, expect, it } from "vitest";
import { type Candidate, randomStream } from "../../src/core/index.ts";
import {
  DEFAULT_MEMORY,
  exportedId,
  importEvents,
  IslandMemory,
  memoryFile,
  placeEvents,
} from "../../src/memory/index.ts";
import { changeByParts } from "../../src/operators/directed/change-by-parts.ts";
import { outlineOf, partOf } from "../../src/operators/directed/outline.ts";
import { ArrayRecord } from "../memory/support.ts";
import {
  failed,
  GROW,
  judged,
  only,
  parentOf,
  play,
  problem,
  recordOf,
  scored,
  setStage,
  SOURCE,
  type StageOptions,
} from "./directed-support.ts";

/** A program of so many functions, the first of which is of a given version. */
function programOf(functions: number, version: number): string {
  const bodies = Array.from({ length: functions }, (_, at) => [
    `// step ${at} of the search, which moves circles`,
    `function step${at}(circles, size) {`,
    ...(at === 0 ? [`  const version = ${version};`] : []),
    ...Array.from({ length: 14 }, (_, line) => `  circles[${line}] = size * ${at} + ${line} * circles[0];`),
    "}",
  ]);
  return [
    "// EVOLVE-BLOCK-START",
    "const size = 1;",
    ...bodies.flat(),
    "// EVOLVE-BLOCK-END",
    "export function pack() {",
    "  return size;",
    "}",
    "",
  ].join("\n");
}

const LONG = programOf(32, 8);

/** Everything that a prompt may tell of: ancestors, siblings, ideas of other steps, other programs, all with long words. */
function fullHistory(): readonly Candidate[] {
  const words = "the circles of a row are moved together and the radii are solved for again ".repeat(8);
  const step = (at: number, source: string, parent: number): Candidate =>
    recordOf(source, at, scored(at / 100), {
      ...(at > 0 && { parents: [`i0-s${parent}`] }),
      story: {
        operator: "improve",
        gist: `idea ${at}: ${words}`.slice(0, 300),
        lesson: { cause: "plan", lesson: `${words.slice(0, 580)}.`, evidence: "" },
      },
    });
  const lineage = [0, 1, 2, 3, 4, 5, 6, 7].map((at) => step(at, programOf(32, at), at - 1));
  const siblings = Array.from({ length: 10 }, (_, at) => step(20 + at, programOf(31, 20 + at), 8));
  const tried = Array.from({ length: 30 }, (_, at) => step(40 + at, programOf(30, 40 + at), 3));
  return [...lineage, step(8, LONG, 7), ...siblings, ...tried];
}

function sixLessons(): IslandMemory {
  const lesson = (at: number) => {
    const text = `Lesson ${at}: ${"rows of circles and their size move together, ".repeat(6)}and that improves them.`;
    return {
      ...{ id: exportedId("success", text), level: "insight" as const, kind: "success" as const, text },
      ...{ tags: [], support: { for: 5, against: 0 }, uses: { recalled: 9, improved: 4 } },
      origin: { run: "earlier", problem: "circle-packing", lesson: `b2-l${at}`, programs: [] },
    };
  };
  const record = new ArrayRecord();
  const events = importEvents(memoryFile([0, 1, 2, 3, 4, 5].map(lesson)), "circle-packing");
  record.keep(placeEvents({ origin: "import", island: 0, at: 0 }, events));
  const settings = { ...DEFAULT_MEMORY, controlShare: 0 };
  return new IslandMemory(
    { settings, seed: "1", island: 0, islands: 1, interval: 50, direction: "maximise" },
    record,
  );
}

const PLAN = [
  ...[
    "1. Outlines",
    ...["A", "B", "C"].map((name) => `- ${name}: ${"another way to move rows ".repeat(13)}`),
  ],
  ...["2. Chosen", "Move rows together. ".repeat(12), "3. Plan"],
  ...Array.from(
    { length: 10 },
    (_, at) => `${at + 1}) ${"take the row and solve for its radii; ".repeat(5)}`,
  ),
  ...["4. Expected effect", "2.63"],
].join("\n");

describe("a step with a plan for a program of 20 kB about which all is known", () => {
  const options: StageOptions = {
    directed: { planner: true, planTools: 3, summarizer: true, operators: only("revise") },
    parent: parentOf(LONG, 0.08, 8),
    records: fullHistory(),
    memory: sixLessons().view(),
    script: {
      "plan/0": PLAN,
      "execute-0/0": ["```js", programOf(31, 99), "```"].join("\n"),
    },
  };
  const played = (async () => {
    const { operator, view, services, asked } = setStage(options);
    const { signal } = new AbortController();
    const draft = await operator.propose({ ...view, step: 80 }, services, signal);
    await operator.explain?.(judged(draft, scored(0.1), 0.08), services, signal);
    const text = (at: number): string =>
      asked[at]?.request.messages.map((message) => message.text).join("\n") ?? "";
    return { asked, plan: text(0), write: text(1), lesson: text(2) };
  })();

  it("asks with 12,000 tokens at most, a quarter of the bytes", async () => {
    const { asked } = await played;
    expect(asked.map(({ key }) => key)).toEqual(["plan/0", "execute-0/0", "summarize/0"]);
    expect(Buffer.byteLength(LONG)).toBeGreaterThan(20_000);
    const bytes = asked.map(({ request: { messages, tools = [] } }) =>
      Buffer.byteLength(messages.map(({ text }) => text).join("") + JSON.stringify(tools)),
    );
    expect(bytes.reduce((sum, size) => sum + size, 0) / 4).toBeLessThan(12_000);
  });

  it("shows who plans it its shape, what was written last in full, and something of everything that is known", async () => {
    const { plan } = await played;
    expect(plan).toContain("shape of i0-s8");
    expect(plan).toContain("  const version = 8;");
    expect(plan).toContain("function step31(circles, size) { … 14 lines …");
    expect(plan).toContain("Who writes the code sees all of them");
    for (const part of ["# How the parent came about", "# What was tried on this parent", "- i0-s29: "])
      expect(plan).toContain(part);
  });

  it("shows who writes it all of it, and that the plan is a part of what the planner said", async () => {
    const { write } = await played;
    expect(write).toContain(LONG.trimEnd());
    expect(write).toContain("the ways that it did not choose are left out");
    expect(write).not.toContain("another way to move rows");
  });

  it("shows who explains it every step of the plan and every place that changed", async () => {
    const { lesson } = await played;
    expect(lesson).toContain("\n10) take the row");
    expect(lesson).not.toContain("Long steps are shown");
    expect(lesson).toContain("+  const version = 99;");
    expect(lesson).toContain("-function step31(circles, size) {");
  });
});

it("a bold plan is asked for where the parent's latest children gained nothing", async () => {
  const SUPPOSED = "Suppose, for this one step";
  const plans = async (children: readonly number[]): Promise<string> => {
    const stage = setStage({
      directed: { planner: true },
      parent: parentOf(SOURCE, 1, 3),
      records: [
        ...[recordOf(SOURCE, 0, scored(0)), recordOf(SOURCE, 3, scored(1))],
        ...children.map((score, at) =>
          recordOf(SOURCE.replace("= 1", `= ${at + 5}`), 4 + at, scored(score), { parents: ["i0-s3"] }),
        ),
      ],
      script: {},
    });
    const { signal } = new AbortController();
    for (let step = 9; step < 29; step++) {
      const random = (purpose: string) => randomStream("bold", step, purpose);
      await stage.operator.propose({ ...stage.view, step, random }, stage.services, signal);
    }
    const asked = stage.asked.filter(({ key }) => key === "plan/0");
    return asked.map(({ request }) => request.messages.at(-1)?.text ?? "").join("\n");
  };
  for (const children of [[], [0.5], [0.5, 2]]) expect(await plans(children)).not.toContain(SUPPOSED);
  const still = await plans([2, 0.5, 0.7]);
  expect(still).toContain(SUPPOSED);
  expect(still).toContain("three different ways to improve the parent");
});

describe("an outline", () => {
  const none = { first: [], frozen: new Set<number>() };
  const source = [
    ...["def first(x):", '    """Moves x."""', "    y = x", "    return y", ""],
    ...["def second(x):", "    if x:", "        return 1", "    return 2", ""],
  ].join("\n");

  const long = [
    ...["def first(x):", '    """Moves x."""', "    y = x", "    z = y", "    return z", ""],
    ...["def second(x):", "    if x:", "        return 1", "    w = 2", "    return w", ""],
  ].join("\n");

  it("opens what was changed, then what may change, as far as there is room, and keeps docstrings", () => {
    const short = outlineOf(long, 100, none);
    expect(short).toContain('def first(x): … 4 lines …\n    """Moves x."""');
    expect(outlineOf(long, 130, { ...none, first: [new Set([7])] })).toContain("    if x:");
    expect(outlineOf(long, 130, { ...none, frozen: new Set([6, 7, 8, 9, 10, 11]) })).toContain("    y = x");
    expect(outlineOf(long, 1000, none)).toBe(long.replaceAll("\n\n", "\n").trimEnd());
  });

  it("folds no body of three lines or less, whose place would be as long", () => {
    const short = outlineOf(source, 100, none);
    expect(short).not.toMatch(/… [123] lines …/);
  });

  it("shows the lines of interest of every body before it shows the rest of one", () => {
    const body = (name: string) => [
      `def ${name}():`,
      ...Array.from({ length: 9 }, (_, at) => `    ${name}${at}()`),
    ];
    const two = [...body("a"), ...body("b")].join("\n");
    const told = outlineOf(two, 120, { ...none, first: [new Set([5, 15])] });
    expect(told).toContain("    a4()");
    expect(told).toContain("    b4()");
    expect(outlineOf(two, 1000, { ...none, first: [new Set([5, 15])] })).toBe(two);
  });

  it("keeps its room in programs that have no shape", () => {
    const flat = Array.from({ length: 900 }, (_, at) => `x${at} = ${at}`).join("\n");
    expect(outlineOf(flat, 500, none).length).toBeLessThanOrEqual(500);
    expect(outlineOf(`table = [${"1, ".repeat(5000)}]`, 500, none).length).toBeLessThan(300);
  });

  it("cuts a long line between its signs", () => {
    for (const line of ["𝒳".repeat(200), `a${"𝒳".repeat(200)}`])
      expect(outlineOf(line, 1000, none).isWellFormed()).toBe(true);
  });

  it("has its parts by words of their first lines, in full", () => {
    expect(partOf(source, "def second")).toBe("def second(x):\n    if x:\n        return 1\n    return 2");
    expect(partOf(LONG, "function step3(")?.split("\n").at(-1)).toBe("}");
    expect(partOf(source, "third")).toBeNull();
  });
});

it("who writes a crossover sees the mate whole, however long, and is sent to no tool; its planner sees the shape", async () => {
  const source = programOf(40, 5).replace(
    /circles\[(\d+)\] = .*/g,
    "while (size < $1) size += Math.sqrt(circles.length / $1);",
  );
  expect(Buffer.byteLength(source)).toBeGreaterThan(25_000);
  const mate = parentOf(source, 0.05, 5);
  const { asked } = await play({
    directed: { planner: true, planTools: 2, operators: only("crossover") },
    ...{ parent: parentOf(LONG, 0.08, 8), mate },
    records: [
      recordOf(SOURCE, 0, scored(0)),
      recordOf(source, 5, scored(0.05), { parents: [] }),
      recordOf(LONG, 8, scored(0.08)),
    ],
    script: { "plan/0": "Chosen: both.", "execute-0/0": GROW },
  });
  const [plan = "", write = ""] = asked.map(({ request }) =>
    request.messages.map(({ text }) => text).join("\n"),
  );
  expect(plan).toContain("shape of i0-s5");
  expect(write).toContain("combine two programs");
  expect(write).toContain(source.trimEnd());
  expect(write).not.toContain("show_program");
});

it("a planner that asks for a part of a program gets that part, and of a long program its shape", async () => {
  const { asked } = await play({
    directed: { planner: true, planTools: 2 },
    parent: parentOf(LONG, 0.08, 8),
    records: fullHistory(),
    script: {
      "plan/0": {
        tools: [
          ["show_program", { id: "i0-s8", part: "function step5(" }],
          ["show_program", { id: "i0-s7" }],
          ["show_program", { id: "i0-s7", part: "nowhere" }],
        ],
      },
      "plan/1": "Chosen: grow.",
      "execute-0/0": GROW,
    },
  });
  const answers = (asked[1]?.request.messages ?? []).flatMap((message) =>
    message.role === "tool" ? [message.text] : [],
  );
  expect(answers[0]).toBe(`\`\`\`part of i0-s8\n${partOf(LONG, "function step5(")}\n\`\`\``);
  expect(answers[1]).toContain("shape of i0-s7");
  expect(answers[2]).toBe("i0-s7 has no line with these words.");
});

it("a planner sees what the last step changed and the frozen lines that call what may change, however long the program", async () => {
  const before = programOf(24, 7);
  const after = programOf(24, 8);
  const frozen = (text: string): string =>
    text.replace("pack() {\n", `pack() {\n${"  size.toFixed(9);\n".repeat(30)}  step7(size);\n`);
  const source = frozen(after);
  const { asked } = await play({
    directed: { planner: true },
    parent: parentOf(source, 0.08, 8),
    records: [
      recordOf(frozen(before), 7, scored(0.07)),
      recordOf(source, 8, scored(0.08), { parents: ["i0-s7"] }),
    ],
    script: { "plan/0": "Chosen: grow.", "execute-0/0": GROW },
  });
  const plan = asked[0]?.request.messages.map(({ text }) => text).join("\n") ?? "";
  expect(plan).toContain("shape of i0-s8");
  expect(plan).toContain("  const version = 8;");
  expect(plan).toContain("\n  step7(size);\n");
});

it("a parent whose children came to its score but for some digits is told to be found again, not used up", async () => {
  const records = [
    recordOf(SOURCE, 0, scored(1)),
    recordOf(SOURCE, 1, scored(2)),
    ...[1.999999, 1.9999995, 1.999999, 1.5].map((score, at) =>
      recordOf(`${SOURCE}// ${at}`, 2 + at, scored(score), { parents: ["i0-s1"] }),
    ),
  ];
  const { asked } = await play({
    directed: { calls: "one", operators: only("refine") },
    parent: parentOf(SOURCE, 2, 1),
    records,
    script: { "execute-0/0": GROW },
  });
  const told = asked[0]?.request.messages.at(-1)?.text ?? "";
  expect(told).toContain("3 of the last 4 children of this program came within 0.000001 of its score");
  expect(told).not.toContain("used up");
});

it.each(["refine", "revise"] as const)("at the best known value %s blames no method", async (name) => {
  const at = problem.definition.bestKnown[0]?.value ?? 0;
  const records = [
    recordOf(SOURCE, 0, scored(1)),
    recordOf(SOURCE, 1, scored(at)),
    ...[2, 3, 4, 5].map((step) => recordOf(`${SOURCE}// ${step}`, step, scored(at), { parents: ["i0-s1"] })),
  ];
  const { asked } = await play({
    directed: { calls: "one", operators: only(name) },
    ...{ parent: parentOf(SOURCE, at, 1), records, inFlight: 2 },
    script: { "execute-0/0": GROW },
  });
  const told = asked[0]?.request.messages.at(-1)?.text ?? "";
  expect(told).toContain("programs of this island came to it");
  expect(told).not.toMatch(/used up|holds it back|came within/);
});

it.each([3, 4])(
  "a parent whose last %i children gained nothing is kept to its method below four, and to none from four on",
  async (count) => {
    const records = [
      recordOf(SOURCE, 0, scored(1)),
      recordOf(SOURCE, 1, scored(2)),
      ...Array.from({ length: count }, (_, at) =>
        recordOf(`${SOURCE}// ${at}`, 2 + at, at === 0 ? failed("crash", "boom") : scored(1), {
          parents: ["i0-s1"],
        }),
      ),
    ];
    const { asked } = await play({
      directed: { calls: "one", operators: only("refine") },
      parent: parentOf(SOURCE, 2, 1),
      records,
      script: { "execute-0/0": GROW },
    });
    const told = asked[0]?.request.messages.at(-1)?.text ?? "";
    const [kept, left] = [told.includes("Keep its method"), told.includes("its method is used up")];
    expect([kept, left]).toEqual(count < 4 ? [true, false] : [false, true]);
  },
);

it("a change that is too long to be shown is shown at each of its places", () => {
  const before = Array.from({ length: 400 }, (_, at) => `line ${at}`);
  const after = before.flatMap((line, at) =>
    at === 5 || at === 395
      ? [`new ${at}`]
      : at === 200
        ? Array.from({ length: 90 }, (_, of) => `long ${of}`)
        : [line],
  );
  const text = changeByParts(before.join("\n"), after.join("\n"), 700);
  expect(text.length).toBeLessThanOrEqual(700);
  for (const part of ["-line 5\n+new 5", "+long 0", "lines more", "-line 395\n+new 395"])
    expect(text).toContain(part);
});
