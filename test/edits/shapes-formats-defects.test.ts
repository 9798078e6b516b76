import { describe, expect, test } from "vitest";
import { applyEdit, EDIT_FORMATS, type EditFormat, type EditOutcome } from "../../src/edits/index.ts";
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
  return factor * r * r + sum + name.length;
}
// EVOLVE-BLOCK-END
export const unit = 'm';
`;
const better = parent.replace("3.14", "Math.PI").replace("return 0;", "return 1;");
const found = findRegions(parent);
const editable = found.status === "ok" ? found.regions : [];
const plausible = (text: string): boolean => isPlausible(text, languageOfFile("a.js"));

const block = (search: string, replace: string): string =>
  `<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE`;
const region = (text: string): string => text.split("\n").slice(2, 12).join("\n");

/** An edit as a model may write it, for each way of writing one down. */
const WRITTEN = {
  blocks: [
    block("  const factor = 3.14;", "  const factor = Math.PI;"),
    block("    return 0;", "    return 1;"),
  ].join("\n\n"),
  diff: [
    "--- a/program.js\n+++ b/program.js",
    '@@ -3,5 +3,5 @@\n export function area(r, k) {\n-  const factor = 3.14;\n+  const factor = Math.PI;\n   const name = "circle";\n   if (r < 0 && k > 1) {',
    "-    return 0;\n+    return 1;\n   }",
  ].join("\n"),
  program: better.trimEnd(),
  region: region(better),
} as const;
type Written = keyof typeof WRITTEN;

const fence = (text: string, info: string, mark = "```"): string => `${mark}${info}\n${text}\n${mark}`;
const infoOf = (written: Written): string => (written === "diff" ? "diff" : written === "blocks" ? "" : "js");

/** Surroundings of an edit. */
const SHAPES: { readonly [shape: string]: (edit: string, written: Written) => string } = {
  "in a fence": (edit, written) => fence(edit, infoOf(written)),
  "in a fence of tildes": (edit, written) => fence(edit, infoOf(written), "~~~"),
  "in a fence of another language": (edit) => fence(edit, "text"),
  "behind its idea": (edit, written) =>
    `NAME: a better factor\nDESCRIPTION: the exact one.\n\n${fence(edit, infoOf(written))}`,
  "behind prose and before some": (edit, written) =>
    `The factor is coarse, so I change it.\n\n${fence(edit, infoOf(written))}\n\nThis should help.`,
  "with the line ends of another system": (edit, written) =>
    fence(edit, infoOf(written)).replaceAll("\n", "\r\n"),
  "as it is": (edit) => edit,
};

/** A flaw, and how an edit that has it ends: applied all the same, or refused by one of these names. */
interface Defect {
  readonly of: (edit: string) => string;
  readonly ends: { readonly [written in Written]?: "applied" | readonly string[] };
}

const DEFECTS: { readonly [name: string]: Defect } = {
  none: {
    of: (edit) => edit,
    ends: { blocks: "applied", diff: "applied", program: "applied", region: "applied" },
  },
  "blanks at the ends of lines": {
    of: (edit) => edit.replace(/;$/gm, ";  "),
    ends: { blocks: "applied", diff: "applied" },
  },
  "the indentation of a page": {
    of: (edit) => edit.replaceAll(/^ {2,4}(?=const factor|return)/gm, "      "),
    ends: { blocks: "applied" },
  },
  "lines that are not there": {
    of: (edit) => edit.replaceAll("3.14", "3.15"),
    ends: { blocks: ["no-match"], diff: ["no-match"] },
  },
  "lines that are frozen": {
    of: (edit) =>
      edit.replaceAll("  const factor = 3.14;", "export const unit = 'm';").replaceAll("'m'", "'km'"),
    // of a whole program the part that may change is taken, and the rest stays as it was
    ends: { blocks: ["no-match", "frozen"], diff: ["no-match", "frozen"], program: "applied" },
  },
  "its end missing": {
    of: (edit) => edit.slice(0, edit.lastIndexOf("=======") + 12),
    ends: { blocks: ["truncated", "malformed"] },
  },
  "no change in it": {
    of: (edit) => edit.replaceAll("Math.PI", "3.14").replaceAll("return 1;", "return 0;"),
    // a program without a fence where blocks were asked for is not even looked at when it changes nothing
    ends: {
      ...{ blocks: ["no-change"], diff: ["no-change"] },
      ...{ program: ["no-change", "prose"], region: ["no-change", "prose", "frozen"] },
    },
  },
  "nothing in it": { of: () => "", ends: { blocks: ["empty", "prose"], program: ["empty", "prose"] } },
};

const ROWS = Object.entries(DEFECTS).flatMap(([defect, { of, ends }]) =>
  (Object.keys(ends) as Written[]).flatMap((written) =>
    Object.entries(SHAPES).flatMap(([shape, around]) =>
      EDIT_FORMATS.map((asked) => ({
        ...{ defect, written, shape, asked, ends: ends[written] },
        reply: around(of(WRITTEN[written]), written),
      })),
    ),
  ),
);

function read(asked: EditFormat, reply: string): EditOutcome {
  return applyEdit(parent, reply, { format: asked, editable, plausible });
}

describe("every shape of a reply, for every format and defect, is applied as it was meant or refused by name", () => {
  test.each(Object.keys(DEFECTS))("%s", (name) => {
    const wrong = ROWS.filter(({ defect }) => defect === name).flatMap(
      ({ written, shape, asked, ends, reply }) => {
        const outcome = read(asked, reply);
        const came = outcome.status === "applied" ? "applied" : outcome.kind;
        const isRight =
          ends === "applied"
            ? outcome.status === "applied" && outcome.source.replaceAll(/[ \t]+$/gm, "") === better
            : outcome.status !== "applied" && ends?.includes(outcome.kind) && outcome.message !== "";
        return isRight ? [] : [`${written} ${shape}, asked for ${asked}: ${came}`];
      },
    );
    expect(wrong).toEqual([]);
  });
});
