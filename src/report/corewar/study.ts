import type { Interval } from "../../core/index.ts";
import type { ArmSummary } from "../../corewar/index.ts";
import { renderTable } from "../index.ts";

/** Tables of a Core War study: each kind of run round by round, then what its rounds led to. */
export function renderDrqStudy(arms: readonly (readonly [name: string, summary: ArmSummary])[]): string {
  const rows = arms.flatMap(([arm, { beaten, beatenOrTied, points, spread, change }]) =>
    beatenOrTied.map((share, round) => [
      arm,
      String(round + 1),
      ...[beaten[round] ?? share, share, points[round] ?? share].map(range),
      (spread[round] ?? 0).toFixed(4),
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
      ["kind", "round", "beaten %", "beaten or tied %", "points %", "variance", "change"],
      ...rows,
    ]),
    "later half of the rounds minus the first round",
    renderTable([
      ["kind", "runs", "beaten", "beaten or tied", "points", "last: beaten or tied", "circles %"],
      ...ends,
    ]),
  ].join("\n\n");
}

/** A mean with its interval, in per cent. */
function range({ mean, low, high }: Interval): string {
  return `${percent(mean)} (${percent(low)} … ${percent(high)})`;
}

function percent(value: number): string {
  return (100 * value).toFixed(1);
}
