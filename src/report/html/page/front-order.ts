import { objectiveOf } from "../../../core/objective.ts";
import type { PagePart, PageProgram } from "../page-data.ts";

/** True when one program is nowhere worse than another and somewhere better, by their metrics. */
export function dominates(a: PageProgram, b: PageProgram, objectives: PagePart["objectives"]): boolean {
  let isBetter = false;
  for (const { name, direction } of objectives) {
    const [x, y] = [a.metrics[name] ?? Number.NaN, b.metrics[name] ?? Number.NaN];
    if (objectiveOf(direction).better(y, x)) return false;
    if (x !== y) isBetter = true;
  }
  return isBetter;
}
