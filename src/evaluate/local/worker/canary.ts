import type { Sandbox } from "../../sandbox/sandbox.ts";
import { type Compile, prepareProgram } from "./prepare.ts";

/** Runs the known-answer program; `false` means that this lane can no longer be trusted. */
export async function canaryAnswersRight(sandbox: Sandbox, compile: Compile): Promise<boolean> {
  const prepared = prepareProgram(PROGRAM, compile, "canary");
  if ("status" in prepared) return false;
  const run = await sandbox.check(prepared, INPUT);
  return run.status === "ok" && run.text === ANSWER;
}

/**
 * A program whose answer is known: it touches integers, doubles, strings, arrays, objects, closures, regular
 * expressions, sorting, JSON and the seeded random stream, so that a realm, a stripper or a driver that an
 * earlier candidate damaged is likely to show. Valid TypeScript and JavaScript alike; engines agree on it to
 * the last bit.
 */
const PROGRAM = `export function canary({ words }) {
  let hash = 2166136261;
  for (const letter of words.join("")) hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619) >>> 0;
  const order = words.map((word) => word.replace(/[aeiou]/g, "")).sort((a, b) => (a < b ? -1 : 1));
  const root = Math.sqrt(words.length + 0.25) * Math.abs(-3);
  const { size, ...rest } = { size: new Set(order).size, root, date: new Date(5e11).getUTCDate(), drawn: Math.random() < 1 };
  return { hash, order, rest, text: JSON.stringify([null, 1e21, Math.max(size, 1)]) };
}`;

const INPUT = JSON.stringify({ words: ["finch", "tortoise", "iguana"] });
/** The answer of every engine. */
const ANSWER =
  '{"hash":3040074721,"order":["fnch","gn","trts"],"rest":{"root":5.4083269131959835,"date":5,"drawn":true},"text":"[null,1e+21,3]"}';
