import { describe, expect, test } from "vitest";
import { applyEdit, EDIT_FORMATS, type EditFormat, type EditOutcome } from "../../src/edits/index.ts";
import { findRegions } from "../../src/program/regions.ts";

const parent = [
  "// frozen head",
  "// EVOLVE-BLOCK-START",
  "export function area(r) {",
  "  const factor = 3.14;",
  "  // ünïcode “quotes” – dash",
  "  if (r < 0) {",
  "    return 0;",
  "  }",
  "  return factor * r * r;",
  "}",
  "// EVOLVE-BLOCK-END",
  "export const unit = 'm';",
  "",
].join("\n");

function regionsOf(source: string) {
  const found = findRegions(source);
  return found.status === "ok" ? found.regions : [];
}

function apply(format: EditFormat, reply: string, source = parent): EditOutcome {
  return applyEdit(source, reply, { format, editable: regionsOf(source) });
}

function block(search: string, replace: string): string {
  return `<<<<<<< SEARCH\n${search === "" ? "" : `${search}\n`}=======\n${replace === "" ? "" : `${replace}\n`}>>>>>>> REPLACE`;
}

/** The parent with one line replaced. */
function withLine(from: string, to: string | null): string {
  return parent
    .split("\n")
    .flatMap((line) => (line === from ? (to === null ? [] : [to]) : [line]))
    .join("\n");
}

const better = withLine("  const factor = 3.14;", "  const factor = Math.PI;");
const plain = block("  const factor = 3.14;", "  const factor = Math.PI;");
const diff = [
  "--- a/area.js",
  "+++ b/area.js",
  "@@ -3,3 +3,3 @@",
  " export function area(r) {",
  "-  const factor = 3.14;",
  "+  const factor = Math.PI;",
  "   // ünïcode “quotes” – dash",
].join("\n");
const fenced = (text: string, info = "js"): string => `\`\`\`${info}\n${text}\n\`\`\``;

