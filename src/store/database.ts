import { constants, accessSync, existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { GalapagosError, printable, shellWord } from "../core/index.ts";
import { APPLICATION_ID, MIGRATIONS } from "./schema.ts";
import { knowOlderForms, OLDEST_READABLE, readOlderForms } from "./older-forms.ts";
import { corruptError, storeError } from "./store-error.ts";

/** Name of a run's database. */
export const DATABASE_FILE = "run.db";

/** The database of a run, inside its folder. */
export function databasePath(folder: string): string {
  return join(folder, DATABASE_FILE);
}

/** File in the folder of a run of several turns, each of which is a run in a folder of its own. */
export const TURNS_FILE = "red-queen.json";

/** How long a connection waits for another one's lock, milliseconds. */
const BUSY_TIMEOUT_MS = 10_000;

/**
 * Opens the one write connection: write-ahead log, every commit synced to the disk, schema brought up to date
 * in one transaction.
 *
 * @param create - whether a missing database is made; `false` when a run is resumed
 * @throws GalapagosError `run/missing`, `run/newer`, `store/*`
 */
export function openWriteDatabase(folder: string, create: boolean): DatabaseSync {
  const path = databasePath(folder);
  if (!create && !existsSync(path)) throw missing(folder);
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
    checkVersion(db, folder);
    // `fullfsync` matters on macOS only, where plain fsync leaves the data in the drive's cache.
    db.exec("PRAGMA synchronous = FULL; PRAGMA fullfsync = 1; PRAGMA temp_store = MEMORY;");
    const mode = db.prepare("PRAGMA journal_mode = WAL").get()?.journal_mode;
    if (mode !== "wal") {
      throw new GalapagosError(`${path} cannot use a write-ahead log on this file system (got "${mode}").`, {
        code: "store/file-system",
        hint: "Put the results on a local disk: galapagos run <problem> --out <folder>",
      });
    }
    migrate(db);
    return db;
  } catch (error) {
    db?.close();
    throw storeError(error, folder);
  }
}

/**
 * Opens a read-only connection, beside a running writer or after it. Where the folder cannot be written
 * either (a read-only mount), a cleanly closed run is opened as immutable, because a write-ahead log needs a
 * shared-memory file.
 *
 * @throws GalapagosError `run/missing`, `run/empty`, `run/newer`, `run/older`, `store/*`
 */
export function openReadDatabase(folder: string): DatabaseSync {
  const path = databasePath(folder);
  if (!existsSync(path)) throw missing(folder);
  const url = pathToFileURL(path);
  if (!existsSync(`${path}-wal`) && !isWritable(folder)) url.searchParams.set("immutable", "1");
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(url, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
    const version = checkVersion(db, folder);
    if (version === 0) {
      throw new GalapagosError(`${folder} holds no records: its run stopped before it began.`, {
        code: "run/empty",
        hint: `Start it again in the same place: galapagos run <problem> --out ${shellWord(folder)}`,
      });
    }
    if (version < OLDEST_READABLE) {
      throw new GalapagosError(`${folder} was written by an older version of galapagos.`, {
        code: "run/older",
        hint: `Bring it up to date: galapagos resume ${shellWord(folder)}`,
      });
    }
    readOlderForms(db, version);
    return db;
  } catch (error) {
    db?.close();
    throw storeError(error, folder);
  }
}

/**
 * True where the database of a folder says nothing about its run, because the process died before it could.
 * What else it holds by then was copied from elsewhere. `false` for a file of another program.
 */
export function isUnbegun(folder: string): boolean {
  let db: DatabaseSync | undefined;
  try {
    db = openReadDatabase(folder);
    return db.prepare("SELECT 1 FROM meta LIMIT 1").get() === undefined;
  } catch (error) {
    return error instanceof GalapagosError && error.code === "run/empty";
  } finally {
    db?.close();
  }
}

function missing(folder: string): GalapagosError {
  if (existsSync(join(folder, TURNS_FILE))) {
    return new GalapagosError(
      `${folder} is a run of several turns, each of which is a run in a folder of its own.`,
      {
        code: "run/missing",
        hint: `Name one of them, for example ${join(folder, "turn-001")}`,
      },
    );
  }
  return new GalapagosError(`${folder} is not a run: it holds no run.db.`, {
    code: "run/missing",
    hint: "See which runs there are: galapagos list",
  });
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function checkVersion(db: DatabaseSync, folder: string): number {
  const version = Number(db.prepare("PRAGMA user_version").get()?.user_version);
  const id = Number(db.prepare("PRAGMA application_id").get()?.application_id);
  const isOurs = id === APPLICATION_ID || (id === 0 && version === 0 && isBlank(db));
  if (!isOurs) {
    throw new GalapagosError(`${folder}/run.db is an SQLite database, but not one of galapagos.`, {
      code: "store/corrupt",
      hint: "Choose another folder: galapagos run <problem> --out <folder>",
    });
  }
  refuseForeignSchema(db, folder);
  if (version > MIGRATIONS.length) {
    throw new GalapagosError(`${folder} was written by a newer version of galapagos (schema ${version}).`, {
      code: "run/newer",
      hint: "Update galapagos: npm install galapagos@latest",
    });
  }
  return version;
}

/**
 * Refuses what no run has in its database: a view that never ends, a trigger that writes, a virtual table or
 * a generated column that computes. A run's folder may come from anybody, and opening it must run nothing of
 * theirs.
 */
function refuseForeignSchema(db: DatabaseSync, folder: string): void {
  db.exec("PRAGMA trusted_schema = OFF");
  const foreign = db
    .prepare(
      `SELECT type, name FROM sqlite_schema WHERE type NOT IN ('table', 'index')
         OR sql LIKE 'CREATE VIRTUAL%'
         OR (type = 'table' AND EXISTS (SELECT 1 FROM pragma_table_xinfo(sqlite_schema.name) WHERE hidden > 0)) LIMIT 1`,
    )
    .get();
  if (foreign === undefined) return;
  throw corruptError(folder, `it holds a ${foreign.type} that no run has (${oneLine(foreign.name)})`);
}

function oneLine(name: unknown): string {
  return JSON.stringify(printable(String(name)).slice(0, 60));
}

function isBlank(db: DatabaseSync): boolean {
  return db.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined;
}

function migrate(db: DatabaseSync): void {
  knowOlderForms(db);
  // a table that others refer to is made anew; what they refer to is there again at the end
  db.exec("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE");
  const version = Number(db.prepare("PRAGMA user_version").get()?.user_version);
  for (const sql of MIGRATIONS.slice(version)) db.exec(sql);
  db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${MIGRATIONS.length}`);
  db.exec("COMMIT; PRAGMA foreign_keys = ON");
}
