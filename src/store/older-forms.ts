import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import { type JsonObject, jsonOf, type NumberRecord } from "../core/index.ts";
import { NOTHING_RAN, NOTHING_RAN_NUMBER } from "./names.ts";
import { FRAME_OF, WORDS_OF } from "./schema.ts";
import { packJson } from "./stored-json.ts";
import { packChange, contentText } from "./stored-program.ts";
import { HASH_BYTES, unpackText } from "./stored-text.ts";
import type { Words } from "./words.ts";

/** The oldest schema whose runs can be read as they are; older ones are brought up to date first. */
export const OLDEST_READABLE = 4;

/** The schema in which programs are changes of each other. */
const COMPRESSED = 5;

/** Gives a connection the functions by which the forms of older runs are understood. */
export function knowOlderForms(db: DatabaseSync): void {
  const pure = { deterministic: true };
  db.function(FRAME_OF, pure, (source) =>
    packChange(contentText({ source: unpackText(source), words: null }), null),
  );
  db.function(WORDS_OF, pure, (metrics, artifacts, message, note, strategy) => {
    const all = objectIn(metrics);
    const { [PRIVATE]: hidden, ...open } = all ?? {};
    const isHidden = typeof hidden === "object";
    const words: Words = [
      (isHidden ? open : all) as NumberRecord | null,
      isHidden ? (hidden as NumberRecord) : null,
      objectIn(artifacts),
      unpackText(message),
      unpackText(note),
      objectIn(strategy) ?? {},
    ];
    return packJson(jsonOf(words));
  });
}

/** Key of the private metrics in an older run's column of metrics. */
const PRIVATE = "(private)";

function objectIn(column: SQLOutputValue): JsonObject | null {
  return column === null ? null : (JSON.parse(String(column)) as JsonObject);
}

/**
 * Lets the connection of a reader see an older run as if it were written today; nothing of the run is
 * changed.
 */
export function readOlderForms(db: DatabaseSync, version: number): void {
  if (version >= COMPRESSED) return;
  knowOlderForms(db);
  db.exec(`
    CREATE TEMP VIEW programs AS
      SELECT id, NULL AS base, 0 AS depth, ${FRAME_OF}(source) AS frame FROM main.programs;
    CREATE TEMP VIEW program_hashes AS SELECT substr(hash, 1, ${HASH_BYTES}) AS hash, id AS program FROM main.programs;
    CREATE TEMP VIEW details AS
      SELECT island, step, level,
        CASE engine WHEN '${NOTHING_RAN}' THEN ${NOTHING_RAN_NUMBER} ELSE engine END AS engine,
        fuel, duration_ms, cached, ${WORDS_OF}(metrics, artifacts, message, note, strategy) AS words, story
      FROM main.details;
  `);
}
