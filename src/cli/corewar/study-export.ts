/** A study's duels, champions and analysis as files for other programs. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolders } from "../../core/index.ts";
import {
  type ArchiveAxis,
  CODE_FEATURES,
  type DrqRun,
  type DuelScore,
  renderArchives,
  renderPhenotypes,
  type StudyAnalysis,
} from "../../corewar/index.ts";
import { csvCell } from "../../report/index.ts";
import type { LastArchive } from "../../run/index.ts";

/** A run of a study: its duels, and the sources of its champions, round after round. */
export interface StudiedRun extends DrqRun {
  readonly champions: readonly string[];
  /** The archive of its last round. */
  readonly archive: LastArchive;
}

/** All runs of one kind. */
export interface StudiedArm {
  readonly arm: string;
  readonly runs: readonly StudiedRun[];
}

type Row = readonly (string | number)[];

/**
 * Writes every champion's source below `champions/`, and all duels to `duels.csv`, a line each: those with the held-out warriors, and
 * those with later champions of its run, which are called `round 2` and so on; returns where the table is.
 */
export function writeDuels(
  folder: string,
  kinds: readonly StudiedArm[],
  opponents: readonly string[],
): string {
  makeFolders(join(folder, "champions"));
  const rows = kinds.flatMap(({ arm, runs }) =>
    runs.flatMap(({ champions, heldOut, among }, at) =>
      champions.flatMap((source, round): Row[] => {
        const name = `${arm}-${at + 1}-round-${String(round + 1).padStart(2, "0")}.red`;
        writeFileSync(join(folder, "champions", name), source);
        const row = (opponent: string, { wins, losses, ties }: DuelScore): Row => [
          ...[arm, at + 1, round + 1, opponent],
          ...[wins, losses, ties],
        ];
        return [
          ...(heldOut[round] ?? []).map((duel, other) => row(opponents[other] ?? "", duel)),
          ...(among[round] ?? []).flatMap((duel, other) =>
            duel === undefined ? [] : [row(`round ${other + 1}`, duel)],
          ),
        ];
      }),
    ),
  );
  return writeTable(join(folder, "duels.csv"), [
    ["kind", "run", "round", "opponent", "wins", "losses", "ties"],
    ...rows,
  ]);
}

/**
 * Writes every champion's points against each held-out warrior to `phenotypes.csv`, with its place on the first two principal
 * components and its code in numbers, and draws the places to `phenotypes.svg`; returns where they are.
 */
export function writePhenotypes(
  folder: string,
  analysis: StudyAnalysis,
  opponents: readonly string[],
): string {
  const { champions, components } = analysis;
  writeFileSync(join(folder, "phenotypes.svg"), renderPhenotypes(analysis));
  return writeTable(join(folder, "phenotypes.csv"), [
    [
      ...["kind", "run", "round", "component 1", "component 2"],
      ...opponents,
      ...CODE_FEATURES.map((name) => `code ${name}`),
    ],
    ...champions.map(({ kind, run, round, points, code }, at) => {
      const [first = 0, second = 0] = components.places[at] ?? [];
      return [kind, run, round, first, second, ...points, ...code];
    }),
  ]);
}

/**
 * Writes the archives with which runs ended to `archive.csv`, a line for each cell that is held, and draws them to `archive.svg` where
 * they have two dimensions with edges; returns where they are.
 */
export function writeArchives(folder: string, kinds: readonly StudiedArm[]): readonly string[] {
  const plots: string[] = [];
  const dimensions = kinds[0]?.runs[0]?.archive.dimensions ?? [];
  const axes = dimensions.flatMap(({ name, edges }): ArchiveAxis[] =>
    edges === null ? [] : [{ name, edges }],
  );
  const [across, up, ...more] = axes;
  if (across !== undefined && up !== undefined && more.length === 0) {
    const maps = kinds.map(({ arm, runs }) => ({
      kind: arm,
      runs: runs.map(({ archive }) => archive.elites),
    }));
    const plot = join(folder, "archive.svg");
    writeFileSync(plot, renderArchives([across, up], maps));
    plots.push(plot);
  }
  const table = writeTable(join(folder, "archive.csv"), [
    ["kind", "run", ...dimensions.map(({ name }) => `${name} bin`), "score", "candidate"],
    ...kinds.flatMap(({ arm, runs }) =>
      runs.flatMap(({ archive }, at) =>
        archive.elites.map(({ id, bins, score }): Row => [arm, at + 1, ...bins, score, id]),
      ),
    ),
  ]);
  return [table, ...plots];
}

/** Writes lines of a table (RFC 4180); returns where. */
export function writeTable(path: string, lines: readonly Row[]): string {
  writeFileSync(path, lines.map((line) => `${line.map(csvCell).join(",")}\r\n`).join(""));
  return path;
}
