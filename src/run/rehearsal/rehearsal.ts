import { given } from "../../core/index.ts";
import { createEvaluator, type Evaluator, type EvaluatorOptions } from "../../evaluate/index.ts";
import type { SittingOptions } from "../sitting/sitting.ts";

/** How something is tried without a run: nothing is recorded. */
export type RehearsalOptions = Pick<SittingOptions, "unsafe" | "onEvents" | "signal">;

/**
 * Gives an evaluator of one lane to `use` and closes it, also when `use` fails; what it warns of is told as an event.
 *
 * @throws the reason of the signal, when it is aborted before an evaluation begins
 */
export async function withEvaluator<T>(
  evaluator: Pick<EvaluatorOptions, "problem" | "seed" | "cacheSize">,
  { unsafe, onEvents, signal }: RehearsalOptions,
  use: (evaluate: Evaluator["evaluate"]) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const opened = await createEvaluator({ ...evaluator, lanes: 1, ...given({ unsafe }) });
  for (const message of opened.facts().warnings ?? []) onEvents?.([{ type: "warning", message }]);
  try {
    return await use((request) => {
      signal?.throwIfAborted();
      return opened.evaluate(request, signal);
    });
  } finally {
    await opened.close();
  }
}