describe("replies that apply", () => {
  const cases: readonly [string, EditFormat, string, string][] = [
    ["a plain block", "search-replace", plain, better],
    ["prose and a fence around the block", "search-replace", `Sure! Here:\n${fenced(plain)}\nDone.`, better],
    ["CR LF in the reply", "search-replace", plain.replaceAll("\n", "\r\n"), better],
    [
      "trailing blanks",
      "search-replace",
      block("  const factor = 3.14;   ", "  const factor = Math.PI;"),
      better,
    ],
    ["lost indentation", "search-replace", block("const factor = 3.14;", "const factor = Math.PI;"), better],
    [
      "tabs for blanks",
      "search-replace",
      block(
        "\tif (r < 0) {\n\t\treturn 0;\n\t}",
        "\tif (r < 0) {\n\t\tthrow new Error();\n\t\treturn 1;\n\t}",
      ),
      parent.replace("    return 0;", "    throw new Error();\n    return 1;"),
    ],
    [
      "straight quotes for curly ones",
      "search-replace",
      block('  // ünïcode "quotes" - dash', "  // ünïcode ✓"),
      withLine("  // ünïcode “quotes” – dash", "  // ünïcode ✓"),
    ],
    [
      "a fence inside each side",
      "search-replace",
      block("```js\n  const factor = 3.14;\n```", "```js\n  const factor = Math.PI;\n```"),
      better,
    ],
    [
      "blank lines around what is searched",
      "search-replace",
      block("\n  const factor = 3.14;\n", "\n  const factor = Math.PI;\n"),
      better,
    ],
    [
      "an empty REPLACE deletes",
      "search-replace",
      block("  // ünïcode “quotes” – dash", ""),
      withLine("  // ünïcode “quotes” – dash", null),
    ],
    [
      "several blocks in any order",
      "search-replace",
      `${block("    return 0;", "    return NaN;")}\n\n${plain}`,
      better.replace("return 0", "return NaN"),
    ],
    [
      "context that is frozen and unchanged",
      "search-replace",
      block(
        "// frozen head\n// EVOLVE-BLOCK-START\nexport function area(r) {",
        "// frozen head\n// EVOLVE-BLOCK-START\nexport function area(r = 1) {",
      ),
      parent.replace("area(r)", "area(r = 1)"),
    ],
    [
      "nine signs",
      "search-replace",
      plain.replace(/([<=>])\1{6}/g, (run) => `${run}${run[0]}${run[0]}`),
      better,
    ],
    ["a plain diff", "unified-diff", diff, better],
    ["a fenced diff", "unified-diff", `Here:\n${fenced(diff, "diff")}`, better],
    ["CR LF in the diff", "unified-diff", diff.replaceAll("\n", "\r\n"), better],
    ["wrong line numbers", "unified-diff", diff.replace("-3,3 +3,3", "-90,7 +91,8"), better],
    ["no line numbers", "unified-diff", diff.replace("@@ -3,3 +3,3 @@", "@@"), better],
    ["no file header", "unified-diff", diff.split("\n").slice(2).join("\n"), better],
    ["a fenced program", "full-program", fenced(better), better],
    ["a fence with the wrong tag", "full-program", fenced(better, "python"), better],
    ["tildes", "full-program", `~~~js\n${better}~~~`, better],
    ["CR LF in the program", "full-program", fenced(better).replaceAll("\n", "\r\n"), better],
    [
      "a snippet before the program",
      "full-program",
      `First:\n${fenced("const x = 1;")}\nThen:\n${fenced(better)}`,
      better,
    ],
    [
      "frozen text with other white space",
      "full-program",
      fenced(
        better
          .replace("// frozen head", "// frozen head   ")
          .replace("// EVOLVE-BLOCK-END", "  // EVOLVE-BLOCK-END"),
      ),
      better,
    ],
  ];
  test.each(cases)("%s (%s)", (_name, format, reply, expected) => {
    const outcome = apply(format, reply);
    expect(outcome).toMatchObject({ status: "applied" });
    expect(outcome.status === "applied" && outcome.source).toBe(expected);
  });

  test("line ends of a CR LF program are kept, whatever the reply uses", () => {
    const source = parent.replaceAll("\n", "\r\n");
    for (const [format, reply] of [
      ["search-replace", plain],
      ["unified-diff", diff],
      ["full-program", fenced(better)],
    ] as const) {
      const outcome = apply(format, reply, source);
      expect(outcome.status === "applied" && outcome.source).toBe(better.replaceAll("\n", "\r\n"));
    }
  });

  test("a line number in a hunk decides between equal places", () => {
    const source = "a\nx\nb\na\nx\nc\n";
    const outcome = applyEdit(source, "@@ -4,2 +4,2 @@\n a\n-x\n+y", { format: "unified-diff" });
    expect(outcome).toMatchObject({ status: "applied", source: "a\nx\nb\na\ny\nc\n" });
  });

  test("a program without a last line end keeps ending that way", () => {
    const change = (search: string, replace: string) =>
      applyEdit("a\nb", block(search, replace), { format: "search-replace" });
    expect(change("b", "b\nc")).toMatchObject({ source: "a\nb\nc" });
    expect(change("b", "c")).toMatchObject({ source: "a\nc" });
    expect(change("b", "")).toMatchObject({ source: "a" });
    expect(change("a", "")).toMatchObject({ source: "b" });
  });

  test("a fenced example inside the program does not cut it short", () => {
    const source = "/*\nexample:\n```js\nrun()\n```\n*/\nexport const a = 1;\n";
    const child = source.replace("a = 1", "a = 2");
    expect(applyEdit(source, fenced(child.trimEnd()), { format: "full-program" })).toMatchObject({
      source: child,
    });
  });

  test("bare fence lines inside the program are recovered when the parts are not plausible", () => {
    const child = "x = `\n```\ntext\n```\n`;\nmore();\n";
    const plausible = (text: string): boolean => text.includes("x =") && text.includes("more");
    const outcome = applyEdit("x = 1;\n", fenced(child.trimEnd()), { format: "full-program", plausible });
    expect(outcome).toMatchObject({ source: child });
  });

  test("a bare program counts only when it is plausible", () => {
    const options = { format: "full-program", plausible: (text: string) => text.startsWith("let ") } as const;
    expect(applyEdit("let a = 1;\n", "let a = 2;\n", options)).toMatchObject({ source: "let a = 2;\n" });
    expect(applyEdit("let a = 1;\n", "Use 2.", options)).toMatchObject({ kind: "prose" });
  });
});

describe("an edit in another format than the one that was asked for", () => {
  const region = (text: string) => text.split("\n").slice(2, 10).join("\n");
  const shapes: readonly [string, string][] = [
    ["blocks", plain],
    ["a diff", fenced(diff, "diff")],
    ["the whole program in a fence", `Here it is:\n\n${fenced(better)}\nDone.`],
    ["the region alone in a fence", fenced(region(better))],
    ["the region with its markers in a fence", fenced(better.split("\n").slice(1, 11).join("\n"))],
  ];
  const plausible = (text: string): boolean => text.includes("frozen head") && text.includes("unit");
  test.each(
    shapes.flatMap(([shape, reply]) => EDIT_FORMATS.map((format) => [shape, format, reply] as const)),
  )("%s where %s was asked", (_shape, format, reply) => {
    const outcome = applyEdit(parent, reply, { format, editable: regionsOf(parent), plausible });
    expect(outcome).toMatchObject({ status: "applied", source: better });
  });

  test("a short example in a fence is no program", () => {
    const reply = `Try this:\n${fenced("const factor = Math.PI;")}`;
    const outcome = applyEdit("let a = 1;\n".repeat(20), reply, {
      format: "search-replace",
      plausible: () => true,
    });
    expect(outcome).toMatchObject({ kind: "prose" });
  });
});

