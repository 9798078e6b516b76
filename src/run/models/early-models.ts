import type { RunConfig } from "../../config/index.ts";
import { given } from "../../core/index.ts";
import type { Evaluator } from "../../evaluate/index.ts";
import {
  type CallJournal,
  callWrites,
  createMemoryJournal,
  createStoreJournal,
  proxyHint,
} from "../../llm/index.ts";
import { modelsOf } from "../../operators/index.ts";
import type { Problem } from "../../problem/index.ts";
import type { CallReader, StoreWrite, StoreWriter } from "../../store/index.ts";
import { checkAnswerer, requireAnswerer } from "./answerer.ts";
import { answeringEvaluator } from "./answering.ts";
import { type FrozenModels, isStandIn } from "./frozen-models.ts";
import { eventsOf } from "./model-news.ts";
import { openStandIn, placed } from "./models.ts";
import { openGateway } from "./open-gateway.ts";
import { openEvaluator, type SittingOptions } from "../sitting/sitting.ts";

/** An evaluator outside of a run, or before it has a folder: where programs are prompts, the run's model answers them. */
export interface EarlyEvaluator extends AsyncDisposable {
  readonly evaluator: Evaluator;
  /** The same without the model: for a sitting, which asks with models of its own. */
  readonly plain: Evaluator;
  /** The writes that put what was asked on the record of a run that had none yet. */
  calls(): readonly StoreWrite[];
}

/** The way in which the model is asked. */
interface EarlyOptions {
  /** Prices as the run has them. @defaultValue none are known */
  readonly prices?: FrozenModels["prices"];
  /** The record of the run that is repeated: it answers, and nobody is asked. @defaultValue the model answers */
  readonly replayed?: CallReader;
  /** The record of the run that is added to: what it holds is not paid again, and counts. @defaultValue none yet */
  readonly record?: { readonly writer: StoreWriter; readonly calls: CallReader };
  /** How more money is given where the budget does not pay for the questions. @defaultValue as the gateway says */
  readonly ifPoor?: string;
  /** Told what a person should know of the model: that it does not answer, or is asked otherwise. */
  readonly onEvents?: SittingOptions["onEvents"];
}

/**
 * Opens the evaluator of a problem with the model that answers before it, where programs are prompts; it closes with what is
 * returned.
 *
 * @throws GalapagosError as {@link openEvaluator} and {@link openEarly} do
 */
export async function openAnswered(
  problem: Problem,
  config: RunConfig,
  options: SittingOptions,
  early: Omit<EarlyOptions, "onEvents"> = {},
): Promise<EarlyEvaluator> {
  const { onEvents } = options;
  await using stack = new AsyncDisposableStack();
  const plain = stack.adopt(await openEvaluator(problem, config, options), (it) => it.close());
  const opened = stack.use(await openEarly(plain, problem, config, { ...early, ...given({ onEvents }) }));
  const held = stack.move();
  return { ...opened, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

/**
 * Puts the model that answers before an evaluator, where programs are prompts; elsewhere the evaluator stays as it is.
 *
 * @throws GalapagosError `llm/answer` where no model is named, `llm/key-missing`
 */
export async function openEarly(
  evaluator: Evaluator,
  problem: Problem,
  config: RunConfig,
  { prices = {}, replayed, record, ifPoor, onEvents }: EarlyOptions = {},
): Promise<EarlyEvaluator> {
  checkAnswerer(problem, config);
  if (!problem.definition.prompt) {
    return { evaluator, plain: evaluator, calls: () => [], [Symbol.asyncDispose]: async () => {} };
  }
  const model = requireAnswerer(problem, config);
  const asked = modelsOf(config).filter(({ id }) => id === model);
  const isRepeated = replayed !== undefined;
  const standIn = !isRepeated && asked.some(isStandIn) ? await openStandIn(problem, config.seed) : null;
  const journal = journalOf(replayed, record);
  try {
    const models = asked.map((one) => placed(one, standIn));
    const gateway = openGateway({ config, models, prices, journal, replay: isRepeated }, (event) => {
      const news = eventsOf(event, new Date(), proxyHint(process.env));
      if (news.length > 0) onEvents?.(news);
    });
    return {
      plain: evaluator,
      evaluator: answeringEvaluator(evaluator, problem, model, async (...call) => {
        const end = await gateway.call(...call);
        const isPoor = end.status === "failed" && end.kind === "budget";
        return isPoor && ifPoor !== undefined ? { ...end, hint: ifPoor } : end;
      }),
      calls: () => (isRepeated || record !== undefined ? [] : callWrites(journal.all())),
      async [Symbol.asyncDispose]() {
        // what nobody keeps is not waited for
        gateway.drain(record === undefined ? 0 : undefined);
        await gateway.settled();
        await standIn?.close();
      },
    };
  } catch (error) {
    await standIn?.close();
    throw error;
  }
}

/** The hint where not even the first program can be asked about: there is no run yet whose budget could be raised. */
export const NOTHING_TO_RESUME = "raise --budget: the questions of one program alone cost more";

function journalOf(replayed: EarlyOptions["replayed"], record: EarlyOptions["record"]): CallJournal {
  if (replayed !== undefined) return createStoreJournal(NOBODY, replayed);
  return record === undefined ? createMemoryJournal() : createStoreJournal(record.writer, record.calls);
}

/** Nobody writes: what a record answers is on record. */
const NOBODY: StoreWriter = { write: async () => {} };
