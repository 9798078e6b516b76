import { Ajv, type ErrorObject, type Options, type ValidateFunction } from "ajv";

/** A JSON Schema that ships with the project, as a test of values. */
export interface SchemaCheck<T> {
  accepts(value: unknown): value is T;
  /** What was wrong with the value last asked about; empty when it was accepted. */
  errors(): readonly ErrorObject[];
}

/**
 * The check that a schema of ours stands for. Compiling one costs as much as starting a thread, so it waits for the first
 * value; and what the schema itself is worth is for the tests to say, not for every start.
 */
export function schemaCheck<T>(schema: object, options: Options): SchemaCheck<T> {
  let compiled: ValidateFunction<T> | undefined;
  return {
    accepts(value): value is T {
      compiled ??= new Ajv({ ...options, validateSchema: false }).compile<T>(schema);
      return compiled(value);
    },
    errors: () => compiled?.errors ?? [],
  };
}