describe("replies that fail by name", () => {
  const cases: readonly [string, EditFormat, string, string][] = [
    ["nothing", "search-replace", " \n\t", "empty"],
    ["nothing", "unified-diff", "", "empty"],
    ["nothing", "full-program", "\n", "empty"],
    ["a refusal", "search-replace", "I'm sorry, but I can't help with that.", "refusal"],
    ["a refusal", "unified-diff", "I cannot assist with this request.", "refusal"],
    ["a refusal", "full-program", "As an AI model, I must decline.", "refusal"],
    ["prose", "search-replace", "You could use Math.PI in line 4.", "prose"],
    ["prose", "unified-diff", "You could use Math.PI in line 4.", "prose"],
    ["prose", "full-program", "You could use Math.PI in line 4.", "prose"],
    ["a cut block", "search-replace", plain.split("\n").slice(0, -1).join("\n"), "truncated"],
    [
      "a cut block before its divider",
      "search-replace",
      plain.split("\n").slice(0, 2).join("\n"),
      "truncated",
    ],
    ["a cut fence", "unified-diff", `\`\`\`diff\n${diff}`, "truncated"],
    ["a cut fence", "full-program", `\`\`\`js\n${better.slice(0, 60)}`, "truncated"],
    ["no divider", "search-replace", plain.replace("=======\n", ""), "malformed"],
    ["an empty SEARCH", "search-replace", block("", "x"), "malformed"],
    ["a hunk without a change", "unified-diff", "@@ -1,1 +1,1 @@\n // frozen head", "malformed"],
    ["unknown lines", "search-replace", block("  const factr = 3.1;", "x"), "no-match"],
    ["part of a line", "search-replace", block("factor = 3", "factor = 4"), "no-match"],
    ["unknown lines", "unified-diff", diff.replace("3.14", "3.15"), "no-match"],
    ["frozen lines", "search-replace", block("// frozen head", "// thawed"), "frozen"],
    ["a deleted marker", "search-replace", block("// EVOLVE-BLOCK-END", ""), "frozen"],
    [
      "a new marker",
      "search-replace",
      block("    return 0;", "    return 0;\n// EVOLVE-BLOCK-END\n// EVOLVE-BLOCK-START"),
      "frozen",
    ],
    [
      "frozen lines",
      "unified-diff",
      "@@ -12,1 +12,1 @@\n-export const unit = 'm';\n+export const unit = 'km';",
      "frozen",
    ],
    ["frozen text", "full-program", fenced(better.replace("'m'", "'km'")), "frozen"],
    [
      "an abbreviation",
      "full-program",
      fenced("// EVOLVE-BLOCK-START\n// ... rest of the code unchanged ...\n"),
      "truncated",
    ],
    ["lost markers", "full-program", fenced(better.replaceAll(/.*EVOLVE.*\n/g, "")), "frozen"],
    ["the same lines twice", "search-replace", `${plain}\n${plain.replace("Math.PI", "22 / 7")}`, "overlap"],
    ["no change", "search-replace", block("    return 0;", "    return 0;"), "no-change"],
    ["no change", "full-program", fenced(parent), "no-change"],
  ];
  test.each(cases)("%s (%s)", (_name, format, reply, kind) => {
    const outcome = apply(format, reply);
    expect(outcome).toMatchObject({ status: "failed", kind });
    expect(outcome.status === "failed" && outcome.message).not.toBe("");
  });

  test("a duplicated anchor names its places", () => {
    const outcome = applyEdit("f(1);\ng();\nf(1);\n", block("f(1);", "f(2);"), { format: "search-replace" });
    expect(outcome).toMatchObject({ kind: "ambiguous" });
    expect(outcome.status === "failed" && outcome.message).toContain("at lines 1, 3");
  });

  test("an edit that does not apply shows the nearest text", () => {
    const near = apply("search-replace", block("  if (r < 0) {\n    return -1;\n  }", "x"));
    expect(near).toMatchObject({ kind: "no-match", nearest: { line: 6 } });
    expect(near.status === "failed" && near.nearest?.text).toContain("return 0;");
    const alike = apply("search-replace", block("  const factr = 3.1;", "x"));
    expect(alike).toMatchObject({ nearest: { line: 4, text: "  const factor = 3.14;" } });
  });

  test("a long quotation that goes wrong late names the first line that differs, and shows the program there", () => {
    const source = Array.from({ length: 110 }, (_, at) => `line(${at + 1});\n`).join("");
    const quoted = Array.from({ length: 100 }, (_, at) => `line(${at === 73 ? 999 : at + 1});`).join("\n");
    const outcome = applyEdit(source, block(quoted, "x"), { format: "search-replace" });
    expect(outcome).toMatchObject({ kind: "no-match", nearest: { line: 71 } });
    expect(outcome.status === "failed" && outcome.message).toContain(
      'the first 73 lines are those from line 1 of the program on; then comes "line(999);", where line 74 of the program is "line(74);"',
    );
  });

  test("a reply that stopped at the token limit is truncated, unless its last line ends a block", () => {
    const options = { format: "search-replace", cutShort: true } as const;
    expect(applyEdit(parent, `${plain}\nAlso`, options)).toMatchObject({ kind: "truncated" });
    expect(applyEdit(parent, plain, options)).toMatchObject({ status: "applied" });
  });

  test("a reply past the largest size is refused", () => {
    const reply = "x".repeat(9 * 1024 * 1024);
    expect(applyEdit(parent, reply, { format: "full-program" })).toMatchObject({ kind: "too-large" });
  });
});
