import type { Json } from "../core/index.ts";

declare const WRITTEN: unique symbol;
declare const COMPLETE: unique symbol;
declare const PRESENCE: unique symbol;

/**
 * Marks a property that may be left out although it has no default of its own; no part of the JSON Schema.
 */
export const OPTIONAL: unique symbol = Symbol("optional");

/** Marks a setting that has a flag of its own; no part of the JSON Schema. */
export const FLAG: unique symbol = Symbol("flag");

/**
 * A JSON Schema (draft 7) that carries two TypeScript types: that of a value as it is written, and that of
 * the same value completed with its defaults. Type, check, defaults, help and documentation of a setting are
 * all read from this one declaration.
 */
export interface Declared<W = unknown, C = W, P extends Presence = Presence> extends JsonSchema {
  readonly [WRITTEN]?: W;
  readonly [COMPLETE]?: C;
  readonly [PRESENCE]?: P;
}

/** How a property stands in its object: it must be written, may be left out, or is there by default. */
export type Presence = "required" | "optional" | "default";

/** A value as a person writes it: whatever has a default may be left out. */
export type Written<D> = D extends Declared<infer W, unknown, Presence> ? W : never;

/** The same value with every default filled in. */
export type Complete<D> = D extends Declared<unknown, infer C, Presence> ? C : never;

/** Properties of an object, by name. */
export interface Properties {
  readonly [name: string]: Declared;
}

/** An object as it is written. */
export type WrittenObject<P> = Flat<
  { readonly [K in keyof P as Is<P[K], "required"> extends true ? K : never]: Written<P[K]> } & {
    readonly [K in keyof P as Is<P[K], "required"> extends true ? never : K]?: Written<P[K]>;
  }
>;

/** The same object, completed. */
export type CompleteObject<P> = Flat<
  { readonly [K in keyof P as Is<P[K], "optional"> extends true ? never : K]: Complete<P[K]> } & {
    readonly [K in keyof P as Is<P[K], "optional"> extends true ? K : never]?: Complete<P[K]>;
  }
>;

type Is<D, P extends Presence> =
  D extends Declared<unknown, unknown, infer X> ? (X extends P ? true : false) : false;

type Flat<T> = { readonly [K in keyof T]: T[K] };

/** The flag of `galapagos run` that stands for a setting. */
export interface SettingFlag {
  /** As commander reads it: `--islands <n>`. */
  readonly flags: string;
  /** The flag's help. @defaultValue the setting's description */
  readonly help?: string;
}

/** The keywords of JSON Schema that declarations use. */
export interface JsonSchema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly default?: Json;
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly anyOf?: readonly Declared[];
  readonly required?: readonly string[];
  readonly properties?: Properties;
  readonly additionalProperties?: boolean | Declared;
  readonly propertyNames?: { readonly pattern: string };
  readonly items?: Declared;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly [OPTIONAL]?: true;
  readonly [FLAG]?: SettingFlag;
}
