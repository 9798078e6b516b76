import { type CandidateId, candidateId, type Direction, NOTHING_RAN, objectiveOf } from "../core/index.ts";
import { openReadDatabase } from "./database.ts";
import { createQueries } from "./queries.ts";

/** One result in the course of a run: what it came to and how often the evaluator ran for it. */
export interface CourseRow {
  readonly island: number;
  readonly step: number;
  /** `null` for a failure. */
  readonly score: number | null;
  /**
   * Evaluator calls of the step: its trials and the candidate itself, each program when it first appears in logical time. Whether an equal
   * program was really run twice depends on what happened to be under way; this count does not.
   */
  readonly evaluatorCalls: number;
}

/** The read side of a run's course in logical time. */
export interface CourseReader {
  /**
   * The best score among results up to a step, of islands below a number, and of founders named; `null` when none has one.
   *
   * @param founders - candidates from outside that count as known from the beginning
   */
  best(
    direction: Direction,
    lastStep: number,
    islands: number,
    founders?: readonly CandidateId[],
  ): number | null;
  /** Results of islands below a number, ordered by step, then island. */
  results(islands: number): IterableIterator<CourseRow>;
  close(): void;
}

/** Rows fetched at a time: no cursor stays open between pages. */
const PAGE = 2048;

/**
 * Opens a read-only connection to the course of a run: how good it was when, and how often the evaluator ran until then.
 *
 * @throws GalapagosError `run/missing`, `run/empty`, `run/newer`, `run/older`, `store/*`; so do its methods
 */
export function openCourseReader(folder: string): CourseReader {
  const db = openReadDatabase(folder);
  const { get, rows } = createQueries(db, folder);
  return {
    best(direction, lastStep, islands, founders = []) {
      const objective = objectiveOf(direction);
      // walks the index of scores from the best one down until a result lies early enough
      const row = get(
        `SELECT score FROM candidates WHERE score IS NOT NULL AND step <= ? AND island < ? ORDER BY score ${objective.sql} LIMIT 1`,
        lastStep,
        islands,
      );
      const scores = row === undefined ? [] : [Number(row.score)];
      const wanted = new Set(founders);
      for (const [step, score] of wanted.size === 0
        ? []
        : rows("SELECT step, score FROM candidates WHERE island = ? AND score IS NOT NULL", islands)) {
        if (wanted.has(candidateId(islands, Number(step)))) scores.push(Number(score));
      }
      return objective.best(scores);
    },
    *results(islands) {
      const sql = `SELECT step, island, score, CASE WHEN engine = '${NOTHING_RAN}' THEN NULL ELSE program END,
          (SELECT group_concat(program, ' ') FROM trials WHERE trials.island = c.island AND trials.step = c.step)
        FROM candidates AS c JOIN details USING(island, step)
        WHERE island < ?1 AND step >= ?2 AND step < ?2 + ?3 ORDER BY step, island`;
      const seen = new Set<number>();
      const steps = Math.max(1, Math.floor(PAGE / islands));
      const last = Number(
        get("SELECT max(step) AS last FROM candidates WHERE island < ?", islands)?.last ?? -1,
      );
      for (let from = 0; from <= last; from += steps) {
        for (const [step, island, score, program, trials] of rows(sql, islands, from, steps)) {
          const before = seen.size;
          for (const id of [...String(trials ?? "").split(" "), String(program ?? "")])
            if (id !== "") seen.add(Number(id));
          yield {
            island: Number(island),
            step: Number(step),
            score: score === null ? null : Number(score),
            evaluatorCalls: seen.size - before,
          };
        }
      }
    },
    close() {
      if (db.isOpen) db.close();
    },
  };
}
