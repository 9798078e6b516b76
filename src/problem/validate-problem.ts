import type { ErrorObject } from "ajv";
import { closestName, GalapagosError, type Json } from "../core/index.ts";
import { schemaCheck } from "../schema/index.ts";
import { PROBLEM_SCHEMA, type ProblemFile } from "./file/problem-file.ts";

const check = schemaCheck<ProblemFile>(PROBLEM_SCHEMA);

/**
 * The content of a `problem.json`, once it agrees with `schemas/problem.schema.json`. Nothing is completed here.
 *
 * @param file - path for messages
 * @throws GalapagosError `problem/invalid`: the JSON path, what was expected, what came; the hint names the likely
 * property or value
 */
export function validateProblem(content: Json, file: string): ProblemFile {
  if (check.accepts(content)) return content;
  const errors = check.errors();
  const first = mostTelling(errors);
  const { expected, came, hint } = explain(first, errors);
  const others = errors
    .map((error) => error.instancePath)
    .filter((path) => !first.instancePath.startsWith(path));
  const count = new Set(others).size;
  const more = count > 0 ? ` (and ${count} more)` : "";
  throw invalid(file, first.instancePath, expected, came, hint, more);
}

/** A `problem/invalid` error: `file: expected … at /json/path, got …`. */
export function invalid(
  file: string,
  path: string,
  expected: string,
  came: string,
  hint: string,
  more = "",
): GalapagosError {
  const place = path === "" ? "the top level" : path;
  return new GalapagosError(`${file}: expected ${expected} at ${place}, got ${came}${more}`, {
    code: "problem/invalid",
    hint,
  });
}

/** A value as messages show it: JSON, cut to 60 characters. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** A misspelt property explains the missing one; otherwise the first complaint in the file's order. */
function mostTelling(errors: readonly ErrorObject[]): ErrorObject {
  const unknown = errors.find((error) => error.keyword === "additionalProperties");
  const first = unknown ?? errors.find((error) => !insideAnyOf(error)) ?? errors[0];
  if (first === undefined) throw new Error("ajv refused without a reason");
  if (first.keyword !== "anyOf") return first;
  const deeper = errors.find((error) => error.instancePath.startsWith(`${first.instancePath}/`));
  return deeper ?? first;
}

function insideAnyOf(error: ErrorObject): boolean {
  return /\/anyOf\/\d+\//.test(error.schemaPath);
}

interface Explanation {
  readonly expected: string;
  readonly came: string;
  readonly hint: string;
}

function explain(error: ErrorObject, all: readonly ErrorObject[]): Explanation {
  const hint = describe(error) ?? around(error, all) ?? "docs/problems.md explains every property";
  const came = show(error.data);
  switch (error.keyword) {
    case "additionalProperties": {
      const property = String(error.params.additionalProperty);
      const known = Object.keys((error.parentSchema?.properties as object | undefined) ?? {});
      const near = closestName(property, known);
      return {
        expected: "only known properties",
        came: `the unknown property ${show(property)}`,
        hint: near === null ? `known properties: ${known.join(", ")}` : `did you mean "${near}"?`,
      };
    }
    case "required": {
      const property = String(error.params.missingProperty);
      const properties = error.parentSchema?.properties as
        | { [name: string]: { description?: string } }
        | undefined;
      return {
        expected: `the property "${property}"`,
        came: `an object without it`,
        hint: `add "${property}": ${properties?.[property]?.description ?? "it is required"}`,
      };
    }
    case "enum": {
      const values = error.params.allowedValues as string[];
      const near = typeof error.data === "string" ? closestName(error.data, values) : null;
      return {
        expected: `one of ${values.map((value) => `"${value}"`).join(", ")}`,
        came,
        hint: near === null ? hint : `did you mean "${near}"?`,
      };
    }
    case "anyOf": {
      const own = all.filter(
        (inner) => inner.instancePath === error.instancePath && inner.keyword !== "anyOf",
      );
      const wishes = own.map((inner) =>
        inner.keyword === "type" ? noun(String(inner.params.type)) : wish(inner),
      );
      return { expected: [...new Set(wishes)].join(" or "), came, hint };
    }
    case "type":
      return { expected: noun(String(error.params.type)), came, hint };
    default:
      return { expected: wish(error), came, hint };
  }
}

function describe(error: ErrorObject): string | null {
  return (error.parentSchema as { readonly description?: string } | undefined)?.description ?? null;
}

/** What the schema says of the property that a value with several forms belongs to. */
function around(error: ErrorObject, all: readonly ErrorObject[]): string | null {
  const outer = all.find(
    (other) => other.keyword === "anyOf" && error.instancePath.startsWith(other.instancePath),
  );
  return outer === undefined ? null : describe(outer);
}

function noun(type: string): string {
  return type === "array" ? "a list" : /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

/** ajv's own words for a broken bound ("must be >= 1"), as something to expect. */
function wish(error: ErrorObject): string {
  switch (error.keyword) {
    case "minItems":
      return `at least ${error.params.limit} element${error.params.limit === 1 ? "" : "s"}`;
    case "maxItems":
      return `at most ${error.params.limit} elements`;
    case "minLength":
      return "a text that is not empty";
    case "maxLength":
      return `at most ${error.params.limit} characters`;
    case "pattern":
      return `a text that matches ${error.params.pattern}`;
    case "enum":
      return (error.params.allowedValues as string[]).map((value) => `"${value}"`).join(" or ");
    default:
      return (error.message ?? error.keyword).replace(/^must (be|have|NOT have) /, "a value ");
  }
}
