import { dirname, join } from "node:path";
import { closestName, GalapagosError } from "../core/index.ts";
import {
  list,
  map,
  object,
  optional,
  readJson,
  refuse,
  schemaCheck,
  schemaFile,
  string,
  type Written,
} from "../schema/index.ts";
import type { KnownValue } from "./definition.ts";
import { KNOWN_VALUE } from "./file/known-value.ts";
import { readInside } from "./read-inside.ts";

/** Name of the file with the known values of several problems. */
const FILE = "known-values.json";

/** The declaration of `known-values.json`. */
const KNOWN_VALUES = object(
  {
    about: optional(string({ description: "What the lists hold, for people.", maxLength: 10_000 })),
    values: map(list(KNOWN_VALUE, { description: "The best first.", maxItems: 100 }), {
      description: "Known values by name.",
      maxProperties: 10_000,
    }),
  },
  { description: "Known values of problems, by the names that `bestKnown` of their problem.json gives." },
);

/** The schema of `known-values.json`: `schemas/known-values.schema.json`. */
export const KNOWN_VALUES_SCHEMA = schemaFile("Galapagos known values", KNOWN_VALUES);

const check = schemaCheck<Written<typeof KNOWN_VALUES>>(
  KNOWN_VALUES_SCHEMA,
  "docs/verify.md explains the file",
);

/**
 * The known values of a problem: as it states them, or by their name in `known-values.json`.
 *
 * @throws GalapagosError `problem/known-values` for a file that is missing or wrong, and a name that is not in it
 */
export async function readKnownValues(
  folder: string,
  given: readonly KnownValue[] | string | undefined,
): Promise<readonly KnownValue[]> {
  if (typeof given !== "string") return given ?? [];
  const [path, text] = await readFirst(folder);
  const json = readJson(text, path, { code: CODE, hint: "docs/verify.md shows one" });
  if (!check.accepts(json.value))
    throw refuse(check.faults(json.value), { origin: path, text: json, code: CODE });
  const { values } = json.value;
  if (Object.hasOwn(values, given)) return values[given] ?? [];
  const near = closestName(given, Object.keys(values));
  throw new GalapagosError(`${path}: expected a list called ${JSON.stringify(given)}, got none`, {
    code: CODE,
    hint: near === null ? "add it, or correct bestKnown in problem.json" : `did you mean "${near}"?`,
  });
}

/** The file of the problem's folder, or of the one above. */
async function readFirst(folder: string): Promise<readonly [path: string, text: string]> {
  const role = { what: "the known values", maxBytes: 4 << 20 };
  try {
    return [join(folder, FILE), await readInside(folder, FILE, role)];
  } catch {
    const above = dirname(folder);
    return [join(above, FILE), await readInside(above, FILE, role)];
  }
}

const CODE = "problem/known-values";
