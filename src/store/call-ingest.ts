import type { DatabaseSync } from "node:sqlite";
import { canonicalJson } from "../core/index.ts";
import type { CallPlace, EndedCall, SentCall } from "./call-records.ts";
import { checkPosition } from "./candidate-row.ts";
import { packJson } from "./stored-json.ts";

/**
 * Prepares the statements that take model calls into the tables. Repeating a write is a no-op and the first
 * end stands. The text of a request is kept once, however often it was tried.
 */
export function createCallIngest(db: DatabaseSync): {
  sent: (call: SentCall) => void;
  ended: (call: EndedCall) => void;
} {
  const known = db.prepare(
    `SELECT 1 FROM calls WHERE island = ? AND step = ? AND purpose = ? AND attempt = ? AND request_hash = ?
       AND request IS NOT NULL LIMIT 1`,
  );
  const add = db.prepare(
    `INSERT INTO calls(island, step, purpose, attempt, try, model, request_hash, request, reserved)
       VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const end = db.prepare(
    `UPDATE calls SET outcome = ?, used = ? WHERE island = ? AND step = ? AND purpose = ? AND attempt = ? AND try = ?
       AND outcome IS NULL`,
  );
  const place = ({ island, step, purpose, attempt }: CallPlace): [number, number, string, number] => {
    checkPosition("call", island, step);
    return [island, step, purpose, attempt];
  };
  return {
    sent(call) {
      const at = place(call);
      const isKnown = known.get(...at, call.requestHash) !== undefined;
      const request = isKnown ? null : packJson(call.request);
      add.run(...at, call.tryNumber, call.model, call.requestHash, request, canonicalJson(call.reserved));
    },
    ended(call) {
      const used = call.used === null ? null : canonicalJson(call.used);
      end.run(packJson(call.outcome), used, ...place(call), call.tryNumber);
    },
  };
}
