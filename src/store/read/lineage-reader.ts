import { type CandidateId, candidateId, parseCandidateId } from "../../core/index.ts";
import { unpackIds } from "../candidate-row.ts";
import type { LineageReader } from "../records.ts";
import type { Queries } from "./queries.ts";
import { idsOf } from "./row-ids.ts";

const CHILDREN =
  "SELECT island, step FROM lineage WHERE parent_island = ? AND parent_step = ? ORDER BY step, island";

const DESCENDANTS = `WITH RECURSIVE family(island, step) AS (
    SELECT island, step FROM lineage WHERE parent_island = ? AND parent_step = ?
    UNION
    SELECT lineage.island, lineage.step FROM family
      JOIN lineage ON parent_island = family.island AND parent_step = family.step
  )
  SELECT island, step FROM family ORDER BY step, island LIMIT ?`;

const SIBLINGS = `SELECT lineage.island, lineage.step FROM lineage JOIN candidates USING(island, step)
  WHERE parent_island = ?1 AND parent_step = ?2 AND NOT (island = ?3 AND step = ?4)
    AND (parents = ?5 OR parents GLOB ?5 || ' *')
  ORDER BY step, island LIMIT ?6`;

/** Which candidate came from which. */
export function createLineageReader({ get, all }: Queries): LineageReader {
  const firstParent = (at: { readonly island: number; readonly step: number }): CandidateId | undefined => {
    const row = get("SELECT parents FROM candidates WHERE island = ? AND step = ?", at.island, at.step);
    return row && unpackIds(String(row.parents))[0];
  };
  return {
    children(id) {
      const at = parseCandidateId(id);
      return at ? idsOf(all(CHILDREN, at.island, at.step)) : [];
    },
    ancestors(id, limit) {
      const found: CandidateId[] = [];
      let at = parseCandidateId(id);
      while (at && found.length < limit) {
        const parent = firstParent(at);
        if (!parent) break;
        found.push(parent);
        at = parseCandidateId(parent);
      }
      return found;
    },
    descendants(id, limit) {
      const at = parseCandidateId(id);
      return at ? idsOf(all(DESCENDANTS, at.island, at.step, limit)) : [];
    },
    siblings(id, limit) {
      const at = parseCandidateId(id);
      const parent = at && parseCandidateId(firstParent(at) ?? "");
      if (!at || !parent) return [];
      const { island, step } = parent;
      return idsOf(all(SIBLINGS, island, step, at.island, at.step, candidateId(island, step), limit));
    },
  };
}
