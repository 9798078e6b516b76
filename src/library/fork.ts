import { resolveConfig, withBudget } from "../config/index.ts";
import { given, type JsonObject } from "../core/index.ts";
import { loadProblem, findRecordedProblem } from "../problem/index.ts";
import {
  beginFork,
  forkedConfig,
  readMemoryFile,
  readRunRecord,
  requirePlain,
  withAddresses,
} from "../run/index.ts";
import { findRun } from "../store/index.ts";
import { listening } from "./listening.ts";
import { type RunResult, resultOf } from "./result.ts";
import type { ForkSettings } from "./settings.ts";
import { requireTrusted } from "./trusted.ts";

/**
 * Starts a new run from the elites of another one, with other settings, another budget or another evaluator;
 * what is not said is as it was there, budgets aside.
 *
 * @param runName - name within the results, or folder
 * @throws GalapagosError `run/fork-empty` when no elite has a score any more, and whatever `run` throws
 */
export async function fork(runName: string, settings: ForkSettings = {}): Promise<RunResult> {
  const {
    onEvent,
    signal,
    threads,
    unsafe,
    workers,
    resultsRoot = "results",
    name,
    memoryFiles = [],
    ...rest
  } = settings;
  const { problem, trust, ...chosen } = rest;
  const from = findRun(resultsRoot, runName);
  requirePlain(from, "forked");
  const record = readRunRecord({ folder: from });
  const layer = { origin: "fork()", settings: chosen as JsonObject };
  const resolved = resolveConfig([layer], forkedConfig(record.config));
  const config = withBudget(withAddresses(resolved, process.env));
  requireTrusted(from, given({ trust, problem }), { doing: "fork", config });
  const task =
    typeof problem === "string"
      ? await loadProblem(problem)
      : (problem ?? (await findRecordedProblem(record.problem)));
  const options = {
    resultsRoot,
    memory: memoryFiles.map(readMemoryFile),
    ...given({ name, threads, unsafe, workers }),
  };
  return listening(given({ onEvent, signal }), async (heard) =>
    resultOf(await beginFork({ problem: task, config, from, ...options, ...heard })),
  );
}
