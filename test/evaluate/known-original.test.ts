import { expect, it } from "vitest";
import { knownOriginal } from "../../src/evaluate/sandbox/command/known-original.ts";

/** A door to the original whose answers have so many characters, and the laps that it was measured for. */
function counted(characters: number) {
  const measured: string[] = [];
  const answers = ["x".repeat(characters)];
  const originalOf = knownOriginal(async (laps) => {
    measured.push(laps.join());
    const original = { loadMs: 1, answers, rehearsed: [["", ""]] };
    return { status: "ok", reply: JSON.stringify({ original }) };
  }, 150);
  return { measured, originalOf };
}

it("an original is measured once for each list of laps, as far as what is known of it may be kept", async () => {
  const few = counted(10);
  for (const lap of ["1", "2", "1", "2"])
    expect(await few.originalOf([lap])).toMatchObject({ answers: ["x".repeat(10)] });
  expect(few.measured).toEqual(["1", "2"]);
  // two of them are more than may be kept, and one of them is kept all the same
  const many = counted(100);
  for (const lap of ["1", "1", "2", "2", "1"]) await many.originalOf([lap]);
  expect(many.measured).toEqual(["1", "2", "1"]);
});
