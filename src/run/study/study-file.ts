import { readFileSync } from "node:fs";
import { GalapagosError } from "../../core/index.ts";
import { schemaCheck } from "../../schema/index.ts";
import { STUDY_SCHEMA, type StudyFile } from "./study-schema.ts";

const check = schemaCheck<StudyFile>(STUDY_SCHEMA);

/**
 * Reads a study file.
 *
 * @param shown - its path in messages
 * @throws GalapagosError `study/file`
 */
export function readStudyFile(path: string, shown: string = path): StudyFile {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new GalapagosError(`${shown} cannot be read (${(cause as NodeJS.ErrnoException).code})`, {
      code: "study/file",
      hint: "name a study as JSON, for example studies/model-parts.json",
      cause,
    });
  }
  return parseStudyFile(text, shown);
}

/**
 * Reads a study file's text.
 *
 * @param origin - its path, for messages
 * @throws GalapagosError `study/file`: where, what was expected, what came
 */
export function parseStudyFile(text: string, origin: string): StudyFile {
  const hint = "schemas/study.schema.json says what belongs there; studies/model-parts.json is an example";
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (cause) {
    throw new GalapagosError(`${origin} is not JSON: ${(cause as Error).message}`, {
      code: "study/file",
      hint,
      cause,
    });
  }
  if (check.accepts(content)) return content;
  const [error] = check.errors();
  const place = error?.instancePath ? `at ${error.instancePath}` : "at the top level";
  const { additionalProperty: unknown } = (error?.params ?? {}) as { readonly additionalProperty?: string };
  const what =
    unknown === undefined
      ? `${error?.message ?? "it is no study"}, got ${(JSON.stringify(error?.data) ?? "nothing").slice(0, 60)}`
      : `there is no property ${JSON.stringify(unknown)}`;
  throw new GalapagosError(`${origin}: ${place}: ${what}`, { code: "study/file", hint });
}
