import { describe, expect, test } from "vitest";
import { applyEdit, type EditFormat, type EditOutcome } from "../../src/edits/index.ts";
import { languageOfFile } from "../../src/language/index.ts";
import { isPlausible } from "../../src/operators/directed/verify.ts";
import { findRegions } from "../../src/program/regions.ts";

const parent = `// head
// EVOLVE-BLOCK-START
export function area(r, k) {
  const factor = 3.14;
  const name = "circle";
  if (r < 0 && k > 1) {
    return 0;
  }
  let sum = 0;
  for (let i = 0; i < k; i++) sum += i;
  return factor * r * r;
}
// EVOLVE-BLOCK-END
export const unit = 'm';
`;
const better = parent.replace("3.14", "Math.PI");
const bounded = parent.replace("r < 0", "r <= 0");
const found = findRegions(parent);
const editable = found.status === "ok" ? found.regions : [];
const javascript = languageOfFile("a.js");

function read(format: EditFormat, reply: string, cutShort = false): EditOutcome {
  const plausible = (text: string): boolean => isPlausible(text, javascript);
  return applyEdit(parent, reply, { format, editable, plausible, cutShort });
}

const block = (search: string, replace: string): string =>
  `<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE`;
const plain = block("  const factor = 3.14;", "  const factor = Math.PI;");
const fenced = (text: string, info = "js"): string => `\`\`\`${info}\n${text}\n\`\`\``;
const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const line = "  if (r < 0 && k > 1) {";
const changed = "  if (r <= 0 && k > 1) {";
const numbered = (text: string, mark: string): string =>
  text
    .split("\n")
    .map((each, at) => `${String(at + 1).padStart(4)}${mark}${each}`)
    .join("\n");
const each = (text: string, before: string): string =>
  text
    .split("\n")
    .map((one) => before + one)
    .join("\n");

