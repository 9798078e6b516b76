import type { CandidateId, Json, JsonObject } from "../../core/index.ts";
import { nestsDeeper } from "../../core/index.ts";
import { readJson, unpackIds } from "../candidate-row.ts";
import { damagedValue } from "../store-error.ts";
import type { ProgressReader } from "../records.ts";
import type { Queries } from "./queries.ts";

/** Deeper than anything that a run says of itself: a problem's inputs are bounded at 64. */
const MOST_DEPTH = 200;

/** How far a run has come: what it says of itself, its borders, checkpoints and decisions. */
export function createProgressReader({ get, all }: Queries): ProgressReader {
  return {
    meta(key) {
      const row = get("SELECT value FROM meta WHERE key = ?", key);
      const value = row ? (readJson(row.value) as Json) : null;
      // whoever walks through it would run out of stack
      if (nestsDeeper(value, MOST_DEPTH)) throw damagedValue("a value of it is nested too deeply");
      return value;
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
  };
}
