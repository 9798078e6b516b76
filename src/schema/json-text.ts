import { GalapagosError, type Json } from "../core/index.ts";
import { explainSyntax, withoutComments } from "./json-syntax.ts";
import { nameOf, type Place, placeAt, placeIn } from "./place.ts";
import { findRepeated } from "./repeated-name.ts";

/** JSON that a person wrote, with the way back from a value to its place in the text. */
export interface JsonText {
  readonly value: Json;
  /** Path of the file, for messages. */
  readonly file: string;
  /**
   * Place of the value that a JSON pointer names, or of the name of one of its properties; `null` where the
   * text is too large to look.
   */
  placeOf(pointer: string, property: string | null): Place | null;
}

/** How a file is refused that is no JSON. */
export interface JsonRefusal {
  readonly code: string;
  /** Advice on an empty file. */
  readonly hint: string;
}

/**
 * Reads JSON as people write it: comments, trailing commas and a byte order mark are fine. Refuses what
 * nobody can walk (nesting deeper than 200), numbers that overflow to infinity and properties that come twice.
 *
 * @param file - path for messages
 * @throws GalapagosError of the code that the refusal names: every mistake with its line and column, from 1
 */
export function readJson(text: string, file: string, refusal: JsonRefusal): JsonText {
  const body = text.startsWith("\uFEFF") ? text.slice(1) : text;
  if (body.trim() === "") throw new GalapagosError(`expected JSON in ${file}, got an empty file`, refusal);
  const value = parse(body, file, refusal.code);
  const fault = findFault(value);
  if (fault !== null) {
    const place = fault.pointer.length > MAX_DEPTH ? null : placeIn(body, fault.pointer, null);
    const at = fault.pointer.length > 60 ? `${fault.pointer.slice(0, 59)}…` : fault.pointer;
    throw new GalapagosError(
      `${nameOf(file, place)}: expected ${fault.expected}, got ${fault.came} at ${at || "the top level"}`,
      { code: refusal.code, hint: fault.hint },
    );
  }
  const repeated = findRepeated(body, value);
  if (repeated !== null) {
    throw new GalapagosError(
      `${nameOf(file, placeAt(body, repeated.offset))}: expected each property once, got ${JSON.stringify(repeated.name)} again`,
      { code: refusal.code, hint: "keep one of the two: only the second would count" },
    );
  }
  return { value, file, placeOf: (pointer, property) => placeIn(body, pointer, property) };
}

/** Deepest nesting of arrays and objects; more overflows the stack of whoever walks it. */
const MAX_DEPTH = 200;

function parse(body: string, file: string, code: string): Json {
  try {
    return JSON.parse(body) as Json;
  } catch (cause) {
    const plain = withoutComments(body, MAX_DEPTH);
    if (plain !== null) {
      try {
        return JSON.parse(plain) as Json;
      } catch {
        // the text itself says best what is wrong with it
      }
    }
    const { message, hint } = explainSyntax(body, file, MAX_DEPTH, cause);
    throw new GalapagosError(message, { code, hint, cause });
  }
}

interface Fault {
  readonly expected: string;
  readonly came: string;
  readonly pointer: string;
  readonly hint: string;
}

/**
 * The first number that is not finite or nesting that is too deep; iterative, since the depth is not yet
 * trusted.
 */
function findFault(root: Json): Fault | null {
  const open: { readonly value: Json; readonly pointer: string; readonly depth: number }[] = [
    { value: root, pointer: "", depth: 0 },
  ];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const { value, pointer, depth } = node;
    if (typeof value === "number" && !Number.isFinite(value)) {
      const hint = "the largest number is about 1.79e308";
      return { expected: "finite numbers", came: "one that overflows to infinity", pointer, hint };
    }
    if (value === null || typeof value !== "object") continue;
    if (depth === MAX_DEPTH) {
      return {
        expected: `at most ${MAX_DEPTH} levels of nesting`,
        came: "more",
        pointer,
        hint: "flatten the data",
      };
    }
    for (const [key, inner] of Object.entries(value)) {
      if (inner !== null && typeof inner !== "string" && typeof inner !== "boolean") {
        const name = key.replaceAll("~", "~0").replaceAll("/", "~1");
        open.push({ value: inner, pointer: `${pointer}/${name}`, depth: depth + 1 });
      }
    }
  }
  return null;
}
