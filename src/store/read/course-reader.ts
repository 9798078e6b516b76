import { candidateId, objectiveOf } from "../../core/index.ts";
import type { CourseReader } from "../course-records.ts";
import { NOTHING_RAN_NUMBER } from "../names.ts";
import type { Queries } from "./queries.ts";

/** The course of a run: how good it was when, and how often the evaluator ran until then. */
export function createCourseReader({ get, rows }: Queries): CourseReader {
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
      const sql = `SELECT step, island, score, CASE WHEN engine = ${NOTHING_RAN_NUMBER} THEN NULL ELSE program END,
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
  };
}

/** Rows fetched at a time: no cursor stays open between pages. */
const PAGE = 2048;
