import { NOTHING_RAN, NOTHING_RAN_NUMBER } from "./names.ts";
import { HASH_BYTES } from "./stored-text.ts";

/** Mark of a run's file (`PRAGMA application_id`): "GALA". */
export const APPLICATION_ID = 0x47414c41;

/**
 * SQL functions of a connection that reads the forms of older runs: a program's frame, and a candidate's
 * words.
 */
export const FRAME_OF = "galapagos_frame_of";
export const WORDS_OF = "galapagos_words_of";

/**
 * The schema, one migration per entry: `PRAGMA user_version` counts those that were applied. Entries are only
 * ever appended, so that a newer version opens older runs.
 *
 * Columns that a replay scans are in `candidates`, a narrow table clustered by (island, step); what only a
 * person or one step asks for is in `details`. Programs are in `programs`, found by the hash of their text: a
 * frame is compressed, most of them as a change of their parent's, and holds the words of the candidate that
 * brought it, which `details` has of all others. Texts that a run repeats are in `names`. Hashes and numbers
 * by name are BLOBs, and TEXT in rows of older runs.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

  CREATE TABLE programs(id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, source NOT NULL);

  CREATE TABLE candidates(
    island INTEGER NOT NULL,
    step INTEGER NOT NULL,
    score REAL,
    features TEXT NOT NULL,
    parents TEXT NOT NULL,
    operator TEXT NOT NULL,
    fingerprint_text TEXT NOT NULL,
    fingerprint_tree TEXT NOT NULL,
    status TEXT NOT NULL,
    kind TEXT NOT NULL,
    program INTEGER NOT NULL REFERENCES programs(id),
    PRIMARY KEY(island, step),
    CHECK((status = 'ok') = (score IS NOT NULL))
  ) WITHOUT ROWID;
  CREATE INDEX candidates_by_score ON candidates(score, step, island) WHERE score IS NOT NULL;
  CREATE INDEX candidates_by_failure ON candidates(kind, step, island) WHERE score IS NULL;
  CREATE INDEX candidates_by_program ON candidates(program, step, island);

  CREATE TABLE details(
    island INTEGER NOT NULL,
    step INTEGER NOT NULL,
    metrics TEXT,
    artifacts TEXT,
    message,
    level INTEGER NOT NULL,
    engine TEXT NOT NULL,
    fuel REAL,
    duration_ms REAL NOT NULL,
    cached INTEGER NOT NULL,
    note,
    strategy TEXT NOT NULL,
    PRIMARY KEY(island, step)
  ) WITHOUT ROWID;

  CREATE TABLE lineage(
    parent_island INTEGER NOT NULL,
    parent_step INTEGER NOT NULL,
    step INTEGER NOT NULL,
    island INTEGER NOT NULL,
    PRIMARY KEY(parent_island, parent_step, step, island)
  ) WITHOUT ROWID;

  CREATE TABLE borders(
    island INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    emigrants TEXT NOT NULL,
    best TEXT,
    PRIMARY KEY(island, epoch)
  ) WITHOUT ROWID;

  CREATE TABLE checkpoints(
    island INTEGER NOT NULL,
    step INTEGER NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY(island, step)
  );

  CREATE TABLE decisions(
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    data TEXT NOT NULL,
    UNIQUE(kind, data)
  );
  `,
  `
  CREATE TABLE calls(
    id INTEGER PRIMARY KEY,
    island INTEGER NOT NULL,
    step INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    try INTEGER NOT NULL,
    model TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    request,
    reserved TEXT NOT NULL,
    outcome,
    used TEXT,
    UNIQUE(island, step, purpose, attempt, try)
  );
  `,
  `
  CREATE TABLE lesson_events(
    origin TEXT NOT NULL,
    island INTEGER NOT NULL,
    at INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    data NOT NULL,
    PRIMARY KEY(origin, island, at, seq)
  ) WITHOUT ROWID;

  CREATE TABLE lesson_subjects(
    lesson TEXT NOT NULL,
    origin TEXT NOT NULL,
    at INTEGER NOT NULL,
    island INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY(lesson, origin, at, island, seq)
  ) WITHOUT ROWID;

  CREATE TABLE lesson_links(
    lesson TEXT NOT NULL,
    role TEXT NOT NULL,
    step INTEGER NOT NULL,
    island INTEGER NOT NULL,
    PRIMARY KEY(lesson, role, step, island)
  ) WITHOUT ROWID;
  CREATE INDEX lesson_links_by_candidate ON lesson_links(island, step, role, lesson);
  `,
  `
  CREATE TABLE trials(
    island INTEGER NOT NULL,
    step INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    program INTEGER NOT NULL REFERENCES programs(id),
    evaluation NOT NULL,
    PRIMARY KEY(island, step, attempt)
  ) WITHOUT ROWID;

  ALTER TABLE details ADD COLUMN story;
  `,
  `
  CREATE TABLE names(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
  INSERT INTO names VALUES(${NOTHING_RAN_NUMBER}, '${NOTHING_RAN}');
  INSERT OR IGNORE INTO names(text) SELECT DISTINCT engine FROM details;

  CREATE TABLE new_programs(id INTEGER PRIMARY KEY, base INTEGER, depth INTEGER NOT NULL, frame BLOB);
  INSERT INTO new_programs SELECT id, NULL, 0, ${FRAME_OF}(source) FROM programs;
  CREATE TABLE program_hashes(
    hash BLOB PRIMARY KEY,
    program INTEGER NOT NULL REFERENCES programs(id)
  ) WITHOUT ROWID;
  INSERT INTO program_hashes SELECT substr(hash, 1, ${HASH_BYTES}), id FROM programs ORDER BY hash;
  DROP TABLE programs;
  ALTER TABLE new_programs RENAME TO programs;

  CREATE TABLE new_details(
    island INTEGER NOT NULL,
    step INTEGER NOT NULL,
    level INTEGER NOT NULL,
    engine INTEGER NOT NULL REFERENCES names(id),
    fuel REAL,
    duration_ms REAL NOT NULL,
    cached INTEGER NOT NULL,
    words,
    story,
    PRIMARY KEY(island, step)
  ) WITHOUT ROWID;
  INSERT INTO new_details
    SELECT island, step, level, (SELECT id FROM names WHERE text = engine), fuel, duration_ms, cached,
      ${WORDS_OF}(metrics, artifacts, message, note, strategy), story FROM details;
  DROP TABLE details;
  ALTER TABLE new_details RENAME TO details;
  `,
  // frames may be changes of numbers, which earlier versions cannot read
  "",
  // the words of such frames may be deflated
  "",
];
