import { isObject, canonicalJson, type JsonObject } from "../core/index.ts";

/** The first thing that is wrong with a value, in ajv's words. */
export interface Mismatch {
  /** JSON pointer to it, from the value on. */
  readonly pointer: string;
  readonly message: string;
}

/** A test of values; `null` for one that passes. */
export type Test = (value: unknown) => Mismatch | null;

/**
 * The test that a JSON Schema (draft 7) of common words stands for, made at once; `null` where the schema says more, or is
 * none. Loading ajv and compiling with it takes longer than the rest of a short command, and nearly every value is right.
 */
export function plainTest(schema: unknown): Test | null {
  if (!isObject(schema)) return null;
  const tests: Test[] = [];
  for (const word of Object.keys(schema)) if (!WORDS.has(word) && !saysNothing(word, schema)) return null;
  for (const [word, make] of WORDS) {
    if (!Object.hasOwn(schema, word)) continue;
    const test = make(schema[word], schema);
    if (test === null) return null;
    tests.push(test);
  }
  return all(tests);
}

/** Makes the test of a word with what is said of it, and the schema around; `null` where it has to be ajv's. */
type Word = (said: unknown, schema: JsonObject) => Test | null;

const TYPES: { readonly [name: string]: (value: unknown) => boolean } = {
  array: Array.isArray,
  boolean: (value) => typeof value === "boolean",
  integer: Number.isInteger,
  null: (value) => value === null,
  number: Number.isFinite,
  object: isObject,
  string: (value) => typeof value === "string",
};

const type: Word = (said) => {
  const names = [said].flat();
  const known = names.flatMap((name) =>
    typeof name === "string" && Object.hasOwn(TYPES, name) ? (TYPES[name] ?? []) : [],
  );
  const [only] = known;
  if (only === undefined || known.length !== names.length || new Set(names).size < names.length) return null;
  return unless(
    known.length === 1 ? only : (value) => known.some((isOf) => isOf(value)),
    `must be ${names.join(",")}`,
  );
};

/** A word that limits a measure of values of one type. */
function limit(
  measure: (value: unknown) => number | null,
  holds: (size: number, bound: number) => boolean,
  words: (bound: number) => string,
): Word {
  const isCount = measure !== sizeOf;
  return (bound) => {
    if (typeof bound !== "number" || !Number.isFinite(bound)) return null;
    if (isCount && !(Number.isInteger(bound) && bound >= 0)) return null;
    return unless((value) => {
      const size = measure(value);
      return size === null || holds(size, bound);
    }, words(bound));
  };
}

const sizeOf = (value: unknown): number | null => (typeof value === "number" ? value : null);
const lengthOf = (value: unknown): number | null => (typeof value === "string" ? [...value].length : null);
const itemsOf = (value: unknown): number | null => (Array.isArray(value) ? value.length : null);
const propertiesOf = (value: unknown): number | null => (isObject(value) ? Object.keys(value).length : null);

const atMost = (size: number, bound: number): boolean => size <= bound;
const atLeast = (size: number, bound: number): boolean => size >= bound;
const most =
  (what: string) =>
  (bound: number): string =>
    `must NOT have more than ${bound} ${what}`;
const fewest =
  (what: string) =>
  (bound: number): string =>
    `must NOT have fewer than ${bound} ${what}`;

const pattern: Word = (said) => {
  const shape = typeof said === "string" ? shapeOf(said) : null;
  if (shape === null) return null;
  return unless((value) => typeof value !== "string" || shape.test(value), `must match pattern "${said}"`);
};

const constant: Word = (said) => {
  if (said !== null && typeof said === "object") return null;
  return unless((value) => value === said, "must be equal to constant");
};

const oneOf: Word = (said) => {
  if (
    !Array.isArray(said) ||
    said.length === 0 ||
    said.some((one) => one !== null && typeof one === "object")
  )
    return null;
  return unless((value) => said.includes(value), "must be equal to one of the allowed values");
};

const anyOf: Word = (said) => {
  const forms: readonly (Test | null)[] = Array.isArray(said) ? said.map(plainTest) : [];
  if (forms.length === 0 || !areTests(forms)) return null;
  return (value) => {
    const faults = forms.map((form) => form(value));
    return faults.includes(null) ? null : (faults[0] ?? null);
  };
};

const required: Word = (said) => {
  if (!Array.isArray(said) || said.some((name) => typeof name !== "string")) return null;
  if (new Set(said).size < said.length) return null;
  return all(
    (said as readonly string[]).map((name) =>
      unless(
        (value) => !isObject(value) || (Object.hasOwn(value, name) && value[name] !== undefined),
        `must have required property '${name}'`,
      ),
    ),
  );
};

