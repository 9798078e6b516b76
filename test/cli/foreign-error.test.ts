import { join } from "node:path";
import { expect, it } from "vitest";
import { ofForeignCode } from "../../src/cli/foreign-error.ts";
import { packageFolder } from "../../src/core/index.ts";

const app = "/home/me/app";
const PACKAGE = `${app}/node_modules/commander/lib/command.js`;
const EVALUATOR = `${app}/mine/evaluator.mts`;
const own = join(packageFolder(), "dist/bundles/main.js");

/** An error whose stack names these places, innermost first. */
function thrownAt(...places: readonly string[]): Error {
  const error = new Error("late");
  error.stack = ["Error: late", ...places.map((place) => `    at f (${place}:5:7)`)].join("\n");
  return error;
}

it.each([
  ["a problem's own code", [EVALUATOR, own], `${EVALUATOR}:5: late`],
  ["a problem's module by its address", [`file://${EVALUATOR}`], `${EVALUATOR}:5: late`],
  ["a package that a problem calls", [PACKAGE, EVALUATOR, own], `${EVALUATOR}:5: late`],
  ["a package that the toolkit calls, installed beside it", [PACKAGE, PACKAGE, own, EVALUATOR], undefined],
  ["the toolkit", [own, EVALUATOR], undefined],
  ["Node", ["node:internal/timers"], undefined],
])("an error of %s", (_whose, places, message) => {
  expect(ofForeignCode(thrownAt(...places))?.message).toBe(message);
});
