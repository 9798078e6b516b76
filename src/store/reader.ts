import {
  type Candidate,
  type CandidateId,
  type Evaluation,
  type Json,
  type JsonObject,
  objectiveOf,
} from "../core/index.ts";
import { candidateId, NOTHING_RAN, parseCandidateId } from "../core/index.ts";
import {
  CANDIDATE_COLUMNS,
  type Row,
  readCandidate,
  readJson,
  readStep,
  STEP_COLUMNS,
  unpackIds,
} from "./candidate-row.ts";
import { openReadDatabase } from "./database.ts";
import { createQueries } from "./queries.ts";
import type { IslandCount, StepRow, StoreReader, TrialRecord } from "./records.ts";
import { unpackJson } from "./stored-json.ts";
import { hashPacked, packText, unpackText } from "./stored-text.ts";

/** Rows fetched at a time: no cursor stays open between pages, so a slow consumer never holds back the writer's log. */
const PAGE = 2048;

const CANDIDATES = `candidates JOIN details USING(island, step) JOIN programs ON programs.id = candidates.program`;

const TRIALS =
  "SELECT island, step, attempt, source, evaluation FROM trials JOIN programs ON programs.id = trials.program";

/**
 * Opens a read-only connection to a run, live or finished; one per thread.
 *
 * @throws GalapagosError `run/missing`, `run/empty`, `run/newer`, `run/older`, `store/*`; so do its methods
 */
