import { resolveConfig } from "../config/index.ts";
import { given, type JsonObject } from "../core/index.ts";
import type { Problem } from "../problem/index.ts";
import { baseConfigOf, beginRun, problemForModels, readMemoryFile, withAddresses } from "../run/index.ts";
import { listening } from "./listening.ts";
import { problemOf } from "./problem-of.ts";
import { type RunResult, resultOf } from "./result.ts";
import type { RunSettings } from "./settings.ts";

/**
 * Evolves a problem's program and resolves with what was found; an adversarial problem is evolved in rounds
 * against the champions before.
 *
 * @param problem - loaded or defined problem, or what `loadProblem` takes
 * @throws GalapagosError for anything wrong with the problem, the settings or the folder
 */
export async function run(problem: Problem | string, settings: RunSettings = {}): Promise<RunResult> {
  const {
    onEvent,
    signal,
    threads,
    unsafe,
    workers,
    resultsRoot,
    name,
    memoryFiles = [],
    ...chosen
  } = settings;
  const memory = memoryFiles.map(readMemoryFile);
  const plain = await problemOf(problem, "run");
  const layer = { origin: "run()", settings: chosen as JsonObject };
  const config = withAddresses(resolveConfig([layer], baseConfigOf(plain)), process.env);
  // a problem that was loaded is taken as it is
  const task = typeof problem === "string" ? (await problemForModels(plain, config)).problem : plain;
  const options = given({ resultsRoot, name, threads, unsafe, workers });
  return listening({ ...given({ onEvent, signal }) }, async (heard) =>
    resultOf(await beginRun({ problem: task, config, memory, ...options, ...heard })),
  );
}