const properties: Word = (said) => {
  if (!isObject(said) || Object.keys(said).some((name) => name in Object.prototype)) return null;
  const tests = Object.entries(said).map(([name, schema]) => [name, plainTest(schema)] as const);
  if (!areTests(tests.map(([, test]) => test))) return null;
  return ofObjects((value) =>
    firstOf(tests, ([name, test]) => (value[name] === undefined ? null : below(name, test?.(value[name])))),
  );
};

const additionalProperties: Word = (said, schema) => {
  const { properties: known = {} } = schema;
  const test = typeof said === "boolean" ? unless(() => said, NO_MORE) : plainTest(said);
  if (test === null || !isObject(known)) return null;
  return ofObjects((value) =>
    firstOf(Object.keys(value), (name) => {
      if (Object.hasOwn(known, name)) return null;
      return said === false ? test(value) : below(name, test(value[name]));
    }),
  );
};

const NO_MORE = "must NOT have additional properties";

const propertyNames: Word = (said) => {
  const test = plainTest(said);
  return test && ofObjects((value) => firstOf(Object.keys(value), test));
};

const items: Word = (said) => {
  const test = plainTest(said);
  if (test === null) return null;
  return (value) => {
    if (!Array.isArray(value)) return null;
    for (let at = 0; at < value.length; at++) {
      const fault = below(String(at), test(value[at]));
      if (fault !== null) return fault;
    }
    return null;
  };
};

const uniqueItems: Word = (said) => {
  if (typeof said !== "boolean") return null;
  return unless((value) => {
    if (!said || !Array.isArray(value)) return true;
    return new Set(value.map(canonicalJson)).size === value.length;
  }, "must NOT have duplicate items");
};

/** All words that are tested here, in ajv's order. */
const WORDS: ReadonlyMap<string, Word> = new Map([
  ["type", type],
  ["maximum", limit(sizeOf, atMost, (bound) => `must be <= ${bound}`)],
  ["minimum", limit(sizeOf, atLeast, (bound) => `must be >= ${bound}`)],
  [
    "exclusiveMaximum",
    limit(
      sizeOf,
      (size, bound) => size < bound,
      (bound) => `must be < ${bound}`,
    ),
  ],
  [
    "exclusiveMinimum",
    limit(
      sizeOf,
      (size, bound) => size > bound,
      (bound) => `must be > ${bound}`,
    ),
  ],
  ["maxLength", limit(lengthOf, atMost, most("characters"))],
  ["minLength", limit(lengthOf, atLeast, fewest("characters"))],
  ["pattern", pattern],
  ["const", constant],
  ["enum", oneOf],
  ["anyOf", anyOf],
  ["maxItems", limit(itemsOf, atMost, most("items"))],
  ["minItems", limit(itemsOf, atLeast, fewest("items"))],
  ["items", items],
  ["uniqueItems", uniqueItems],
  ["maxProperties", limit(propertiesOf, atMost, most("properties"))],
  ["minProperties", limit(propertiesOf, atLeast, fewest("properties"))],
  ["required", required],
  ["propertyNames", propertyNames],
  ["additionalProperties", additionalProperties],
  ["properties", properties],
]);

/** True of a word that is for people, or for editors. */
function saysNothing(word: string, schema: JsonObject): boolean {
  if (word === "$schema") return schema.$schema === "http://json-schema.org/draft-07/schema#";
  return (
    word === "default" || (/^(?:title|description|\$comment)$/.test(word) && typeof schema[word] === "string")
  );
}

function areTests(tests: readonly (Test | null)[]): tests is readonly Test[] {
  return !tests.includes(null);
}

function ofObjects(test: (value: JsonObject) => Mismatch | null): Test {
  return (value) => (isObject(value) ? test(value) : null);
}

function unless(holds: (value: unknown) => boolean, message: string): Test {
  const fault: Mismatch = { pointer: "", message };
  return (value) => (holds(value) ? null : fault);
}

function all(tests: readonly Test[]): Test {
  const [first = () => null, second, ...others] = tests;
  if (second === undefined) return first;
  const rest = all([second, ...others]);
  return (value) => first(value) ?? rest(value);
}

function below(name: string, fault: Mismatch | null | undefined): Mismatch | null {
  if (!fault) return null;
  return { ...fault, pointer: `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}${fault.pointer}` };
}

function firstOf<T>(all: readonly T[], test: (one: T) => Mismatch | null): Mismatch | null {
  for (const one of all) {
    const fault = test(one);
    if (fault !== null) return fault;
  }
  return null;
}

function shapeOf(text: string): RegExp | null {
  try {
    return new RegExp(text, "u");
  } catch {
    return null;
  }
}
