import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import type { Row } from "./candidate-row.ts";
import { storeError } from "./store-error.ts";

/** Prepared statements by their text; SQLite's failures become the user's. */
export function createQueries(db: DatabaseSync, folder: string) {
  const prepared = new Map<string, StatementSync>();
  const query = <T>(sql: string, run: (statement: StatementSync) => T): T => {
    try {
      let statement = prepared.get(sql);
      if (!statement) {
        statement = db.prepare(sql);
        prepared.set(sql, statement);
      }
      return run(statement);
    } catch (error) {
      throw storeError(error, folder);
    }
  };
  return {
    get: (sql: string, ...values: SQLInputValue[]): Row | undefined =>
      query(sql, (statement) => statement.get(...values)),
    all: (sql: string, ...values: SQLInputValue[]): Row[] =>
      query(sql, (statement) => statement.all(...values)),
    /** Rows as arrays, for long scans. */
    rows: (sql: string, ...values: SQLInputValue[]): unknown[][] =>
      query(sql, (statement) => {
        statement.setReturnArrays(true);
        return statement.all(...values) as unknown as unknown[][];
      }),
  };
}
