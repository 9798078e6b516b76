import { showNumber } from "../../core/index.ts";
import type { RoundsOverview } from "../../run/index.ts";
import { renderTable } from "./table.ts";

/** An adversarial run for people: a line per champion. */
export function renderRedQueen({ summary }: RoundsOverview): string {
  return [
    `${summary.problem} · seed ${summary.seed} · ${summary.rounds.length} turns · ${summary.evaluations} evaluations · ${summary.status}`,
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
    `digest ${summary.digest}`,
  ].join("\n");
}
