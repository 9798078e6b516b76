import type { DatabaseSync } from "node:sqlite";
import { type Candidate, type CandidateId, hasRun, jsonOf, writeStory } from "../core/index.ts";
import { candidateId, canonicalJson, GalapagosError, parseCandidateId } from "../core/index.ts";
import { createCallIngest } from "./call-ingest.ts";
import { checkCandidate, checkPosition, packIds } from "./candidate-row.ts";
import { createLessonIngest } from "./lesson-ingest.ts";
import { createNameIngest, NOTHING_RAN, type NameIngest } from "./names.ts";
import { createProgramIngest, type ProgramIngest } from "./program-ingest.ts";
import type { BorderRecord, CheckpointRecord, StoreWrite, TrialRecord } from "./records.ts";
import { packJson } from "./stored-json.ts";
import { packHash } from "./stored-hash.ts";
import { packNumbers } from "./stored-numbers.ts";
import { type Words, wordsOf } from "./words.ts";

/** The intake of writes. */
export interface Ingest {
  /**
   * Takes a write into the tables, inside the caller's transaction.
   *
   * @throws GalapagosError `store/invalid`, `store/conflict` when the record itself is at fault
   */
  take(write: StoreWrite): void;
  /** Forgets what was written in a transaction that was taken back. */
  forget(): void;
}

/**
 * Prepares the statements that take writes into the tables.
 * @param folder - the run's folder, for messages
 */
export function createIngest(db: DatabaseSync, folder: string): Ingest {
  const programs = createProgramIngest(db, folder);
  const names = createNameIngest(db);
  const candidate = createCandidateIngest(db, programs, names);
  const trial = createTrialIngest(db, programs);
  const border = createBorderIngest(db);
  const checkpoint = createCheckpointIngest(db);
  const call = createCallIngest(db);
  const lesson = createLessonIngest(db);
  const decision = db.prepare("INSERT OR IGNORE INTO decisions(kind, data) VALUES(?, ?)");
  const meta = db.prepare(
    "INSERT INTO meta(key, value) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
  );
  const take: Ingest["take"] = (write) => {
    switch (write.type) {
      case "candidate":
        return candidate(write.candidate);
      case "trial":
        return trial(write.trial);
      case "border":
        return border(write.border);
      case "checkpoint":
        return checkpoint(write.checkpoint);
      case "decision":
        decision.run(write.decision.kind, canonicalJson(write.decision.data));
        return;
      case "call-sent":
        return call.sent(write.call);
      case "call-ended":
        return call.ended(write.call);
      case "lesson":
        return lesson(write.event);
      case "meta":
        meta.run(write.key, JSON.stringify(write.value));
        return;
      default:
        throw new GalapagosError(`A write of unknown type: ${JSON.stringify(write)}`, {
          code: "store/invalid",
          exitCode: 1,
        });
    }
  };
  return {
    take,
    forget() {
      programs.forget();
      names.forget();
    },
  };
}

function createTrialIngest(db: DatabaseSync, programs: ProgramIngest): (trial: TrialRecord) => void {
  const add = db.prepare(
    "INSERT INTO trials(island, step, attempt, program, evaluation) VALUES(?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
  );
  const recorded = db.prepare("SELECT program FROM trials WHERE island = ? AND step = ? AND attempt = ?");
  return ({ island, step, attempt, source, evaluation }) => {
    checkPosition("trial", island, step);
    const { program } = programs.take(source, null, null);
    const added = add.run(island, step, attempt, program, packJson(jsonOf(evaluation)));
    if (added.changes === 1 || recorded.get(island, step, attempt)?.program === program) return;
    throw conflict(`Trial ${attempt} of ${candidateId(island, step)} is recorded with another program.`);
  };
}

