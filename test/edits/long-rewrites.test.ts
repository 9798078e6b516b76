import { expect, it } from "vitest";
import { applyEdit, rebase, writeEdit } from "../../src/edits/index.ts";

const HEAD = ["// begins alike", "export function solve() {"];
const TAIL = ["}", "// ends alike", ""];
/** A long program, of which every fourth line is the same whatever the version. */
function programOf(version: string, lines = 3000): string {
  const body = Array.from({ length: lines }, (_, at) =>
    at % 4 === 0 ? `  same(${at});` : `  ${version}(${at});`,
  );
  return [...HEAD, ...body, ...TAIL].join("\n");
}

it.each(["search-replace", "unified-diff"] as const)(
  "a long program that was written anew is one change as %s, which applies",
  (format) => {
    const [before, after] = [programOf("old"), programOf("anew", 3100)];
    const written = writeEdit(before, after, format);
    expect(written.match(format === "unified-diff" ? /^@@ /gm : /^<+ SEARCH$/gm)).toHaveLength(1);
    expect(applyEdit(before, written, { format })).toMatchObject({ status: "applied", source: after });
    // as many small changes as it has are found where there are few enough to look for
    expect(
      writeEdit(programOf("old", 400), programOf("anew", 400), "unified-diff").match(/^@@ /gm)?.length,
    ).toBe(1);
    expect(writeEdit(programOf("old", 400), programOf("anew", 400), "unified-diff")).toContain(
      "\n   same(8);\n",
    );
    expect(written).not.toContain("\n   same(8);\n");
  },
);

it("a long program that was written anew is not carried over to another one", () => {
  const [before, after] = [programOf("old"), programOf("anew")];
  expect(rebase(before, after, `${before}// grown`)).toBeNull();
});
