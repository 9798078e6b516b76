import { ANSWER_LEVELS, type Json } from "../../../core/index.ts";
import { type Failure, failure } from "../../failures.ts";

/**
 * Parses an answer and checks, without recursion, that it is shallow, finite and free of `__proto__` keys.
 * `JSON.parse` itself does not recurse; whatever looks at the value later may.
 */
export function readOutput(text: string): { readonly status: "ok"; readonly value: Json } | Failure {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return failure("invalid", "json", notJson(text));
  }
  if (value === null || typeof value !== "object") {
    return typeof value === "number"
      ? (checkNumber(value) ?? { status: "ok", value })
      : { status: "ok", value };
  }
  const stack: object[] = [value];
  const depths: number[] = [1];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const depth = depths.pop() ?? 0;
    if (depth > ANSWER_LEVELS)
      return failure("invalid", "depth", `the answer is nested more than ${ANSWER_LEVELS} levels deep`);
    if (!Array.isArray(node) && Object.hasOwn(node, "__proto__")) {
      return failure("invalid", "key", "the answer has a key __proto__");
    }
    for (const inner of Array.isArray(node) ? (node as unknown[]) : Object.values(node)) {
      if (typeof inner === "number") {
        const bad = checkNumber(inner);
        if (bad) return bad;
      } else if (inner !== null && typeof inner === "object") {
        stack.push(inner);
        depths.push(depth + 1);
      }
    }
  }
  return { status: "ok", value };
}

/** The words on a command's output that is no JSON value, quoted: often something that it printed besides. */
function notJson(text: string): string {
  if (text === "") return "the program wrote nothing, expected one JSON value on standard output";
  const shown = JSON.stringify(text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text);
  return `the answer is not JSON: standard output holds ${shown}, expected one JSON value and nothing else`;
}

/** Most characters of an answer that are quoted. */
const QUOTED = 120;

/** JSON text such as `1e999` parses to an infinity. */
function checkNumber(value: number): Failure | null {
  return Number.isFinite(value)
    ? null
    : failure("invalid", "infinite", "the answer holds a number beyond the range of doubles");
}
