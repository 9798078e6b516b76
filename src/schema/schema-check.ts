import type { ErrorObject, ValidateFunction } from "ajv";
import { explainErrors } from "./explain.ts";
import type { Fault } from "./fault.ts";
import { loadAjv } from "./load-late.ts";
import { plainTest } from "./plain-test.ts";

/** A JSON Schema as a test of values. */
export interface SchemaCheck<T> {
  accepts(value: unknown): value is T;
  /**
   * Everything that is wrong with a value; the first thing alone where the value is large. Empty when it is
   * accepted.
   */
  faults(value: unknown): readonly Fault[];
}

/**
 * The check that a schema stands for. What passes its plain test is right; ajv has the last word on anything else, since
 * compiling costs as much as starting a thread. Whether the schema itself is sound is for the tests to say, not for every
 * start.
 *
 * @param hint - what to do about a fault where the schema does not say
 */
export function schemaCheck<T>(schema: object, hint: string): SchemaCheck<T> {
  const compile = (allErrors: boolean): ValidateFunction<T> =>
    new (loadAjv())({ ...OPTIONS, allErrors }).compile<T>(schema);
  let quick: ValidateFunction<T> | undefined;
  let thorough: ValidateFunction<T> | undefined;
  let plain: ReturnType<typeof plainTest> | undefined;
  const accepts = (value: unknown): value is T => {
    plain ??= plainTest(schema);
    if (plain?.(value) === null) return true;
    quick ??= compile(false);
    return quick(value);
  };
  return {
    accepts,
    faults(value) {
      if (accepts(value)) return [];
      // a list of everything that is wrong with ten million elements helps nobody
      if (JSON.stringify(value)?.length > MAX_LISTED) return explainErrors(quick?.errors ?? [], hint);
      thorough ??= compile(true);
      thorough(value);
      return explainErrors((thorough.errors ?? []) as readonly ErrorObject[], hint);
    },
  };
}

/** Longest value whose faults are all looked for, characters of JSON. */
const MAX_LISTED = 1 << 20;

const OPTIONS = {
  strict: true,
  allowUnionTypes: true,
  verbose: true,
  validateSchema: false,
  // it takes longer than all checks of a start together
  code: { optimize: false },
};
