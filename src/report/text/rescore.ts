import { showNumber } from "../../core/index.ts";
import type { RescoreReport } from "../../run/index.ts";
import { renderTable } from "./table.ts";

/** Elites before and after they were scored again, for people. */
export function renderRescore({ elites, changed }: RescoreReport): string {
  const table = renderTable([
    ["island", "program", "before", "now"],
    ...elites.map(({ id, island, before, now, verdict }) => [
      String(island),
      id,
      showNumber(before),
      now === null ? verdict : showNumber(now),
    ]),
  ]);
  return `${table}\n${changed} of ${elites.length} elites have another score now`;
}
