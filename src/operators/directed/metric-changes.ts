import { type Evaluation, objectiveOf } from "../../core/index.ts";
import { oneLine } from "../../llm/index.ts";

/**
 * The changes of a program's metrics against its parent's, `popular -0.021, looping +0.078`: where it won and where it lost, which its
 * score does not tell. Empty where one of the two failed, where there are fewer than two metrics, and where none changed but for rounding.
 *
 * @param most - changes that are named, in the scorer's order
 */
export function metricChanges(evaluation: Evaluation, from: Evaluation | null, most: number): string {
  if (evaluation.status !== "ok" || from?.status !== "ok") return "";
  const names = Object.keys(evaluation.metrics);
  if (names.length < 2) return "";
  const changes = names.flatMap((name) => {
    const [now = 0, before = Number.NaN] = [evaluation.metrics[name], from.metrics[name]];
    // the last digits of a sum are no change
    const isSame = objectiveOf("maximise").compared(now, before) === "same";
    return isSame || Number.isNaN(before) ? [] : [`${oneLine(name, 40)} ${signed(now - before)}`];
  });
  return [...changes.slice(0, most), ...(changes.length > most ? ["…"] : [])].join(", ");
}

function signed(change: number): string {
  return `${change > 0 ? "+" : ""}${Number(change.toPrecision(2))}`;
}
