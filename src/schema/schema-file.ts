import { type Declared, type JsonSchema, OPTIONAL } from "./declared.ts";

/**
 * The JSON Schema of a file that holds what is declared; its own property `$schema` names this schema for
 * editors.
 *
 * @param title - name of the kind of file
 */
export function schemaFile(title: string, declared: Declared): JsonSchema & { readonly $schema: string } {
  const { default: _default, properties = {}, ...rest }: JsonSchema = declared;
  const $schema = {
    description: "Path of this schema, so that editors complete and check the file.",
    type: "string",
  };
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title,
    ...rest,
    properties: { $schema: { ...$schema, [OPTIONAL]: true }, ...properties },
  };
}
