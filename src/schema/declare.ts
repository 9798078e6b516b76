/**
 * The words that declarations are made of. Written here and not taken from TypeBox: a property with a default
 * has two types (left out in a file, there in a run), which TypeBox does not know, and loading it alone takes
 * 50 to 100 ms of every start of a command or a thread.
 */
import { given, type Json, type JsonObject } from "../core/index.ts";
import {
  type CompleteObject,
  type Declared,
  FLAG,
  type JsonSchema,
  OPTIONAL,
  type Presence,
  type Properties,
  type Written,
  type WrittenObject,
} from "./declared.ts";

/** Keywords of one kind of value; what has a `default` may be left out. */
type About<T, K extends keyof JsonSchema = never> = Pick<JsonSchema, K | "description"> & {
  readonly default?: T;
};

type PresenceOf<M> = M extends { readonly default: unknown } ? "default" : "required";

/** A text. */
export function string<const M extends About<string, "minLength" | "maxLength" | "pattern">>(
  about: M,
): Declared<string, string, PresenceOf<M>> {
  return { type: "string", ...about };
}

/** A finite number. */
export function number<const M extends About<number, "minimum" | "maximum" | "exclusiveMinimum">>(
  about: M,
): Declared<number, number, PresenceOf<M>> {
  return { type: "number", ...about };
}

/** A whole number. */
export function integer<const M extends About<number, "minimum" | "maximum">>(
  about: M,
): Declared<number, number, PresenceOf<M>> {
  return { type: "integer", ...about };
}

/** True or false. */
export function boolean<const M extends About<boolean>>(about: M): Declared<boolean, boolean, PresenceOf<M>> {
  return { type: "boolean", ...about };
}

/** One of some words. */
export function oneOf<const V extends string, const M extends About<NoInfer<V>>>(
  values: readonly V[],
  about: M,
): Declared<V, V, PresenceOf<M>> {
  return { type: "string", enum: values, ...about };
}

/** One value and no other. */
export function literal<const V extends string | number>(
  value: V,
  about: About<never>,
): Declared<V, V, "required"> {
  return { const: value, ...about };
}

/** Any JSON. */
export function anything(about: About<never>): Declared<Json, Json, "required"> {
  return about;
}

/** Any JSON object. */
export function anyObject<const M extends About<JsonObject>>(
  about: M,
): Declared<JsonObject, JsonObject, PresenceOf<M>> {
  return { type: "object", ...about };
}

/** A list; its elements stay as they are written. */
export function list<
  D extends Declared,
  const M extends About<readonly Json[], "minItems" | "maxItems" | "uniqueItems">,
>(items: D, about: M): Declared<readonly Written<D>[], readonly Written<D>[], PresenceOf<M>> {
  return { type: "array", items, ...about };
}

/** A list of two. */
export function pair<D extends Declared>(
  items: D,
  about: About<never>,
): Declared<readonly [Written<D>, Written<D>], readonly [Written<D>, Written<D>], "required"> {
  return { type: "array", items, ...about, minItems: 2, maxItems: 2 };
}

/** An object with any names; its values stay as they are written. */
export function map<
  D extends Declared,
  const M extends About<JsonObject, "minProperties" | "maxProperties" | "propertyNames">,
>(
  values: D,
  about: M,
): Declared<{ readonly [name: string]: Written<D> }, { readonly [name: string]: Written<D> }, PresenceOf<M>> {
  return { type: "object", additionalProperties: values, ...about };
}

/** An object with these properties and no others. */
export function object<
  P extends Properties,
  const M extends About<JsonObject, "minProperties" | "maxProperties">,
>(properties: P, about: M): Declared<WrittenObject<P>, CompleteObject<P>, PresenceOf<M>> {
  const required = Object.keys(properties).filter((name) => isRequired(properties[name]));
  return {
    type: "object",
    additionalProperties: false,
    ...about,
    ...(required.length > 0 && { required }),
    properties,
  };
}

/** An object that may be left out, since its properties have defaults of their own. */
export function section<P extends Properties>(
  properties: P,
  about: About<never>,
): Declared<WrittenObject<P>, CompleteObject<P>, "default"> {
  return object(properties, { ...about, default: {} });
}

/** A value that one of several declarations accepts. */
export function either<D extends Declared, const M extends About<Json>>(
  forms: readonly D[],
  about: M,
): Declared<Written<D>, Written<D>, PresenceOf<M>> {
  return { anyOf: forms, ...about };
}

/** The same, or `null`; `null` by default where that is said. */
export function nullable<W, C, const M extends { readonly default?: null }>(
  declared: Declared<W, C>,
  about: M,
): Declared<W | null, C | null, PresenceOf<M>> {
  const { type = [], ...rest }: JsonSchema = declared;
  return { type: [type, "null"].flat(), ...rest, ...about, ...(rest.enum && { enum: [...rest.enum, null] }) };
}

/** The same as a property that may be left out. */
export function optional<W, C>(declared: Declared<W, C>): Declared<W, C, "optional"> {
  const schema: JsonSchema = declared;
  return { ...schema, [OPTIONAL]: true };
}

/** The same as a setting that has a flag of its own. */
export function flag<W, C, P extends Presence>(
  flags: string,
  declared: Declared<W, C, P>,
  help?: string,
): Declared<W, C, P> {
  return { ...declared, [FLAG]: given({ flags, help }) };
}

function isRequired(declared: Declared | undefined): boolean {
  return declared?.default === undefined && declared?.[OPTIONAL] !== true;
}
