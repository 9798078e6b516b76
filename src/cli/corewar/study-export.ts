/** A study's duels and champions as files for other programs. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DrqRun } from "../../corewar/index.ts";
import { csvCell } from "../../report/index.ts";

/** A run of a study: its duels, and the sources of its champions, round after round. */
export interface StudiedRun extends DrqRun {
  readonly champions: readonly string[];
}

/** All runs of one kind. */
export interface StudiedArm {
  readonly arm: string;
  readonly runs: readonly StudiedRun[];
}

/**
 * Writes every champion's source below `champions/`, and its duels with the held-out warriors to `duels.csv`, a line each; returns
 * where they are.
 */
export function writeDuels(
  folder: string,
  kinds: readonly StudiedArm[],
  opponents: readonly string[],
): string {
  const lines: (string | number)[][] = [["kind", "run", "round", "opponent", "wins", "losses", "ties"]];
  mkdirSync(join(folder, "champions"), { recursive: true });
  for (const { arm, runs } of kinds) {
    for (const [at, { champions, heldOut }] of runs.entries()) {
      for (const [round, source] of champions.entries()) {
        const name = `${arm}-${at + 1}-round-${String(round + 1).padStart(2, "0")}.red`;
        writeFileSync(join(folder, "champions", name), source);
        for (const [other, { wins, losses, ties }] of (heldOut[round] ?? []).entries())
          lines.push([arm, at + 1, round + 1, opponents[other] ?? "", wins, losses, ties]);
      }
    }
  }
  const path = join(folder, "duels.csv");
  writeFileSync(path, lines.map((line) => `${line.map(csvCell).join(",")}\r\n`).join(""));
  return path;
}
