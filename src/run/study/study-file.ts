import { shippedPath } from "../../core/index.ts";
import { readJson, readText, refuse, schemaCheck } from "../../schema/index.ts";
import { STUDY_SCHEMA, type StudyFile } from "./study-schema.ts";

const HINT = `${shippedPath("schemas/study.schema.json")} says what belongs there; ${shippedPath("studies/model-parts.json")} is an example`;

const check = schemaCheck<StudyFile>(STUDY_SCHEMA, HINT);

/**
 * Reads a study file.
 *
 * @param shown - its path in messages
 * @throws GalapagosError `study/file`
 */
export function readStudyFile(path: string, shown: string = path): StudyFile {
  const hint = `name a study as JSON, for example ${shippedPath("studies/model-parts.json")}`;
  const text = readText(path, { code: "study/file", hint, name: shown, maxMb: 4 });
  return parseStudyFile(text, shown);
}

/**
 * Reads a study file's text.
 *
 * @param origin - its path, for messages
 * @throws GalapagosError `study/file`: every mistake with its place, what was expected, what came
 */
export function parseStudyFile(text: string, origin: string): StudyFile {
  const json = readJson(text, origin, { code: "study/file", hint: HINT });
  if (check.accepts(json.value)) return json.value;
  throw refuse(check.faults(json.value), { origin, text: json, code: "study/file" });
}
