import { short } from "../change-expressions.ts";
import {
  deleteStatement,
  indented,
  insertion,
  movableStatements,
  siblingsOf,
  textOf,
} from "../change-statements.ts";
import type { TokenOperator } from "../changes.ts";
import { isPortable } from "../portable.ts";
import { closersOf, type TokenProgram } from "../token-program.ts";
import { keepValue } from "./keep-value.ts";
import { leaveLoop } from "./leave-loop.ts";
import { lookUp } from "./look-up.ts";
import { innermostLoops } from "./loops.ts";
import { putIn } from "./put-in.ts";
import { useIdiom } from "./use-idiom.ts";

/** Moves a statement out of a loop, to before it. */
const hoistStatement: TokenOperator = {
  name: "hoist",
  apply({ program, random }) {
    const loops = innermostLoops(program);
    const places = movableStatements(program).flatMap((statement) => {
      const loop = loops.get(statement);
      return loop !== undefined && isPortable(program, statement, program, loop.start)
        ? [{ statement, loop }]
        : [];
    });
    if (places.length === 0) return null;
    const { statement, loop } = random.pick(places);
    const { start, end, indent } = statement;
    const text = textOf(program, statement);
    const { nothing } = program.rules;
    const isLast = siblingsOf(program, statement).length === 1 && nothing !== null;
    const edits = [
      insertion(program, loop, indented(text, indent, loop.indent)),
      { start, end, text: isLast ? `${indent}${nothing}\n` : "" },
    ];
    return { edits, note: `moved ${short(text)} out of its loop` };
  },
};

/** The argument of a call, or what a method is called on, in the place of the whole. */
const dropCall: TokenOperator = {
  name: "drop-call",
  apply({ program, random }) {
    const places = callsOf(program);
    if (places.length === 0) return null;
    const { start, end, text } = random.pick(places);
    return {
      edits: [{ start, end, text }],
      note: `${short(program.source.slice(start, end))} → ${short(text)}`,
    };
  },
};

/** Another function that often does for a called one: `set` for `list`. */
const changeCall: TokenOperator = {
  name: "call",
  apply({ program: { code, rules, isOpen }, random }) {
    const places = code.flatMap(({ kind, text, start, end }, at) => {
      const others = rules.kin.find((group) => group.includes(text))?.filter((other) => other !== text);
      const isCalled = kind === "word" && code[at + 1]?.text === "(" && code[at - 1]?.text !== ".";
      return others !== undefined && isCalled && isOpen(start, end) ? [{ start, end, text, others }] : [];
    });
    if (places.length === 0) return null;
    const { start, end, text, others } = random.pick(places);
    const other = random.pick(others);
    return { edits: [{ start, end, text: other }], note: `${text} → ${other}` };
  },
};

/** Changes that may leave what a program computes as it is, and save work. */
export const SAVINGS: readonly (readonly [operator: TokenOperator, weight: number])[] = [
  [useIdiom, 30],
  [keepValue, 24],
  [lookUp, 10],
  [hoistStatement, 12],
  [putIn, 8],
  [dropCall, 10],
  [changeCall, 4],
  [deleteStatement, 8],
  [leaveLoop, 2],
];

/** Calls, with what is left without them. */
function callsOf({ source, code, rules, isOpen }: TokenProgram) {
  const closers = closersOf(code);
  return code.flatMap((token, at) => {
    const [before, open] = [code[at - 1], code[at + 1]];
    const last = code[closers.get(at + 1) ?? -1];
    const isCall = token.kind === "word" && open?.text === "(" && open.start === token.end;
    if (!isCall || last === undefined || rules.keywords.has(token.text)) return [];
    if (before?.text === ".") {
      const { start } = before;
      return isOpen(start, last.end) ? [{ start, end: last.end, text: "" }] : [];
    }
    const { start } = token;
    const inner = source.slice(open.end, last.start);
    const given = code.slice(at + 2, closers.get(at + 1));
    const isOne =
      given.length > 0 && !given.some(({ text, depth }) => text === "," && depth === open.depth + 1);
    // a word before a name may make it a declaration
    const isDeclared = before?.kind === "word" && !rules.keywords.has(before.text);
    if (!isOne || isDeclared || !isOpen(start, last.end)) return [];
    return [{ start, end: last.end, text: /^[\w.]+$/.test(inner) ? inner : `(${inner})` }];
  });
}
