/** Tables of battles and tournaments. */
import { printable } from "../../core/index.ts";
import type { BattleResult, DuelRecord, Standing, TournamentStanding } from "../../corewar/index.ts";
import { renderTable } from "../index.ts";

/** Standings of one battle, with the file that each warrior came from. */
export function renderBattle(warriors: readonly (Standing & { readonly file: string })[]): string {
  const rows = warriors.map(({ file, name, length, wins, losses, ties, score }) => [
    file,
    printable(name),
    ...[length, wins, losses, ties, score].map(String),
  ]);
  return renderTable([["file", "name", "length", "wins", "losses", "ties", "score"], ...rows]);
}

/**
 * A battle as pMARS -k prints it, a line for each warrior: wins and ties of two; of more, the score, the rounds survived alone,
 * with one other, with two …, and those lost.
 */
export function renderKoth({ warriors, results }: BattleResult): string {
  if (warriors.length === 2) return warriors.map(({ wins, ties }) => `${wins} ${ties}`).join("\n");
  const lines = warriors.map(({ score, losses }, warrior) => {
    const survived = warriors.map(
      (_, others) =>
        results.filter(({ processes }) => {
          const alive = processes.filter((count) => count > 0).length;
          return (processes[warrior] ?? 0) > 0 && alive === others + 1;
        }).length,
    );
    return [score, ...survived, losses].join(" ");
  });
  return lines.join("\n");
}

/** Duels of one warrior, a row for each opponent, under a heading of theirs. */
export function renderDuels(records: readonly DuelRecord[], heading = "against"): string {
  const rows = records.map(({ b, wins, losses, ties }) => [b, ...[wins, losses, ties].map(String)]);
  return renderTable([[heading, "wins", "losses", "ties"], ...rows]);
}

/** `%W / %L / %T`, score and duels, as hills list them. */
export function renderStandings(ranked: readonly TournamentStanding[]): string {
  return renderTable([STANDING, ...ranked.map(standingCells)]);
}

/** A standing on a hill, where members have authors and ages. */
export interface HillStanding extends TournamentStanding {
  readonly author: string;
  readonly age: number;
}

/** The standings of a hill. */
export function renderHill(ranked: readonly HillStanding[]): string {
  const rows = ranked.map((entry, index) => [
    ...standingCells(entry, index),
    String(entry.age),
    printable(entry.author),
  ]);
  return renderTable([[...STANDING, "age", "author"], ...rows]);
}

const STANDING: readonly string[] = ["#", "warrior", "%W", "%L", "%T", "score", "duels won/drawn/lost"];

function standingCells(entry: TournamentStanding, index: number): string[] {
  return [
    String(index + 1),
    entry.id,
    entry.winPercent.toFixed(1),
    entry.lossPercent.toFixed(1),
    entry.tiePercent.toFixed(1),
    entry.score.toFixed(1),
    `${entry.won}/${entry.drawn}/${entry.lost}`,
  ];
}
