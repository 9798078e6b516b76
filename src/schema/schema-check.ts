import type { ErrorObject, ValidateFunction } from "ajv";
import { loadAjv } from "./load-ajv.ts";

/** A JSON Schema that ships with the project, as a test of values. */
export interface SchemaCheck<T> {
  accepts(value: unknown): value is T;
  /** What was wrong with the value last asked about; empty when it was accepted. */
  errors(): readonly ErrorObject[];
}

/**
 * The check that a schema stands for. Compiling one costs as much as starting a thread, so it waits for the first value;
 * whether the schema itself is sound is for the tests to say, not for every start.
 */
export function schemaCheck<T>(schema: object): SchemaCheck<T> {
  let compiled: ValidateFunction<T> | undefined;
  return {
    accepts(value): value is T {
      compiled ??= new (loadAjv())(OPTIONS).compile<T>(schema);
      return compiled(value);
    },
    errors: () => compiled?.errors ?? [],
  };
}

const OPTIONS = {
  strict: true,
  allowUnionTypes: true,
  allErrors: true,
  verbose: true,
  validateSchema: false,
};
