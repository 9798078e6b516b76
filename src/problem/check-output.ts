import { isObject, closestName, type Json, type JsonObject } from "../core/index.ts";
import { type Fault, faultAt, loadAjv, plainTest, show } from "../schema/index.ts";

/**
 * The faults of the schema of a problem's outputs: words that JSON Schema does not know, else what ajv
 * refuses.
 */
export function checkOutput(output: JsonObject | null): readonly Fault[] {
  if (output === null) return [];
  const unknown = unknownWords(output, "/output");
  if (unknown.length > 0) return unknown;
  if (plainTest(output) !== null) return [];
  compiler ??= new (loadAjv())(OPTIONS);
  const schema = { ...output };
  try {
    compiler.compile(schema);
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const hint = "correct it, or leave output out to accept any JSON";
    return [faultAt("/output", "a JSON Schema (draft 7)", reason.slice(0, 200), hint)];
  } finally {
    compiler.removeSchema(schema);
  }
}

/** One for all problems: making the rules for schemas costs far more than a schema. */
let compiler: import("ajv").Ajv | undefined;

const OPTIONS = {
  strict: false,
  logger: false,
  // schemas of the same name are no copies of each other
  addUsedSchema: false,
  code: { optimize: false },
} as const;

/**
 * A misspelt word checks nothing, and nobody would hear of it. Words that begin with x- are the author's own.
 */
function unknownWords(schema: JsonObject, pointer: string): readonly Fault[] {
  return Object.entries(schema).flatMap(([word, value]) => {
    const place = `${pointer}/${word.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (LISTS.has(word) && Array.isArray(value))
      return value.flatMap((inner, at) => below(inner, `${place}/${at}`));
    if (SCHEMAS.has(word)) return below(value, place);
    if (MAPS.has(word) && isObject(value)) {
      return Object.entries(value).flatMap(([name, inner]) =>
        below(inner, `${place}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`),
      );
    }
    if (PLAIN.has(word) || LISTS.has(word) || MAPS.has(word) || word.startsWith("x-")) return [];
    const near = closestName(word, [...SCHEMAS, ...MAPS, ...LISTS, ...PLAIN]);
    const hint = near === null ? "remove it; words of your own begin with x-" : `did you mean "${near}"?`;
    const fault = faultAt(
      pointer,
      "only words of JSON Schema (draft 7)",
      `the unknown word ${show(word)}`,
      hint,
    );
    return [{ ...fault, unknown: word }];
  });
}

function below(value: Json | undefined, pointer: string): readonly Fault[] {
  return isObject(value) ? unknownWords(value, pointer) : [];
}

/** Words whose value is a schema. */
const SCHEMAS = new Set(
  "additionalItems additionalProperties contains else if items not propertyNames then".split(" "),
);

/** Words whose value is a list of schemas; `items` may be one as well. */
const LISTS = new Set(["allOf", "anyOf", "items", "oneOf"]);

/** Words whose value names schemas. */
const MAPS = new Set(["$defs", "definitions", "dependencies", "patternProperties", "properties"]);

/** All other words. */
const PLAIN = new Set(
  [
    "$comment $id $ref $schema id title description default examples deprecated readOnly writeOnly nullable",
    "type enum const format contentEncoding contentMediaType",
    "minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern",
    "minItems maxItems uniqueItems minProperties maxProperties required discriminator",
  ]
    .join(" ")
    .split(" "),
);
