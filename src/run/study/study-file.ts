import schema from "../../../schemas/study.schema.json" with { type: "json" };
import { GalapagosError, type JsonObject, schemaCheck } from "../../core/index.ts";

/** What every run of a study may use: exactly one of these. */
export interface StudyBudget {
  /** Evaluator calls, every one counted. */
  readonly evaluations?: number;
  readonly tokens?: number;
  readonly usd?: number;
}

/** A problem of a study as its file names it. */
export interface StudyProblemEntry {
  readonly problem: string;
  readonly preset?: string;
  /** Raw objective value whose price is asked for. */
  readonly target?: number;
}

/** An arm as its file states it. */
export interface StudyArmEntry {
  readonly flags?: readonly string[];
  readonly settings?: JsonObject;
}

/** A study file, checked against `schemas/study.schema.json`; nothing is completed. */
export interface StudyFile {
  readonly problems: readonly (string | StudyProblemEntry)[];
  readonly seeds: number | readonly string[];
  readonly budget: StudyBudget;
  readonly settings?: JsonObject;
  readonly arms: { readonly [name: string]: StudyArmEntry };
}

const check = schemaCheck<StudyFile>(schema, { strict: true, allowUnionTypes: true, verbose: true });

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
