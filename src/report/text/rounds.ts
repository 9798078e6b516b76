import { printable, showNumber } from "../../core/index.ts";
import type { RoundsOverview } from "../../run/index.ts";
import { renderTable } from "./table.ts";
import { type Paint, plain } from "../../core/index.ts";

/** An adversarial run for people: a line per champion. */
export function renderRedQueen(
  { summary, config, reachesTarget }: RoundsOverview,
  paint: Paint = plain,
): string {
  return [
    `${summary.problem} · seed ${printable(summary.seed)} · ${summary.rounds.length} turns · ${summary.evaluations} evaluations · ${summary.status}`,
    "",
    renderTable([
      ["round", "side", "score", "evaluations"],
      ...summary.rounds.map(({ round, side, score, evaluations }) => [
        String(round + 1),
        String(side),
        showNumber(score),
        String(evaluations),
      ]),
    ]),
    "",
    ...(reachesTarget === false
      ? [paint("warning", `the target ${config.target} was not reached by the last champion`)]
      : []),
    `digest ${summary.digest}`,
  ].join("\n");
}
