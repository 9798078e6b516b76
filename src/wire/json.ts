import { isObject, type Json, type JsonObject } from "../core/index.ts";

/** The value when it is an object, else an empty one. */
export function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** The value when it is an array, else an empty one. */
export function asArray(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** Text content in any of the protocol's forms: a string, or a list of parts with a text each. */
export function asText(value: Json | undefined): string {
  if (typeof value === "string") return value;
  return asArray(value)
    .map((part) => asText(asObject(part).text))
    .join("");
}

/** The sampling parameters of a body: part of what a deterministic answer depends on. */
export function samplingOf(body: JsonObject): JsonObject {
  const names = ["temperature", "top_p", "seed", "reasoning_effort", "metadata"];
  return Object.fromEntries(names.flatMap((name) => (body[name] === undefined ? [] : [[name, body[name]]])));
}
