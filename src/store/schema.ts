/** Marks the file as a run of ours (`PRAGMA application_id`): "GALA". */
export const APPLICATION_ID = 0x47414c41;

/**
 * The schema, one migration per entry: `PRAGMA user_version` counts those that were applied. Entries are only ever
 * appended, so that a newer version opens older runs.
 *
 * Columns that a replay scans are in `candidates`, a narrow table clustered by (island, step); what only a person or one
 * step asks for is in `details`; program texts are content-addressed in `programs`. Text that may hold lone surrogates is
 * kept in columns without affinity: TEXT where UTF-8 can say it, else a BLOB of UTF-16.
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
];
