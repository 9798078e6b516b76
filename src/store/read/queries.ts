import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import type { GalapagosError } from "../../core/index.ts";
import type { Row } from "../candidate-row.ts";
import { corruptError, storeError } from "../store-error.ts";

/**
 * Reading of one connection: statements are prepared once, by their text, and SQLite's failures become the
 * user's.
 */
export interface Queries {
  get(sql: string, ...values: SQLInputValue[]): Row | undefined;
  all(sql: string, ...values: SQLInputValue[]): Row[];
  /** Rows as arrays, for long scans. */
  rows(sql: string, ...values: SQLInputValue[]): unknown[][];
  /** The error for a record that cannot be right. */
  corrupt(what: string, cause?: unknown): GalapagosError;
}

/** The queries of a connection. @param folder - the run's folder, for what is told of a failure */
export function createQueries(db: DatabaseSync, folder: string): Queries {
  const [asObjects, asArrays] = [new Map<string, StatementSync>(), new Map<string, StatementSync>()];
  const query = <T>(
    prepared: Map<string, StatementSync>,
    sql: string,
    run: (statement: StatementSync) => T,
  ): T => {
    try {
      let statement = prepared.get(sql);
      if (!statement) {
        statement = db.prepare(sql);
        if (prepared === asArrays) statement.setReturnArrays(true);
        prepared.set(sql, statement);
      }
      return run(statement);
    } catch (error) {
      throw storeError(error, folder);
    }
  };
  return {
    get: (sql, ...values) => query(asObjects, sql, (statement) => statement.get(...values)),
    all: (sql, ...values) => query(asObjects, sql, (statement) => statement.all(...values)),
    rows: (sql, ...values) =>
      query(asArrays, sql, (statement) => statement.all(...values) as unknown as unknown[][]),
    corrupt: (what, cause) => corruptError(folder, what, cause),
  };
}
