import { GalapagosError, type Json } from "../core/index.ts";

/** Deepest nesting of arrays and objects in a problem's JSON; more overflows the stack of whoever walks it. */
const MAX_DEPTH = 200;

/**
 * Parses one of a problem's JSON files. Stricter than `JSON.parse` where that lets through what cannot be a number
 * (`1e999` is read as Infinity) or what nobody can walk (very deep nesting); friendlier where it hides the place.
 *
 * @param text - content; a byte order mark is skipped
 * @param file - path for messages
 * @throws GalapagosError `problem/json`, with line and column (both from 1)
 */
export function parseJson(text: string, file: string): Json {
  const body = text.startsWith("\uFEFF") ? text.slice(1) : text;
  if (body.trim() === "") {
    throw new GalapagosError(`expected JSON in ${file}, got an empty file`, {
      code: "problem/json",
      hint: "galapagos init my-problem writes one to start from",
    });
  }
  let value: Json;
  try {
    value = JSON.parse(body) as Json;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const offset = errorOffset(body, message);
    const before = body.slice(0, offset).split(/\r\n|\n|\r/);
    const column = (before.at(-1)?.length ?? 0) + 1;
    const reason = message.replace(
      / in JSON at position .*$|, (?:\.\.\.)?".*" ?(?:\.\.\.)? is not valid JSON$/s,
      "",
    );
    throw new GalapagosError(
      `expected JSON in ${file}, got a mistake at line ${before.length}, column ${column}: ${reason}`,
      {
        code: "problem/json",
        hint: hintFor(body.slice(offset)),
        cause: error,
      },
    );
  }
  const fault = findFault(value);
  if (fault !== null) {
    throw new GalapagosError(`expected ${fault.expected} in ${file}, got ${fault.came} at ${fault.path}`, {
      code: "problem/json",
      hint: fault.hint,
    });
  }
  return value;
}

/**
 * Where parsing failed. V8 names the position except for unexpected tokens and unexpected ends; the first of these is the
 * shortest prefix that already fails in that way, found by bisection.
 */
function errorOffset(text: string, message: string): number {
  const named = /at position (\d+)/.exec(message);
  if (named) return Number(named[1]);
  if (!message.startsWith("Unexpected token")) return text.length;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (failsWithToken(text.slice(0, middle + 1))) high = middle;
    else low = middle + 1;
  }
  return low;
}

function failsWithToken(prefix: string): boolean {
  try {
    JSON.parse(prefix);
    return false;
  } catch (error) {
    return error instanceof Error && error.message.startsWith("Unexpected token");
  }
}

function hintFor(rest: string): string {
  if (/^-?(NaN|Infinity)/.test(rest))
    return "JSON has no NaN or Infinity: write a finite number, or leave the property out";
  if (rest.startsWith("'")) return "JSON strings take double quotes";
  if (rest.startsWith("/")) return "JSON has no comments: remove it";
  if (/^[}\]]/.test(rest)) return "remove the comma before the closing bracket";
  return "correct that line; an editor shows the place when the file begins with a $schema property";
}

interface Fault {
  readonly expected: string;
  readonly came: string;
  readonly path: string;
  readonly hint: string;
}

/** The first number that is not finite or nesting that is too deep; iterative, since the depth is not yet trusted. */
function findFault(root: Json): Fault | null {
  const open: { readonly value: Json; readonly path: string; readonly depth: number }[] = [
    { value: root, path: "", depth: 0 },
  ];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const { value, path, depth } = node;
    if (typeof value === "number" && !Number.isFinite(value)) {
      return {
        expected: "finite numbers",
        came: "one that overflows to infinity",
        path,
        hint: "the largest number is about 1.79e308",
      };
    }
    if (value === null || typeof value !== "object") continue;
    if (depth === MAX_DEPTH) {
      return {
        expected: `at most ${MAX_DEPTH} levels of nesting`,
        came: "more",
        path: `${path.slice(0, 60)}…`,
        hint: "flatten the data",
      };
    }
    for (const [key, inner] of Object.entries(value)) {
      if (inner !== null && typeof inner !== "string" && typeof inner !== "boolean") {
        open.push({ value: inner, path: `${path}/${key}`, depth: depth + 1 });
      }
    }
  }
  return null;
}
