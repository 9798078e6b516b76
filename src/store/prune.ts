import type { DatabaseSync } from "node:sqlite";
import { type CandidateId, parseCandidateId } from "../core/index.ts";
import { openWriteDatabase } from "./database.ts";
import {
  createProgramContents,
  type KnownContent,
  type ProgramContents,
  type ProgramRow,
} from "./program-contents.ts";
import type { RunLocation } from "./run-location.ts";
import { lockRun } from "./run-lock.ts";
import { corruptError, storeError } from "./store-error.ts";
import { packChange } from "./stored-program.ts";

/** The result of dropping texts. */
export interface PrunedTexts {
  readonly kept: number;
  /** Texts that were there before and are not any more. */
  readonly dropped: number;
}

/**
 * Drops the texts of all programs but those of some candidates and of their trials, with the words that
 * travel with a text; places, lineage, scores, features and kinds of failures stay. What is kept is packed
 * anew where it was a change of what is dropped, and the file shrinks.
 *
 * @throws GalapagosError `run/locked`, `run/missing`, `store/*`
 */
export function pruneTexts(location: RunLocation, keep: Iterable<CandidateId>): PrunedTexts {
  const { folder } = location;
  const lock = lockRun(folder);
  let db: DatabaseSync | undefined;
  try {
    db = openWriteDatabase(folder, false);
    const pruned = dropOthers(db, folder, keep);
    db.exec("VACUUM");
    return pruned;
  } catch (error) {
    throw storeError(error, folder);
  } finally {
    db?.close();
    lock.release();
  }
}

function dropOthers(db: DatabaseSync, folder: string, keep: Iterable<CandidateId>): PrunedTexts {
  const row = db.prepare("SELECT base, depth, frame FROM programs WHERE id = ?");
  const rowOf = (id: number): ProgramRow | undefined => row.get(id) as unknown as ProgramRow | undefined;
  const contents = createProgramContents(rowOf, (what, cause) => corruptError(folder, what, cause));
  const kept = programsOf(db, keep);
  db.exec(
    "CREATE TEMP TABLE repacked(id INTEGER PRIMARY KEY, base INTEGER, depth INTEGER NOT NULL, frame BLOB NOT NULL)",
  );
  db.exec("BEGIN IMMEDIATE");
  repack(db, kept, contents, rowOf);
  const drop = db.prepare(
    "UPDATE programs SET base = NULL, depth = 0, frame = NULL WHERE frame IS NOT NULL AND id NOT IN (SELECT id FROM repacked)",
  );
  const dropped = Number(drop.run().changes);
  db.exec(
    `UPDATE programs SET (base, depth, frame) = (SELECT base, depth, frame FROM repacked WHERE repacked.id = programs.id)
       WHERE id IN (SELECT id FROM repacked);
     COMMIT;
     DROP TABLE repacked`,
  );
  return { kept: kept.length, dropped };
}

/** Packs what is kept as changes of what is kept. A base was always recorded before its changes. */
function repack(
  db: DatabaseSync,
  kept: readonly number[],
  contents: ProgramContents,
  rowOf: (id: number) => ProgramRow | undefined,
): void {
  const add = db.prepare("INSERT INTO repacked(id, base, depth, frame) VALUES(?, ?, ?, ?)");
  const depths = new Map<number, number>();
  for (const id of kept) {
    const content = contents.get(id);
    if (content === null) continue;
    let base = rowOf(id)?.base ?? null;
    while (base !== null && !depths.has(base)) base = rowOf(base)?.base ?? null;
    const like: KnownContent | null = base === null ? null : contents.get(base);
    const depth = base === null ? 0 : (depths.get(base) ?? 0) + 1;
    add.run(id, base, depth, packChange(content.content, like?.content ?? null));
    depths.set(id, depth);
  }
}

/** The programs of candidates and of their trials, in the order of recording. */
function programsOf(db: DatabaseSync, candidates: Iterable<CandidateId>): readonly number[] {
  const own = db.prepare("SELECT program FROM candidates WHERE island = ? AND step = ?");
  const tried = db.prepare("SELECT program FROM trials WHERE island = ? AND step = ?");
  const found = new Set<number>();
  for (const id of candidates) {
    const at = parseCandidateId(id);
    if (at === null) continue;
    for (const { program } of [...own.all(at.island, at.step), ...tried.all(at.island, at.step)])
      found.add(Number(program));
  }
  return [...found].sort((a, b) => a - b);
}