export function openReader(folder: string): StoreReader {
  const db = openReadDatabase(folder);
  const { get, all, rows } = createQueries(db, folder);
  const ids = (list: readonly Row[]): CandidateId[] =>
    list.map((row) => candidateId(Number(row.island), Number(row.step)));

  function* steps(island: number, from: number): IterableIterator<StepRow> {
    const sql = `SELECT ${STEP_COLUMNS} FROM candidates WHERE island = ? AND step >= ? ORDER BY step LIMIT ${PAGE}`;
    for (let next = from; ; ) {
      const page = rows(sql, island, next);
      for (const row of page) yield readStep(row);
      if (page.length < PAGE) return;
      next = Number(page.at(-1)?.[1]) + 1;
    }
  }

  function* candidates(island: number, from: number): IterableIterator<Candidate> {
    const sql = `SELECT ${CANDIDATE_COLUMNS} FROM ${CANDIDATES}
      WHERE island = ? AND step >= ? ORDER BY step LIMIT ${PAGE / 8}`;
    for (let next = from; ; ) {
      const page = all(sql, island, next);
      for (const row of page) yield readCandidate(row);
      if (page.length < PAGE / 8) return;
      next = Number(page.at(-1)?.step) + 1;
    }
  }

  /** Steps 0 … n − 1 that are recorded without a gap. */
  const prefixOf = (island: number, recorded: number, last: number): number => {
    if (recorded === last + 1) return recorded;
    // Step k is the k-th row exactly as long as nothing is missing: bisect for the first row that is ahead of its place.
    let low = 0;
    let high = recorded;
    while (low < high) {
      const middle = (low + high) >> 1;
      const row = get(
        "SELECT step FROM candidates WHERE island = ? ORDER BY step LIMIT 1 OFFSET ?",
        island,
        middle,
      );
      if (row?.step === middle) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  function* fingerprints(island: number, from: number, to: number) {
    const sql = `SELECT step, fingerprint_tree FROM candidates
      WHERE island = ? AND step BETWEEN ? AND ? ORDER BY step LIMIT ${PAGE}`;
    for (let next = from; ; ) {
      const page = rows(sql, island, next, to);
      for (const row of page) yield { step: Number(row[0]), tree: String(row[1]) };
      if (page.length < PAGE) return;
      next = Number(page.at(-1)?.[0]) + 1;
    }
  }

  return {
    steps,
    candidates,
    fingerprints,
    meta(key) {
      const row = get("SELECT value FROM meta WHERE key = ?", key);
      return row ? (readJson(row.value) as Json) : null;
    },
    candidate(id) {
      const at = parseCandidateId(id);
      if (!at) return null;
      const row = get(
        `SELECT ${CANDIDATE_COLUMNS} FROM ${CANDIDATES} WHERE island = ? AND step = ?`,
        at.island,
        at.step,
      );
      return row ? readCandidate(row) : null;
    },
    count() {
      return Number(get("SELECT count(*) AS n FROM candidates")?.n);
    },
    islands() {
      const counts = all(
        "SELECT island, count(*) AS recorded, max(step) AS last FROM candidates GROUP BY island ORDER BY island",
      );
      return counts.map((row): IslandCount => {
        const island = Number(row.island);
        const recorded = Number(row.recorded);
        return { island, recorded, prefix: prefixOf(island, recorded, Number(row.last)) };
      });
    },
    top(direction, count) {
      return ids(
        all(
          `SELECT island, step FROM candidates WHERE score IS NOT NULL
             ORDER BY score ${objectiveOf(direction).sql}, step, island LIMIT ?`,
          count,
        ),
      );
    },
    lastStep(island) {
      return Number(get("SELECT max(step) AS last FROM candidates WHERE island = ?", island)?.last ?? -1);
    },
    verdictOf(source) {
      const row = get(
        `SELECT ${CANDIDATE_COLUMNS} FROM ${CANDIDATES} WHERE hash = ? AND engine <> '${NOTHING_RAN}'
           ORDER BY step, island LIMIT 1`,
        hashPacked(packText(source)),
      );
      return row ? readCandidate(row).evaluation : null;
    },
    sources(wanted) {
      const sql =
        "SELECT source FROM candidates JOIN programs ON programs.id = program WHERE island = ? AND step = ?";
      const found = new Map<CandidateId, string>();
      for (const id of wanted) {
        const at = parseCandidateId(id);
        const row = at && get(sql, at.island, at.step);
        if (row) found.set(id, unpackText(row.source));
      }
      return found;
    },
    children(id) {
      const at = parseCandidateId(id);
      if (!at) return [];
      return ids(
        all(
          "SELECT island, step FROM lineage WHERE parent_island = ? AND parent_step = ? ORDER BY step, island",
          at.island,
          at.step,
        ),
      );
    },
    ancestors(id, limit) {
      const found: CandidateId[] = [];
      let at = parseCandidateId(id);
      while (at && found.length < limit) {
        const row = get("SELECT parents FROM candidates WHERE island = ? AND step = ?", at.island, at.step);
        const parent = row && unpackIds(String(row.parents))[0];
        if (!parent) break;
        found.push(parent);
        at = parseCandidateId(parent);
      }
      return found;
    },
    descendants(id, limit) {
      const at = parseCandidateId(id);
      if (!at) return [];
      return ids(
        all(
          `WITH RECURSIVE family(island, step) AS (
             SELECT island, step FROM lineage WHERE parent_island = ? AND parent_step = ?
             UNION
             SELECT lineage.island, lineage.step FROM family
               JOIN lineage ON parent_island = family.island AND parent_step = family.step
           )
           SELECT island, step FROM family ORDER BY step, island LIMIT ?`,
          at.island,
          at.step,
          limit,
        ),
      );
    },
    siblings(id, limit) {
      const at = parseCandidateId(id);
      const row =
        at && get("SELECT parents FROM candidates WHERE island = ? AND step = ?", at.island, at.step);
      const parent = row && parseCandidateId(unpackIds(String(row.parents))[0] ?? "");
      if (!at || !parent) return [];
      return ids(
        all(
          `SELECT lineage.island, lineage.step FROM lineage JOIN candidates USING(island, step)
             WHERE parent_island = ?1 AND parent_step = ?2 AND NOT (island = ?3 AND step = ?4)
               AND (parents = ?5 OR parents GLOB ?5 || ' *')
             ORDER BY step, island LIMIT ?6`,
          parent.island,
          parent.step,
          at.island,
          at.step,
          candidateId(parent.island, parent.step),
          limit,
        ),
      );
    },
    trial(island, step, attempt) {
      const row = get(`${TRIALS} WHERE island = ? AND step = ? AND attempt = ?`, island, step, attempt);
      return row ? readTrial(row) : null;
    },
    trials(island, step) {
      return all(`${TRIALS} WHERE island = ? AND step = ? ORDER BY attempt`, island, step).map(readTrial);
    },
    evaluatorCalls() {
      // a candidate that a trial scored counts once, as the trial
      const row = get(
        `SELECT (SELECT count(*) FROM details WHERE cached = 0 AND engine <> '${NOTHING_RAN}')
           + (SELECT count(*) FROM trials)
           - (SELECT count(DISTINCT island || ' ' || step) FROM trials JOIN candidates USING(island, step, program)) AS n`,
      );
      return Number(row?.n);
    },
    border(island, epoch) {
      const row = get("SELECT emigrants, best FROM borders WHERE island = ? AND epoch = ?", island, epoch);
      if (!row) return null;
      const best = row.best === null ? null : (String(row.best) as CandidateId);
      return { island, epoch, emigrants: unpackIds(String(row.emigrants)), best };
    },
    checkpoint(island) {
      const row = get(
        "SELECT step, state FROM checkpoints WHERE island = ? ORDER BY step DESC LIMIT 1",
        island,
      );
      return row ? { island, step: Number(row.step), state: readJson(row.state) as Json } : null;
    },
    decisions(kind) {
      return all("SELECT data FROM decisions WHERE kind = ? ORDER BY id", kind).map((row) => ({
        kind,
        data: readJson(row.data) as JsonObject,
      }));
    },
    failures(consumed) {
      const counts = new Map<string, number>();
      const rows = all(
        `SELECT kind, island, count(*) AS n FROM candidates
           WHERE score IS NULL AND step < coalesce(json_extract(?, '$[' || island || ']'), step + 1)
           GROUP BY kind, island ORDER BY kind`,
        JSON.stringify(consumed ?? []),
      );
      for (const row of rows)
        counts.set(String(row.kind), (counts.get(String(row.kind)) ?? 0) + Number(row.n));
      return Object.fromEntries(counts);
    },
    failed(kind, count) {
      return ids(
        all(
          `SELECT island, step FROM candidates WHERE score IS NULL AND kind = ?
             ORDER BY step DESC, island DESC LIMIT ?`,
          kind,
          count,
        ),
      );
    },
    close() {
      if (db.isOpen) db.close();
    },
  };
}

function readTrial(row: Row): TrialRecord {
  return {
    island: Number(row.island),
    step: Number(row.step),
    attempt: Number(row.attempt),
    source: unpackText(row.source),
    evaluation: unpackJson(row.evaluation) as unknown as Evaluation,
  };
}
