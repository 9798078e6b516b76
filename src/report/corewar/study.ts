import type { Interval } from "../../core/index.ts";
import type { ArmDifference, ArmSummary, Attempts, Growth, StudyAnalysis } from "../../corewar/index.ts";
import { renderTable } from "../index.ts";

/** Warriors that nothing has chosen, and specialists for each warrior of a field, against all of it. */
export interface NamedAttempts {
  readonly drawn: Attempts;
  readonly specialists: Attempts;
  /** The specialists against the warriors they were bred against. */
  readonly own: Attempts["one"];
}

/** How two kinds of runs of a study differ, first minus second. */
export interface NamedDifferences {
  readonly kinds: readonly [string, string];
  readonly differences: readonly ArmDifference[];
}

/** Tables of a Core War study: each kind of run round by round, then what its rounds led to, and how kinds differ. */
export function renderDrqStudy(
  arms: readonly (readonly [name: string, summary: ArmSummary])[],
  differences: readonly NamedDifferences[],
): string {
  const rows = arms.flatMap(([arm, { beaten, beatenOrTied, points, spread, codeSpread, change }]) =>
    beatenOrTied.map((share, round) => [
      arm,
      String(round + 1),
      ...[beaten[round] ?? share, share, points[round] ?? share].map(range),
      (spread[round] ?? 0).toFixed(4),
      (codeSpread[round] ?? 0).toFixed(4),
      change[round - 1]?.mean.toFixed(4) ?? "–",
    ]),
  );
  const ends = arms.map(([arm, { gain, later, cycles, runs }]) => [
    arm,
    String(runs),
    ...[later.beaten, later.beatenOrTied, later.points, gain, cycles].map(range),
  ]);
  return [
    renderTable([
      ["kind", "round", "beaten %", "beaten or tied %", "points %", "variance", "of code", "change"],
      ...rows,
    ]),
    "later half of the rounds minus the first round",
    renderTable([
      ["kind", "runs", "beaten", "beaten or tied", "points", "last: beaten or tied", "circles %"],
      ...ends,
    ]),
    "slope over the logarithm of the round, and how much of the mean curve's variance that line explains",
    renderTable([
      ["kind", "beaten", "R²", "points", "R²", "change", "R²"],
      ...arms.map(([arm, { growth }]) => [
        arm,
        ...[growth.beaten, growth.points, growth.change].flatMap(growthCells),
      ]),
    ]),
    ...(differences.length === 0 ? [] : [renderDifferences(differences)]),
  ].join("\n\n");
}

/** Findings on champions of all kinds together: the directions in which they behave differently, and what their code foretells. */
export function renderAnalysis({ components, probe, champions }: StudyAnalysis): string {
  const shares = components.shares.map((share) => `${percent(share)} %`).join(" and ");
  const lines = [
    `behaviour of ${champions.length} champions: ${shares} of the variance along the first principal components`,
  ];
  if (probe !== null)
    lines.push(
      `linear probe from code to beaten or tied, each seed foretold by the others: R² ${probe.r2.toFixed(2)} (${probe.samples} champions, ${probe.groups} seeds)`,
    );
  return lines.join("\n");
}

/** A table of what single warriors, and several together, do against a field. */
export function renderSpecialists({ drawn, specialists, own }: NamedAttempts): string {
  const row = (name: string, { beaten, beatenOrTied }: Attempts["one"]): string[] => [
    name,
    range(beaten),
    range(beatenOrTied),
  ];
  const sure = ({ beaten, beatenOrTied }: Attempts["together"]): string[] =>
    [beaten, beatenOrTied].map(percent);
  return renderTable([
    ["warriors", "beaten %", "beaten or tied %"],
    row("one that is drawn", drawn.one),
    ["best of eight drawn", ...sure(drawn.together)],
    row("a specialist, its own", own),
    row("a specialist, all", specialists.one),
    ["all specialists together", ...sure(specialists.together)],
  ]);
}

function growthCells({ slope, r2 }: Growth): string[] {
  return [range(slope), r2.toFixed(2)];
}

const NAMES = {
  beaten: "beaten %",
  beatenOrTied: "beaten or tied %",
  points: "points %",
  circles: "circles %",
} as const;

function renderDifferences(all: readonly NamedDifferences[]): string {
  const rows = all.flatMap(({ kinds: [one, other], differences }) =>
    differences.map(({ measure, means, difference, p }) => [
      `${one} − ${other}`,
      NAMES[measure],
      ...means.map(percent),
      range(difference),
      p === null ? "–" : p.toFixed(3),
    ]),
  );
  return [
    "kinds compared by the champions of the later half of the rounds (Welch's interval, Fisher's permutation test over runs)",
    renderTable([["kinds", "measure", "first", "second", "difference", "p"], ...rows]),
  ].join("\n\n");
}

/** A mean with its interval, in per cent. */
function range({ mean, low, high }: Interval): string {
  return `${percent(mean)} (${percent(low)} … ${percent(high)})`;
}

function percent(value: number): string {
  return (100 * value).toFixed(1);
}
