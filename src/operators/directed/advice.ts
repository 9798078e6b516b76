import { fencedData } from "../../llm/index.ts";
import { isPlanned, type DirectedStep } from "./directed-step.ts";

/**
 * Advice to this step in particular: the operator's own, or an angle drawn for it. Several steps begin at the
 * same state, and with the same words they would be the same step.
 */
export function adviceOf({ choice, config, view, library, facts }: DirectedStep): string {
  const { operator } = choice;
  const own =
    operator.advice === null ? "" : library.text(operator.advice, { mate: facts.values.mate ?? "" });
  // a step that starts alone need not differ from others
  const isDrawn = operator.angle && (isPlanned({ config }) || config.inFlight > 1);
  const drawn = isDrawn ? angle(library.text("angles", {}), view, config.inFlight > 1) : "";
  return operator.advice !== null && isDrawn ? `${own}\n\n${drawn}` : own + drawn;
}

function angle(text: string, view: DirectedStep["view"], others: boolean): string {
  const angles = text
    .split("\n")
    .filter((line) => line.startsWith("- "))
    .map((line) => line.slice(2).trim());
  const place = others
    ? "Several steps start from this parent at once. To differ from the others, begin here, unless something else promises much more:"
    : "Take this angle:";
  return angles.length === 0 ? "" : `${place} ${view.random("angle").pick(angles)}`;
}

/** A plan in a prompt: data like everything that a model wrote. */
export function planText(plan: string): string {
  return plan === "" ? "" : fencedData("plan", plan);
}
