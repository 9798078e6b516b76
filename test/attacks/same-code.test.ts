import { expect, it } from "vitest";
import { judgesAlike, type Problem } from "../../src/problem/index.ts";

/** A problem whose evaluator is this text. */
function judged(path: string, text: string): Problem {
  return {
    version: text,
    definition: { limits: {} },
    code: { evaluator: [[path, text]], mutator: null },
  } as unknown as Problem;
}

/** Texts that look like the first one with other comments or layout, and run otherwise. */
it.each([
  ["a comment within a string", 'f("a//b")', 'f("a//c")'],
  ["a comment within a template", "f(`a/*b*/c`)", "f(`a/**/c`)"],
  ["a comment within a regular expression", "f(/[/*]a/)", "f(/[/*]b/)"],
  ["blanks of a string", 'f("a b")', 'f("a  b")'],
  ["blanks of a template", "f(`a\nb`)", "f(`a\n b`)"],
  ["the raw text of a template", "f`\\x41`", "f`A`"],
  ["the flags of a regular expression", "f(/a/g)", "f(/a/gi)"],
  ["a line end after return", "function f(){return 1}", "function f(){return\n1}"],
  ["a directive", '"use strict"; f()', "f()"],
  ["what is only awaited", "async()=>await f()", "async()=>f()"],
  ["a getter", "({get a(){return 1}})", "({a(){return 1}})"],
  ["a generator", "function*f(){}", "function f(){}"],
  ["a static member", "class A{static a=1}", "class A{a=1}"],
  ["a private member", "class A{#a=1;b(){return this.#a}}", "class A{a=1;b(){return this.a}}"],
  ["a computed key", "({[a]:1})", "({a:1})"],
  ["an optional call", "a?.()", "a()"],
  ["the order of operands", "a-(b-c)", "a-b-c"],
  ["a bigint", "f(1n)", "f(1)"],
  ["the kind of a variable", "{let a=1}", "{var a=1}"],
  ["an increment before and after", "f(++a)", "f(a++)"],
  ["a label", "a:for(;;){for(;;)break a}", "a:for(;;){for(;;)break}"],
  ["what is imported", 'import {a} from "b"', 'import {a} from "c"'],
  ["how it is imported", 'import a from "b" with {type:"json"}', 'import a from "b"'],
  ["a default export", "export default f", "export {f}"],
  ["one hole more in a list", "f([,,1])", "f([,1])"],
])("another evaluator is told from a recorded one: %s", (_what, recorded, now) => {
  for (const path of ["evaluator.js", "evaluator.ts"])
    expect(judgesAlike(judged(path, now), judged(path, recorded))).toBe(false);
});

it.each([
  ["an enum, which runs", "enum A { B = 1 }", "enum A { B = 2 }"],
  [
    "a constructor that keeps what it is given",
    "class A{constructor(private a:number){}}",
    "class A{constructor(a:number){}}",
  ],
  ["a namespace", "namespace A { export const a = 1 }", "namespace A { export const a = 2 }"],
  ["what cannot be read at all", "export default ((", "export default (( "],
])("what cannot be stripped is compared as it is written: %s", (_what, recorded, now) => {
  expect(judgesAlike(judged("evaluator.ts", now), judged("evaluator.ts", recorded))).toBe(false);
});

it.each([
  ["data", "rule.json", "[1]", "[1] "],
  ["a script that a command runs", "rule.py", "x = 1", "x = 1  # one"],
])("what is no code here is compared to the byte: %s", (_what, path, recorded, now) => {
  expect(judgesAlike(judged(path, now), judged(path, recorded))).toBe(false);
});

it("comments, types and layout alone are the same evaluator", () => {
  const alike = judgesAlike(
    judged("evaluator.ts", "// so\nconst a: number = ( 1 );\nexport default a"),
    judged("evaluator.ts", "const a = 1 as number; export default a;"),
  );
  expect(alike).toBe(true);
});
