import type { ErrorObject } from "ajv";
import { closestName, counted } from "../core/index.ts";
import { type Fault, show } from "./fault.ts";

/**
 * The faults that ajv found, each once, in the words of the schema: of a value that takes several forms one
 * fault for all of them, or the faults of the form that it comes near to; no missing property where a
 * misspelt one explains it.
 *
 * @param hint - what to do where the schema does not say
 */
export function explainErrors(errors: readonly ErrorObject[], hint: string): readonly Fault[] {
  const some = errors.slice(0, MOST);
  const told = some.filter((error) => !isWithinForms(error, some) && !isExplained(error, some));
  const faults = told.map((error) => explain(error, some, hint));
  const lines = new Map(
    faults.map((fault) => [JSON.stringify([fault.pointer, fault.unknown, fault.expected]), fault]),
  );
  return [...lines.values()];
}

/** Most errors that are looked at; each is compared with all others. */
const MOST = 200;

/**
 * An error of one form of a value is told by the error of all forms together, unless it lies deeper in the
 * value.
 */
function isWithinForms(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  const forms = all.filter(
    (other) => other.keyword === "anyOf" && error.schemaPath.startsWith(`${other.schemaPath}/`),
  );
  if (forms.some((form) => form.instancePath === error.instancePath)) return true;
  return error.keyword === "anyOf" && all.some((other) => isDeeper(other, error));
}

function isDeeper(error: ErrorObject, form: ErrorObject): boolean {
  return (
    error.schemaPath.startsWith(`${form.schemaPath}/`) &&
    error.instancePath.startsWith(`${form.instancePath}/`)
  );
}

/** A misspelt property explains the missing one; names are told by the property that bears them. */
function isExplained(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  if (error.keyword === "propertyNames") return true;
  if (error.keyword !== "required") return false;
  const missing = String(error.params.missingProperty);
  return all.some(
    ({ keyword, instancePath, params }) =>
      keyword === "additionalProperties" &&
      instancePath === error.instancePath &&
      closestName(String(params.additionalProperty), [missing]) !== null,
  );
}

function explain(error: ErrorObject, all: readonly ErrorObject[], fallback: string): Fault {
  const { instancePath: pointer, params } = error;
  const fault = {
    pointer,
    unknown: null,
    came: show(error.data),
    hint: describe(error) ?? around(error, all) ?? fallback,
  };
  const properties = (error.parentSchema?.properties ?? {}) as { [name: string]: { description?: string } };
  switch (error.keyword) {
    case "additionalProperties": {
      const unknown = String(params.additionalProperty);
      const known = Object.keys(properties).filter((name) => name !== "$schema");
      return {
        pointer,
        unknown,
        expected: "only known properties",
        came: `the unknown property ${show(unknown)}`,
        hint: didYouMean(unknown, known) ?? `known properties: ${known.join(", ")}`,
      };
    }
    case "required": {
      const missing = String(params.missingProperty);
      const hint = `add "${missing}": ${properties[missing]?.description ?? "it is required"}`;
      return { ...fault, expected: `the property "${missing}"`, came: "an object without it", hint };
    }
    case "enum": {
      const values = (params.allowedValues as readonly unknown[]).filter(
        (value) => typeof value === "string",
      );
      const meant = typeof error.data === "string" ? didYouMean(error.data, values) : null;
      return { ...fault, expected: wish(error), hint: meant ?? fault.hint };
    }
    case "anyOf": {
      const forms = all.filter(
        (inner) => inner.instancePath === pointer && inner.schemaPath.startsWith(`${error.schemaPath}/`),
      );
      return { ...fault, expected: [...new Set(forms.map(wish))].join(" or ") };
    }
    default:
      return { ...fault, expected: wish(error) };
  }
}

function didYouMean(word: string, names: readonly string[]): string | null {
  const near = closestName(word, names);
  return near === null ? null : `did you mean "${near}"?`;
}

function describe(error: ErrorObject): string | null {
  return (error.parentSchema as { readonly description?: string } | undefined)?.description ?? null;
}

/** The schema's words on the property that a value with several forms belongs to. */
function around(error: ErrorObject, all: readonly ErrorObject[]): string | null {
  const outer = all.find(
    (other) => other.keyword === "anyOf" && error.instancePath.startsWith(other.instancePath),
  );
  return outer === undefined ? null : describe(outer);
}

/** The wish of a schema's rule that was broken. */
function wish({ keyword, params, message }: ErrorObject): string {
  switch (keyword) {
    case "type":
      return [params.type].flat().map(noun).join(" or ");
    case "const":
      return show(params.allowedValue);
    case "enum": {
      const values = (params.allowedValues as readonly unknown[]).map((value) => JSON.stringify(value));
      return values.length > 2 ? `one of ${values.join(", ")}` : values.join(" or ");
    }
    case "minimum":
      return `at least ${params.limit}`;
    case "maximum":
      return `at most ${params.limit}`;
    case "exclusiveMinimum":
      return `more than ${params.limit}`;
    case "minItems":
      return `at least ${counted(params.limit, "element")}`;
    case "maxItems":
      return `at most ${counted(params.limit, "element")}`;
    case "minProperties":
      return `at least ${counted(params.limit, "property", "properties")}`;
    case "maxProperties":
      return `at most ${counted(params.limit, "property", "properties")}`;
    case "minLength":
      return "a text that is not empty";
    case "maxLength":
      return `at most ${counted(params.limit, "character")}`;
    case "pattern":
      return `a text that matches ${params.pattern}`;
    case "uniqueItems":
      return "no element twice";
    default:
      return message ?? keyword;
  }
}

function noun(type: string): string {
  return NOUNS[type] ?? `a ${type}`;
}

const NOUNS: { readonly [type: string]: string } = {
  string: "a text",
  array: "a list",
  object: "an object",
  integer: "a whole number",
  boolean: "true or false",
  null: "null",
};
