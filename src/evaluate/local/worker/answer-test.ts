import { GalapagosError } from "../../../core/index.ts";
import type { Problem } from "../../../problem/index.ts";
import { loadAjv, plainTest, type Test } from "../../../schema/index.ts";

/**
 * The test of answers by a problem's output schema; without one, all pass. Throws `evaluate/schema` when it cannot be
 * compiled.
 */
export function answerTest({ definition, folder }: Problem): Test {
  const { output } = definition;
  if (output === null) return () => null;
  return plainTest(output) ?? compiledTest(output, folder);
}

function compiledTest(schema: object, folder: string): Test {
  try {
    const validate = new (loadAjv())({
      strict: false,
      allErrors: false,
      validateFormats: false,
      validateSchema: false,
    }).compile(schema);
    return (value) => {
      if (validate(value)) return null;
      const [first] = validate.errors ?? [];
      return { pointer: first?.instancePath ?? "", message: String(first?.message) };
    };
  } catch (error) {
    throw new GalapagosError(
      `${folder}: "output" is not a JSON Schema that can be compiled: ${error instanceof Error ? error.message : error}`,
      { code: "evaluate/schema", hint: "See https://json-schema.org/learn for examples." },
    );
  }
}
