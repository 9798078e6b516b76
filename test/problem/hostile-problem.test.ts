import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { GalapagosError } from "../../src/core/index.ts";
import { loadProblem, renderTemplate, shippedProblems } from "../../src/problem/index.ts";
import { problemFolder } from "./support.ts";
import { WHOLE } from "../support/whole.ts";

/** Loads the text as a problem: null when it loads, the refusal otherwise; any other exception is our bug. */
async function attempt(folder: string, text: string | Uint8Array): Promise<GalapagosError | null> {
  await writeFile(join(folder, "problem.json"), text);
  try {
    await loadProblem(folder);
    return null;
  } catch (error) {
    if (error instanceof GalapagosError) return error;
    throw error;
  }
}

/** A refusal names the file, and says what to do next. */
function isHelpful(error: GalapagosError | null): boolean {
  if (error === null) return true;
  return error.message.includes("expected") && error.message.includes("got") && (error.hint ?? "").length > 0;
}

const valid = await readFile(join(shippedProblems, "circle-packing", "problem.json"), "utf8");

test("no bytes whatever get more than a refusal out of the loader", async () => {
  const folder = await problemFolder();
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (bytes) =>
      isHelpful(await attempt(folder, bytes)),
    ),
    { seed: 1, numRuns: WHOLE ? 200 : 70 },
  );
});

test("a problem with a slip of the hand is refused helpfully, or still a problem", async () => {
  const folder = await problemFolder();
  const edit = fc.record({
    at: fc.nat(valid.length - 1),
    remove: fc.nat(3),
    insert: fc.constantFrom("", ",", '"', "}", "{", "]", "null", "-", "1e999", "\u0000", "😀", "NaN"),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
      let text = valid;
      for (const { at, remove, insert } of edits) text = text.slice(0, at) + insert + text.slice(at + remove);
      return isHelpful(await attempt(folder, text));
    }),
    { seed: 2, numRuns: WHOLE ? 300 : 100 },
  );
});

test("any value in place of any property is refused helpfully, or still a problem", async () => {
  const folder = await problemFolder({}, { "seed.py": "x" });
  const template = JSON.parse(
    renderTemplate("tiny", "javascript", "./schema.json")["problem.json"] ?? "{}",
  ) as object;
  const start = {
    ...template,
    evaluator: "evaluator.mjs",
    stages: [{ name: "a", inputs: [0], threshold: 1 }],
  };
  const odd = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom<unknown>(
      [],
      {},
      "",
      -1,
      0,
      1e308,
      "..",
      "/",
      "seed.py",
      "evaluator.mjs",
      ["{program}"],
      [null],
      "auto",
    ),
  );
  const property = fc.constantFrom(
    ...Object.keys(start),
    ...["command", "engine", "language", "bestKnown", "title", "__proto__", "constructor"],
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(property, odd), { minLength: 1, maxLength: 3 }), async (changes) => {
      const text = JSON.stringify(Object.fromEntries([...Object.entries(start), ...changes]));
      return isHelpful(await attempt(folder, text));
    }),
    { seed: 3, numRuns: WHOLE ? 400 : 130 },
  );
});

test("a large honest data file loads, a deep one is refused", async () => {
  const folder = await problemFolder({ inputs: "inputs.json" }, { "inputs.json": "[]" });
  const text = await readFile(join(folder, "problem.json"), "utf8");
  await writeFile(
    join(folder, "inputs.json"),
    JSON.stringify([Array.from({ length: 200_000 }, (_, i) => i / 7)]),
  );
  expect(await attempt(folder, text)).toBeNull();
  await writeFile(join(folder, "inputs.json"), `[${"[".repeat(100_000)}${"]".repeat(100_000)}]`);
  expect((await attempt(folder, text))?.code).toBe("problem/json");
});