describe("an edit is used, however it was carried:", () => {
  test.each<[string, EditFormat, string, string]>([
    ["escaped for HTML", "search-replace", escaped(block(line, changed)), bounded],
    ["escaped between its marks", "search-replace", block(escaped(line), escaped(changed)), bounded],
    [
      "escaped in its new lines alone",
      "search-replace",
      block("  let sum = 0;", "  let sum = 0;\n  if (r &lt; 1) sum = 1;"),
      parent.replace("  let sum = 0;", "  let sum = 0;\n  if (r < 1) sum = 1;"),
    ],
    ["a program escaped for HTML", "full-program", fenced(escaped(bounded)), bounded],
    ["a diff escaped for HTML", "unified-diff", escaped(`@@ -6,1 +6,1 @@\n-${line}\n+${changed}`), bounded],
    [
      "line numbers and bars",
      "search-replace",
      block(
        '4|   const factor = 3.14;\n5|   const name = "circle";',
        '4|   const factor = Math.PI;\n5|   const name = "circle";',
      ),
      better,
    ],
    [
      "line numbers and colons",
      "search-replace",
      block("4:   const factor = 3.14;", "4:   const factor = Math.PI;"),
      better,
    ],
    [
      "line numbers and tabs",
      "search-replace",
      block("     4\t  const factor = 3.14;", "     4\t  const factor = Math.PI;"),
      better,
    ],
    [
      "line numbers in what is searched alone",
      "search-replace",
      block("4 |   const factor = 3.14;", "  const factor = Math.PI;"),
      better,
    ],
    ["a program with line numbers", "full-program", fenced(numbered(better.trimEnd(), " | ")), better],
    [
      "a program with line numbers and colons",
      "full-program",
      fenced(numbered(better.trimEnd(), ": ")),
      better,
    ],
    [
      "lines left out on both sides",
      "search-replace",
      block(
        "export function area(r, k) {\n...\n  return factor * r * r;",
        "export function area(r, k) {\n...\n  return 2 * r * r;",
      ),
      parent.replace("factor * r", "2 * r"),
    ],
    [
      "lines left out by a comment",
      "search-replace",
      block(
        "export function area(r, k) {\n  // ...\n  return factor * r * r;",
        "export function area(r, k) {\n  // ...\n  return 2 * r * r;",
      ),
      parent.replace("factor * r", "2 * r"),
    ],
    [
      "curled quotes on both sides",
      "search-replace",
      block("  const name = “circle”;", "  const name = “disc”;"),
      parent.replace("circle", "disc"),
    ],
    [
      "a draft before the final program",
      "full-program",
      `First:\n${fenced(better.replace("let sum = 0;", "let sum = 0; // a longer draft"))}\nNo, simply:\n${fenced(better)}`,
      better,
    ],
    [
      "an example of its use behind it",
      "full-program",
      `${fenced(better)}\nUse it so:\n${fenced("import { area } from './a.js';\nconsole.log(area(1, 2));")}`,
      better,
    ],
    [
      "the prompt's program before it",
      "full-program",
      `The program was:\n${fenced(parent)}\nNow:\n${fenced(better)}`,
      better,
    ],
    [
      "the prompt's program behind it",
      "full-program",
      `Now:\n${fenced(better)}\nIt was:\n${fenced(parent)}`,
      better,
    ],
    [
      "the prompt's program beside an edit of another format",
      "search-replace",
      `Now:\n${fenced(better)}\nIt was:\n${fenced(parent)}`,
      better,
    ],
    ["a program in JSON", "full-program", JSON.stringify({ code: better }), better],
    [
      "a program in JSON in a fence",
      "full-program",
      fenced(JSON.stringify({ why: "it is better", program: better }, null, 1), "json"),
      better,
    ],
    ["a fence in JSON", "full-program", JSON.stringify({ answer: fenced(better) }), better],
    ["blocks in JSON", "search-replace", JSON.stringify({ edit: plain }), better],
    ["blocks as a text of JSON", "search-replace", JSON.stringify(plain), better],
    [
      "a pair in JSON",
      "search-replace",
      JSON.stringify({ search: "  const factor = 3.14;", replace: "  const factor = Math.PI;" }),
      better,
    ],
    [
      "pairs in a list of JSON",
      "search-replace",
      fenced(
        JSON.stringify([{ search: "  const factor = 3.14;", replace: "  const factor = Math.PI;" }]),
        "json",
      ),
      better,
    ],
    [
      "pairs of other names",
      "search-replace",
      JSON.stringify({
        edits: [{ old_string: "  const factor = 3.14;", new_string: "  const factor = Math.PI;" }],
      }),
      better,
    ],
    ["line ends as two letters", "search-replace", plain.replaceAll("\n", "\\n"), better],
    ["a fence that nobody closed", "full-program", `\`\`\`js\n${better}`, better],
    ["a program, its fence not closed, in place of blocks", "search-replace", `\`\`\`js\n${better}`, better],
    ["quoted lines", "search-replace", each(plain, "> "), better],
    ["an indented block", "search-replace", each(plain, "    "), better],
    ["a block in a list", "search-replace", `1. First:\n${each(plain, "   ")}`, better],
    [
      "marks in other words",
      "search-replace",
      plain.replace("SEARCH", "ORIGINAL").replace("REPLACE", "UPDATED"),
      better,
    ],
    ["marks of a merge", "search-replace", plain.replace("SEARCH", "HEAD").replace("REPLACE", "new"), better],
    [
      "marks of dashes",
      "search-replace",
      "------- SEARCH\n  const factor = 3.14;\n=======\n  const factor = Math.PI;\n+++++++ REPLACE",
      better,
    ],
    [
      "marks of three signs",
      "search-replace",
      "<<< SEARCH\n  const factor = 3.14;\n===\n  const factor = Math.PI;\n>>> REPLACE",
      better,
    ],
    [
      "bold marks",
      "search-replace",
      plain.replace("<<<<<<< SEARCH", "**<<<<<<< SEARCH**").replace(">>>>>>> REPLACE", "**>>>>>>> REPLACE**"),
      better,
    ],
    [
      "marks without a blank",
      "search-replace",
      plain.replace("< SEARCH", "<SEARCH").replace("> REPLACE", ">REPLACE"),
      better,
    ],
    [
      "marks with a colon",
      "search-replace",
      plain.replace("SEARCH", "SEARCH:").replace("REPLACE", "REPLACE:"),
      better,
    ],
    ["a divider with words", "search-replace", plain.replace("=======", "======= REPLACE WITH"), better],
    ["backslashes before its marks", "search-replace", plain.replace(/[<>]/g, "\\$&"), better],
    [
      "wide marks",
      "search-replace",
      plain.replaceAll("<", "＜").replaceAll(">", "＞").replace("=======", "＝＝＝＝＝＝＝"),
      better,
    ],
    ["an invisible sign before it", "search-replace", `\u200b${plain}`, better],
    ["a byte order mark before it", "search-replace", `\ufeff${plain}`, better],
    ["carriage returns alone", "search-replace", plain.replaceAll("\n", "\r"), better],
    [
      "a file's name before and behind its mark",
      "search-replace",
      `area.js\n${fenced(plain.replace("SEARCH", "SEARCH area.js"))}`,
      better,
    ],
    ["blanks that do not break", "search-replace", plain.replaceAll("  const", "\u00a0\u00a0const"), better],
    ["an unusual language", "full-program", fenced(better, '{.javascript title="area.js"}'), better],
    [
      "a fence in a fence of Markdown",
      "full-program",
      `\`\`\`\`markdown\n# Answer\n${fenced(better)}\n\`\`\`\``,
      better,
    ],
    ["tildes with a language", "full-program", `~~~ecmascript\n${better}~~~`, better],
    ["a fence behind words", "full-program", `Here it is: \`\`\`js\n${better}\`\`\``, better],
    ["a fence that closes behind code", "full-program", `\`\`\`js\n${better.trimEnd()}\`\`\``, better],
    [
      "tags around a program",
      "full-program",
      `<answer>\n<code lang="js">\n${better}</code>\n</answer>`,
      better,
    ],
    ["a sentence before a bare program", "full-program", `Here is the program:\n\n${better}`, better],
    [
      "a patch of another tool",
      "unified-diff",
      "*** Begin Patch\n*** Update File: area.js\n@@\n-  const factor = 3.14;\n+  const factor = Math.PI;\n*** End Patch",
      better,
    ],
    [
      "a diff without hunks",
      "unified-diff",
      "--- a/x.js\n+++ b/x.js\n-  const factor = 3.14;\n+  const factor = Math.PI;",
      better,
    ],
    [
      "a fence of a diff without hunks",
      "unified-diff",
      fenced("-  const factor = 3.14;\n+  const factor = Math.PI;", "diff"),
      better,
    ],
    ["the same block twice", "search-replace", `${plain}\n\nFinally:\n${plain}`, better],
  ])("%s", (_name, format, reply, expected) => {
    const outcome = read(format, reply);
    expect(outcome).toMatchObject({ status: "applied" });
    expect(outcome.status === "applied" && outcome.source).toBe(expected);
  });

  test.each<[string, EditFormat, string]>([
    ["a block", "search-replace", plain],
    ["a fence", "full-program", fenced(better)],
    [
      "a diff in a fence",
      "unified-diff",
      fenced("@@\n-  const factor = 3.14;\n+  const factor = Math.PI;", "diff"),
    ],
  ])("one that ends with %s, though the server says that its limit ended it", (_name, format, reply) => {
    expect(read(format, reply, true)).toMatchObject({ status: "applied", source: better });
    expect(read(format, `${reply}\nThe next`, true)).toMatchObject({ kind: "truncated" });
    expect(read(format, reply.slice(0, -20), true)).toMatchObject({ kind: "truncated" });
  });
});

