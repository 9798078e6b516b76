import { extname, join } from "node:path";
import type { RunConfig } from "../config/index.ts";
import type { Problem } from "../problem/index.ts";
import { openRecord, type RunLocation, writeFileAtomic } from "../store/index.ts";
import { type RunSummary, winnerOf } from "./summary.ts";

/**
 * Writes the resolved configuration beside the record, for people to read (`config.json`). Throws as {@link
 * exportBest} does.
 */
export function exportConfig({ folder }: RunLocation, config: RunConfig): void {
  writeFileAtomic(join(folder, "config.json"), `${JSON.stringify(config, null, 2)}\n`);
}

/**
 * Writes the readable exports beside the record: the best program that passed (`best.<ext>`), what it constructed
 * (`construction.json`) where that is on record, and `summary.json`.
 *
 * @throws GalapagosError `store/*`
 */
export function exportBest(location: RunLocation, problem: Problem, summary: RunSummary): void {
  const { folder } = location;
  writeFileAtomic(join(folder, "summary.json"), `${JSON.stringify(summary, null, 2)}\n`);
  const winner = winnerOf(summary);
  if (winner === null) return;
  using run = openRecord(location);
  const { id } = winner;
  const source = run.candidates.sources([id]).get(id);
  if (source !== undefined) writeFileAtomic(join(folder, `best${extname(problem.definition.seed)}`), source);
  if (problem.definition.start === undefined) return;
  const evaluation = run.candidates.candidate(id)?.evaluation;
  const construction = evaluation?.status === "ok" ? evaluation.construction : undefined;
  if (construction !== undefined)
    writeFileAtomic(join(folder, "construction.json"), `${JSON.stringify(construction)}\n`);
}
