import { uncountedFiles } from "../../problem/index.ts";
import { type ModelSettings, resolveConfig } from "../../config/index.ts";
import { given } from "../../core/index.ts";
import {
  createEvaluator,
  type EvaluationPhase,
  type Evaluator,
  type EvaluatorOptions,
} from "../../evaluate/index.ts";
import { withAddresses } from "../models/addresses.ts";
import { checkAnswerer } from "../models/answerer.ts";
import { openEarly } from "../models/early-models.ts";
import { backendFor, type MachineOptions, OVERRUN } from "../sitting/sitting.ts";

/** Where a rehearsal is, while it takes its time. */
export interface Waiting {
  /** The evaluator is being loaded, a program runs, or the scorer. */
  readonly phase: "evaluator" | EvaluationPhase;
  /** Evaluations that are done. */
  readonly done: number;
  /** Since the rehearsal began, milliseconds. */
  readonly elapsedMs: number;
}

/** How something is tried without a run: nothing is recorded. */
export interface RehearsalOptions extends MachineOptions {
  /** Told within a second where it is, when it takes longer than that, and from time to time after. */
  readonly onWaiting?: (waiting: Waiting) => void;
  /** Where programs are scored, in place of what the machine's options say. */
  readonly openBackend?: EvaluatorOptions["openBackend"];
  /** The model that answers where programs are prompts. @defaultValue none */
  readonly model?: ModelSettings;
}

/** The first sign of life, and the time between further ones, milliseconds. */
const FIRST_SIGN_MS = 900;
const SIGN_MS = 5000;

/**
 * Gives an evaluator of one lane to `use` and closes it, also when `use` fails; what it warns of is told as
 * an event.
 *
 * @throws the reason of the signal, when it is aborted before an evaluation begins
 */
export async function withEvaluator<T>(
  evaluator: Pick<EvaluatorOptions, "problem" | "seed" | "cacheSize">,
  options: RehearsalOptions,
  use: (evaluate: Evaluator["evaluate"]) => Promise<T>,
): Promise<T> {
  const { unsafe, onEvents, signal, onWaiting } = options;
  const { openBackend = backendFor(evaluator.problem, evaluator.seed, options) } = options;
  signal?.throwIfAborted();
  const settings = { models: options.model ? [options.model] : [] };
  const config = withAddresses(resolveConfig([{ origin: "rehearsal", settings }]), process.env);
  checkAnswerer(evaluator.problem, config);
  const begunMs = performance.now();
  let phase: Waiting["phase"] = "evaluator";
  let done = 0;
  const tell = (): void => onWaiting?.({ phase, done, elapsedMs: performance.now() - begunMs });
  const onSlow = (at: EvaluationPhase): void => {
    phase = at;
  };
  using _first = setTimeout(tell, FIRST_SIGN_MS);
  using _later = setInterval(tell, SIGN_MS);
  await using opened = closing(
    await createEvaluator({
      ...evaluator,
      lanes: 1,
      overrun: OVERRUN,
      onSlow,
      ...given({ unsafe, openBackend }),
    }),
  );
  await using early = await openEarly(opened, evaluator.problem, config, given({ onEvents }));
  const uncounted = onEvents === undefined ? [] : await uncountedFiles(evaluator.problem);
  for (const message of [...(opened.facts().warnings ?? []), ...uncounted])
    onEvents?.([{ type: "warning", message }]);
  return await use(async (request) => {
    signal?.throwIfAborted();
    phase = "program";
    const verdict = await early.evaluator.evaluate(request, signal);
    done++;
    return verdict;
  });
}

/** An evaluator that closes at the end of its block. */
function closing(evaluator: Evaluator): Evaluator & AsyncDisposable {
  return { ...evaluator, [Symbol.asyncDispose]: () => evaluator.close() };
}