describe("what only looks carried stays as it is:", () => {
  test.each<[string, EditFormat, string, string]>([
    [
      "marks of HTML in a program that writes HTML",
      "search-replace",
      block('  const name = "circle";', '  const name = ["<i>", "&lt;"].join("");'),
      parent.replace('"circle"', '["<i>", "&lt;"].join("")'),
    ],
    [
      "numbers in a list",
      "search-replace",
      block('  const name = "circle";', "  const name = {\n1: 2,\n2: 3,\n};"),
      parent.replace('"circle"', "{\n1: 2,\n2: 3,\n}"),
    ],
    [
      "an object in a program",
      "search-replace",
      block('  const name = "circle";', '  const name = { search: "a", replace: "b" };'),
      parent.replace('"circle"', '{ search: "a", replace: "b" }'),
    ],
  ])("%s", (_name, format, reply, expected) => {
    expect(read(format, reply)).toMatchObject({ status: "applied", source: expected });
  });

  test.each([
    ["words", "You could use Math.PI in line 4."],
    ["words in JSON", JSON.stringify({ cause: "plan", lesson: "use Math.PI" })],
    ["words in quotation", "> Use Math.PI.\n> It is better."],
    ["a list of numbers", "1: first\n2: second"],
  ])("%s are no program", (_name, reply) => {
    for (const format of ["search-replace", "unified-diff", "full-program"] as const)
      expect(read(format, reply).status).toBe("failed");
  });
});
