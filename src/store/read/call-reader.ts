import type { CallReader, StoredCall } from "../call-records.ts";
import type { Row } from "../candidate-row.ts";
import { unpackJson } from "../stored-json.ts";
import type { Queries } from "./queries.ts";

/** The calls of models. */
export function createCallReader({ all }: Queries): CallReader {
  const tries: CallReader["tries"] = ({ island, step, purpose, attempt }) =>
    withRequests(all(OF_CALL, island, step, purpose, attempt));
  return {
    tries,
    *all() {
      let last: [number, number, string, number] = [-1, -1, "", -1];
      for (;;) {
        const page = all(KEYS, ...last);
        for (const row of page) {
          last = [Number(row.island), Number(row.step), String(row.purpose), Number(row.attempt)];
          const [island, step, purpose, attempt] = last;
          yield* tries({ island, step, purpose, attempt });
        }
        if (page.length < PAGE) return;
      }
    },
    *spending() {
      let last = 0;
      for (;;) {
        const page = all(AMOUNTS, last);
        for (const row of page) {
          last = Number(row.id);
          yield {
            island: Number(row.island),
            step: Number(row.step),
            purpose: String(row.purpose),
            model: String(row.model),
            reserved: unpackJson(row.reserved ?? null),
            used: unpackJson(row.used ?? null),
          };
        }
        if (page.length < PAGE) return;
      }
    },
  };
}

/** The tries of a call; one that was sent before with the same request takes its text from there. */
function withRequests(rows: readonly Row[]): StoredCall[] {
  const requests = new Map<string, unknown>();
  for (const row of rows) if (row.request !== null) requests.set(String(row.request_hash), row.request);
  return rows.map((row) => ({
    island: Number(row.island),
    step: Number(row.step),
    purpose: String(row.purpose),
    attempt: Number(row.attempt),
    tryNumber: Number(row.try),
    model: String(row.model),
    requestHash: String(row.request_hash),
    request: unpackJson(requests.get(String(row.request_hash)) ?? null),
    reserved: unpackJson(row.reserved),
    outcome: unpackJson(row.outcome),
    used: unpackJson(row.used),
  }));
}

/** Rows fetched at a time: no cursor stays open between pages. */
const PAGE = 256;

const OF_CALL =
  "SELECT * FROM calls WHERE island = ? AND step = ? AND purpose = ? AND attempt = ? ORDER BY try";

const KEYS = `SELECT DISTINCT island, step, purpose, attempt FROM calls
  WHERE (island, step, purpose, attempt) > (?, ?, ?, ?) ORDER BY island, step, purpose, attempt LIMIT ${PAGE}`;

const AMOUNTS = `SELECT id, island, step, purpose, model, reserved, used FROM calls WHERE id > ? ORDER BY id LIMIT ${PAGE}`;
