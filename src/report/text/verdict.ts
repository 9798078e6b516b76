import { printable, showDuration, showNumber } from "../../core/index.ts";
import type { Verdict } from "../../run/index.ts";
import { renderProof } from "./proof.ts";
import { shownByScorer } from "./shown-by-scorer.ts";

/** A verdict for people. @param objective - name of the number that is the score */
export function renderVerdict(output: Verdict, objective: string): string {
  const cpu = output.cpuMs === undefined ? "" : `${showDuration(output.cpuMs)} of the processor, `;
  const fuel = output.fuel === undefined ? cpu : `fuel ${output.fuel}, `;
  const tail = `(${showDuration(output.durationMs)}, ${fuel}level ${output.level}, ${output.engine})`;
  if (output.score === null)
    return [
      `${output.status} (${output.kind}): ${printable(output.message)} ${tail}`,
      ...shownByScorer(output),
    ].join("\n");
  const numbers = (title: string, record: { readonly [name: string]: number }): string[] =>
    Object.entries(record).map(([name, value]) => `  ${title} ${name}: ${showNumber(value)}`);
  return [
    `${objective}: ${output.score} ${tail}`,
    ...numbers("metric", output.metrics),
    ...numbers("private metric", output.privateMetrics ?? {}),
    ...numbers("feature", output.features),
    ...(output.instances ? [`  by instance: ${output.instances.map(showNumber).join(", ")}`] : []),
    ...(output.holdout === undefined ? [] : [`  on the hold-out inputs: ${output.holdout}`]),
    ...(output.proof ? renderProof(output.proof).map((line) => `  ${line}`) : []),
    ...shownByScorer(output),
  ].join("\n");
}
