import type { Candidate, CandidateId } from "../../core/index.ts";
import { objectiveOf, parseCandidateId } from "../../core/index.ts";
import {
  CANDIDATE_COLUMNS,
  type RowContext,
  readCandidate,
  readStep,
  STEP_COLUMNS,
} from "../candidate-row.ts";
import { NOTHING_RAN_NUMBER } from "../names.ts";
import type { CandidateReader, StepRow } from "../records.ts";
import { unpackHash } from "../stored-hash.ts";
import { hashOfText } from "../stored-text.ts";
import { islandCounts } from "./island-counts.ts";
import type { Queries } from "./queries.ts";
import { idsOf } from "./row-ids.ts";

/** Candidates: each with its verdict, in pages of one island, and counted. */
export function createCandidateReader(queries: Queries, context: RowContext): CandidateReader {
  const { get, all } = queries;
  return {
    ...createPages(queries, context),
    ...createCounts(queries),
    candidate(id) {
      const at = parseCandidateId(id);
      if (!at) return null;
      const row = get(
        `SELECT ${CANDIDATE_COLUMNS} FROM ${CANDIDATES} WHERE island = ? AND step = ?`,
        at.island,
        at.step,
      );
      return row ? readCandidate(row, context) : null;
    },
    top(direction, count) {
      return idsOf(
        all(
          `SELECT island, step FROM candidates WHERE score IS NOT NULL
             ORDER BY score ${objectiveOf(direction).sql}, step, island LIMIT ?`,
          count,
        ),
      );
    },
    verdictOf(source) {
      const row = get(
        `SELECT ${CANDIDATE_COLUMNS} FROM ${CANDIDATES}
           WHERE program = (SELECT program FROM program_hashes WHERE hash = ?) AND engine <> ${NOTHING_RAN_NUMBER}
           ORDER BY step, island LIMIT 1`,
        hashOfText(source),
      );
      // the words of a verdict go with its text; it is had again by scoring
      if (row === undefined || context.contentOf(Number(row.program)) === null) return null;
      return readCandidate(row, context).evaluation;
    },
    sources(wanted) {
      const sql = "SELECT program FROM candidates WHERE island = ? AND step = ?";
      const found = new Map<CandidateId, string>();
      for (const id of wanted) {
        const at = parseCandidateId(id);
        const row = at && get(sql, at.island, at.step);
        const content = row && context.contentOf(Number(row.program));
        if (content) found.set(id, content.source);
      }
      return found;
    },
  };
}

function createPages(
  { all, rows }: Queries,
  context: RowContext,
): Pick<CandidateReader, "steps" | "candidates" | "fingerprints"> {
  return {
    *steps(island, from): IterableIterator<StepRow> {
      const sql = `SELECT ${STEP_COLUMNS} FROM candidates WHERE island = ? AND step >= ? ORDER BY step LIMIT ${PAGE}`;
      for (let next = from; ; ) {
        const page = rows(sql, island, next);
        for (const row of page) yield readStep(row, context);
        if (page.length < PAGE) return;
        next = Number(page.at(-1)?.[1]) + 1;
      }
    },
    *candidates(island, from): IterableIterator<Candidate> {
      const sql = `SELECT ${CANDIDATE_COLUMNS} FROM ${CANDIDATES}
        WHERE island = ? AND step >= ? ORDER BY step LIMIT ${WHOLE_PAGE}`;
      for (let next = from; ; ) {
        const page = all(sql, island, next);
        for (const row of page) yield readCandidate(row, context);
        if (page.length < WHOLE_PAGE) return;
        next = Number(page.at(-1)?.step) + 1;
      }
    },
    *fingerprints(island, from, to) {
      const sql = `SELECT step, fingerprint_tree FROM candidates
        WHERE island = ? AND step BETWEEN ? AND ? ORDER BY step LIMIT ${PAGE}`;
      for (let next = from; ; ) {
        const page = rows(sql, island, next, to);
        for (const row of page) yield { step: Number(row[0]), tree: unpackHash(row[1]) };
        if (page.length < PAGE) return;
        next = Number(page.at(-1)?.[0]) + 1;
      }
    },
  };
}

function createCounts(
  queries: Queries,
): Pick<CandidateReader, "count" | "islands" | "lastStep" | "failures" | "failed"> {
  const { get, all } = queries;
  return {
    count: () => Number(get("SELECT count(*) AS n FROM candidates")?.n),
    islands: () => islandCounts(queries),
    lastStep: (island) =>
      Number(get("SELECT max(step) AS last FROM candidates WHERE island = ?", island)?.last ?? -1),
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
      return idsOf(
        all(
          `SELECT island, step FROM candidates WHERE score IS NULL AND kind = ?
             ORDER BY step DESC, island DESC LIMIT ?`,
          kind,
          count,
        ),
      );
    },
  };
}

/**
 * Rows fetched at a time: no cursor stays open between pages, so a slow consumer never holds back the
 * writer's log.
 */
const PAGE = 2048;
/** Whole candidates fetched at a time: each brings its text. */
const WHOLE_PAGE = PAGE / 8;

const CANDIDATES = "candidates JOIN details USING(island, step)";