function createCandidateIngest(
  db: DatabaseSync,
  programs: ProgramIngest,
  names: NameIngest,
): (candidate: Candidate) => void {
  const addCandidate = db.prepare(
    `INSERT INTO candidates(island, step, score, features, parents, operator, fingerprint_text, fingerprint_tree,
       status, kind, program) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const recordedProgram = db.prepare("SELECT program FROM candidates WHERE island = ? AND step = ?");
  const addDetails = createDetailsIngest(db, names);
  const addParents = createLineageIngest(db);

  const programAt = (id: CandidateId | undefined): number | null => {
    const at = id === undefined ? null : parseCandidateId(id);
    const row = at && recordedProgram.get(at.island, at.step);
    return row ? Number(row.program) : null;
  };

  return (candidate) => {
    checkCandidate(candidate);
    const { island, step, parents, operator, fingerprint, evaluation } = candidate;
    const words = wordsOf(candidate);
    const { program, isNew } = programs.take(candidate.source, programAt(parents[0]), words);
    const isScored = evaluation.status === "ok";
    const added = addCandidate.run(
      island,
      step,
      isScored ? evaluation.score : null,
      isScored ? packNumbers(evaluation.features, names.numberOf) : "{}",
      packIds(parents),
      operator,
      packHash(fingerprint.text),
      packHash(fingerprint.tree),
      evaluation.status,
      evaluation.kind,
      program,
    );
    if (added.changes === 0) {
      if (recordedProgram.get(island, step)?.program === program) return;
      throw conflict(`Candidate ${candidateId(island, step)} is recorded with another program.`);
    }
    addDetails(candidate, isNew ? null : words);
    addParents(candidate);
  };
}

/** @returns takes in the details of a candidate, and its words where they are not kept beside its program */
function createDetailsIngest(
  db: DatabaseSync,
  names: NameIngest,
): (candidate: Candidate, words: Words | null) => void {
  const add = db.prepare(
    `INSERT INTO details(island, step, level, engine, fuel, duration_ms, cached, words, story)
       VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return ({ island, step, evaluation, cached, story }, words) => {
    add.run(
      island,
      step,
      evaluation.level,
      names.numberOf(hasRun(evaluation) ? evaluation.engine : NOTHING_RAN),
      evaluation.fuel ?? null,
      evaluation.durationMs,
      cached ? 1 : 0,
      words && packJson(jsonOf(words)),
      story === undefined ? null : packJson(writeStory(story)),
    );
  };
}

function createLineageIngest(db: DatabaseSync): (candidate: Candidate) => void {
  const add = db.prepare(
    "INSERT OR IGNORE INTO lineage(parent_island, parent_step, step, island) VALUES(?, ?, ?, ?)",
  );
  return ({ island, step, parents }) => {
    for (const id of parents) {
      const parent = parseCandidateId(id);
      if (!parent) {
        throw new GalapagosError(`Candidate ${candidateId(island, step)} names "${id}" as a parent.`, {
          code: "store/invalid",
          exitCode: 1,
        });
      }
      add.run(parent.island, parent.step, step, island);
    }
  };
}

function createBorderIngest(db: DatabaseSync): (border: BorderRecord) => void {
  const add = db.prepare(
    "INSERT INTO borders(island, epoch, emigrants, best) VALUES(?, ?, ?, ?) ON CONFLICT DO NOTHING",
  );
  const recorded = db.prepare("SELECT emigrants, best FROM borders WHERE island = ? AND epoch = ?");
  return ({ island, epoch, emigrants, best }) => {
    checkPosition("border", island, epoch);
    const ids = packIds(emigrants);
    if (add.run(island, epoch, ids, best).changes === 1) return;
    const row = recorded.get(island, epoch);
    if (row?.emigrants === ids && row.best === best) return;
    throw conflict(`Border ${epoch} of island ${island} is recorded with other emigrants.`);
  };
}

function createCheckpointIngest(db: DatabaseSync): (checkpoint: CheckpointRecord) => void {
  const add = db.prepare("INSERT OR IGNORE INTO checkpoints(island, step, state) VALUES(?, ?, ?)");
  const prune = db.prepare(
    `DELETE FROM checkpoints WHERE island = ?1 AND step <
       (SELECT min(step) FROM (SELECT step FROM checkpoints WHERE island = ?1 ORDER BY step DESC LIMIT ${CHECKPOINTS_KEPT}))`,
  );
  return ({ island, step, state }) => {
    checkPosition("checkpoint", island, step);
    add.run(island, step, JSON.stringify(state));
    prune.run(island);
  };
}

function conflict(message: string): GalapagosError {
  return new GalapagosError(message, {
    code: "store/conflict",
    hint: "The replay took another path than the record. Go on in a new run: galapagos fork <run>",
    exitCode: 1,
  });
}

/** Checkpoints kept per island: the newest, and the one before it in case the newest turns out unreadable. */
const CHECKPOINTS_KEPT = 2;
