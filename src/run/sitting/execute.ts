import { performance } from "node:perf_hooks";
import type { Population, Stall } from "../../../islands/index.ts";
import { EXIT, GalapagosError, given, type RunEvent, shellWord } from "../../core/index.ts";
import type { RunLocation } from "../../store/index.ts";
import { type EventSink, withBestEvents } from "./best-events.ts";
import { exportBest } from "../export.ts";
import { keepPictures } from "./keep-pictures.ts";
import { type FrozenMemory, freezeMemory } from "../memory/frozen-memory.ts";
import { answeringEvaluator } from "../models/answering.ts";
import { requireAnswerer } from "../models/answerer.ts";
import { freezeModels } from "../models/frozen-models.ts";
import { type ModelsOptions, openModels, type RunModels } from "../models/models.ts";
import { type RunEnd, recordWrites } from "../record.ts";
import { runIslands } from "./run-islands.ts";
import type { Sitting } from "./sitting.ts";
import { recordedPopulations, type RunSummary, summariseEnded } from "../summary.ts";
import { underTelemetry } from "../telemetry/telemetry.ts";
import { verifyChampion } from "./verify-champion.ts";
import { startingPoint } from "./starting-point.ts";
import { type TimeLeft, verificationInTime } from "./time-left.ts";

/** Runs a sitting to its end, verifies the champion, writes the exports; resolves with the run's summary. */
export function executeSitting(sitting: Sitting): Promise<RunSummary> {
  return underTelemetry(sitting, carryOut);
}

async function carryOut(sitting: Sitting, onCall?: ModelsOptions["onCall"]): Promise<RunSummary> {
  const { record, store, location } = sitting;
  const sink = openSink(sitting);
  const elapsed = (): number => record.elapsedMs + (performance.now() - sitting.begunMs);
  await store.write([
    ...recordWrites({ status: "running", end: null }),
    // a champion of an earlier sitting may not be this one's
    { type: "meta", key: "verified", value: null },
  ]);
  const models = await modelsOf(sitting, onCall);
  const { settings: memory } = await memoryOf(sitting);
  const asking = withAnswers(sitting, models);
  const ends = await runIslands(asking, { models, memory }, sink, elapsed).finally(() => models?.close());
  const { reason, stall } = ends;
  const end: RunEnd = { reason, consumed: ends.islands.map((island) => island.consumed) };
  // a timer may ring a moment early; time that is up stays up
  const elapsedMs = Math.max(elapsed(), reason === "time" ? (record.config.timeMs ?? 0) : 0);
  const isCut = reason === "interrupted" || reason === "provider";
  await store.write(recordWrites({ end, status: isCut ? "interrupted" : "done", elapsedMs }));
  const populations = recordedPopulations(location);
  if (!isCut) {
    const left = verificationInTime(timeOf(sitting), record.problem, ends.slowest, elapsed());
    const isHeard = await verify(sitting, populations, left, onCall);
    // Ctrl-C: all is on record but the verdict on the champion, which resuming brings
    if (!isHeard) await store.write(recordWrites({ status: "interrupted" }));
    else await keepPictures(sitting, populations, elapsed());
  }
  const summary = summariseEnded(location, populations);
  exportOrWarn(sitting, summary, sink);
  if (reason === "budget" && stall !== null) sink([{ type: "warning", message: stall.message }]);
  sink([{ type: "run-ended", reason }]);
  if (reason === "provider") throw providerError(location, stall);
  return summary;
}

/** Scores the champion again; where programs are prompts, with models of its own, since the run's were told to stop. */
async function verify(
  sitting: Sitting,
  populations: readonly Population[],
  left: TimeLeft,
  onCall: ModelsOptions["onCall"],
): Promise<boolean> {
  const models = sitting.record.problem.definition.prompt ? await modelsOf(sitting, onCall) : null;
  try {
    return await verifyChampion(withAnswers(sitting, models), populations, left, sitting.options.signal);
  } finally {
    await models?.close();
  }
}

/** The sitting with the model that answers before its evaluator, where programs are prompts. */
function withAnswers(sitting: Sitting, models: RunModels | null): Sitting {
  const { evaluator, record } = sitting;
  const { problem, config } = record;
  if (!problem.definition.prompt || models === null) return sitting;
  const model = requireAnswerer(problem, config);
  return { ...sitting, evaluator: answeringEvaluator(evaluator, problem, model, models.call) };
}

/** The events' way to whoever listens, begun with where the sitting stands. */
function openSink(sitting: Sitting): EventSink {
  const { record, location, options, resumed } = sitting;
  const { config, elapsedMs, problem } = record;
  const { name, objective } = problem.definition;
  const { islands, failures } = startingPoint(sitting);
  const sink = withBestEvents(options.onEvents ?? (() => {}), objective.direction, islands);
  const start = { run: location.folder, problem: name, seed: config.seed, islands, failures };
  sink([{ type: "run-started", ...start, elapsedMs, resumed }]);
  return sink;
}

/** Writes the exports; a full disk takes nothing away from what is on record. */
function exportOrWarn({ location, record }: Sitting, summary: RunSummary, sink: EventSink): void {
  try {
    exportBest(location, record.problem, summary);
  } catch (error) {
    if (!(error instanceof GalapagosError)) throw error;
    sink([{ type: "warning", message: `the run is on record, its exports are not: ${error.message}` }]);
  }
}

/** The time budget that bounds this sitting; none where earlier ones used it up, and somebody asks for more all the same. */
function timeOf({ record: { config, elapsedMs } }: Sitting): Pick<Sitting["record"]["config"], "timeMs"> {
  return { timeMs: config.timeMs !== null && elapsedMs >= config.timeMs ? null : config.timeMs };
}

/**
 * The models of a sitting; what is frozen into the run is read before its first sitting and on record from
 * then on.
 */
async function modelsOf(
  { record, store, location, options }: Sitting,
  onCall: ModelsOptions["onCall"],
): Promise<RunModels | null> {
  const { config, problem, replay } = record;
  const frozen = record.models ?? (await freezeModels(config));
  if (frozen === null) return null;
  if (record.models === undefined) await store.write(recordWrites({ models: frozen }));
  const onEvent = (event: RunEvent): void => options.onEvents?.([event]);
  const ingredients = { config, problem, frozen, location, store, replay: replay !== undefined, onEvent };
  return openModels({ ...ingredients, ...given({ onCall }) });
}

/** The memory's settings are decided before the run's first sitting and on record from then on. */
async function memoryOf({ record, store }: Sitting): Promise<FrozenMemory> {
  if (record.memory !== undefined) return record.memory;
  const memory = freezeMemory(record.config);
  await store.write(recordWrites({ memory }));
  return memory;
}

/** Everything recorded is kept; the run goes on where it is when the provider answers again. */
function providerError({ folder }: RunLocation, stall: Stall | null): GalapagosError {
  return new GalapagosError(`the run is saved and waits: ${stall?.message ?? "the provider fails"}`, {
    code: "run/provider",
    exitCode: EXIT.provider,
    hint: `${stall?.hint ?? "See what works: galapagos doctor --model …"} Then go on: galapagos resume ${shellWord(folder)}`,
  });
}
