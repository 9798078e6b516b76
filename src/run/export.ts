import { extname, join } from "node:path";
import type { RunConfig } from "../config/index.ts";
import type { Problem } from "../problem/index.ts";
import { openRecord, type RunLocation, writeFileAtomic } from "../store/index.ts";
import type { RunSummary } from "./summary.ts";

/**
 * Writes the resolved configuration beside the record, for people to read (`config.json`). Throws as {@link
 * exportBest} does.
 */
export function exportConfig({ folder }: RunLocation, config: RunConfig): void {
  writeFileAtomic(join(folder, "config.json"), `${JSON.stringify(config, null, 2)}\n`);
}

/**
 * Writes the readable exports beside the record: the best program (`best.<ext>`) and `summary.json`.
 *
 * @throws GalapagosError `store/*`
 */
export function exportBest(location: RunLocation, problem: Problem, summary: RunSummary): void {
  const { folder } = location;
  writeFileAtomic(join(folder, "summary.json"), `${JSON.stringify(summary, null, 2)}\n`);
  if (summary.best === null) return;
  using run = openRecord(location);
  const source = run.candidates.sources([summary.best.id]).get(summary.best.id);
  if (source !== undefined) writeFileAtomic(join(folder, `best${extname(problem.definition.seed)}`), source);
}
