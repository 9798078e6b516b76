import type { Json, JsonObject } from "../core/index.ts";
import type { Declared, JsonSchema } from "./declared.ts";

/**
 * A person's value, with every default of its declaration filled in. Elements of lists stay as they are.
 *
 * @param written - a value that the declaration accepts
 */
export function completed<W, C>(declared: Declared<W, C>, written: W): C {
  return complete(declared, written as Json) as C;
}

function complete(schema: JsonSchema, written: Json | undefined): Json | undefined {
  const value = written === undefined ? schema.default : written;
  if (schema.properties === undefined || value === undefined || value === null) return value;
  const own = value as JsonObject;
  const filled: { [name: string]: Json } = {};
  for (const [name, property] of Object.entries(schema.properties)) {
    const inner = complete(property, Object.hasOwn(own, name) ? own[name] : undefined);
    if (inner !== undefined) filled[name] = inner;
  }
  return filled;
}
