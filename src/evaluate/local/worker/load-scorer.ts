import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { GalapagosError, shellWord, guarded } from "../../../core/index.ts";
import {
  bundleOf,
  type Joint,
  type Problem,
  type Scorer,
  scorerCommand,
  type Simulation,
} from "../../../problem/index.ts";
import { SCORER_MS } from "../../limits.ts";
import { describeError, placeOf } from "./error-place.ts";
import { createPrinted, type Printed } from "./printed.ts";
import { startScorer } from "./process-scorer.ts";
import type { ScorerCall } from "./scorer.ts";
import { ScorerFailure } from "./scorer-failure.ts";

/** A scorer that can be called, and what it prints. */
export interface LoadedScorer {
  readonly call: ScorerCall;
  /** The simulation that it exports for policies; `null` where programs are none. */
  readonly simulate: Simulation | null;
  readonly printed: Printed;
  /** The second evaluator of a joint problem, which sees artifacts alone; absent where there is none. */
  readonly second?: ScorerCall;
  /** Ends its process, where it has one. */
  readonly close: () => void;
}

/** The environment of scorers that are processes. */
export type ScorerEnvironment = { readonly [name: string]: string };

/**
 * Loads a problem's scorer: a module, or a process that is started with this environment. Throws `evaluate/scorer` when
 * it cannot be used.
 */
export function loadScorer(problem: Problem, environment: ScorerEnvironment): Promise<LoadedScorer> {
  if (problem.definition.joint) return jointScorer(problem, problem.definition.joint, environment);
  const command = scorerCommand(problem.folder, problem.definition);
  return command === null ? importScorer(problem) : openProcess(problem, command, environment);
}

/** A verdict that came out of the sandbox is judged by nobody else; a second evaluator waits until it is asked. */
async function jointScorer(
  problem: Problem,
  { verify }: Joint,
  environment: ScorerEnvironment,
): Promise<LoadedScorer> {
  const call: ScorerCall = ([verdict]) => verdict;
  const common = { call, simulate: null, printed: createPrinted() };
  if (verify === null) return { ...common, close() {} };
  const definition = { ...problem.definition, evaluator: verify, joint: null };
  let loading: Promise<LoadedScorer> | null = null;
  return {
    ...common,
    async second(outputs, context) {
      loading ??= loadScorer({ ...problem, definition }, environment);
      return (await loading).call(outputs, context);
    },
    close: () => void loading?.then(({ close }) => close()).catch(() => {}),
  };
}

async function openProcess(
  { folder, definition }: Problem,
  command: readonly string[],
  environment: ScorerEnvironment,
): Promise<LoadedScorer> {
  const printed = createPrinted();
  const { scorerMs = SCORER_MS } = definition.limits;
  try {
    const scorer = await startScorer({ command, folder, environment, scorerMs, keep: printed.keep });
    return { ...scorer, simulate: null, printed };
  } catch (error) {
    if (!(error instanceof ScorerFailure)) throw error;
    const [path, shown] = [join(folder, definition.evaluator), command.map(shellWord).join(" ")];
    throw new GalapagosError(`${path}: expected a scorer that starts, got: ${error.message}`, {
      code: "evaluate/scorer",
      hint: `Mend it, or run it alone to see more: cd ${shellWord(folder)} && ${shown} 3>&1`,
    });
  }
}

/**
 * Imports the problem's scorer into this (trusted) realm. Throws `evaluate/scorer`, with the line of the
 * evaluator, when it cannot be used: it does not parse, it throws, it calls `process.exit`, it awaits what
 * can never come, it exports no function.
 */
async function importScorer(problem: Problem): Promise<LoadedScorer> {
  const printed = createPrinted();
  const { folder, definition } = problem;
  const path = join(folder, definition.evaluator);
  let module: { readonly default?: unknown; readonly simulate?: unknown };
  try {
    const underWay = process.getActiveResourcesInfo().length;
    const load = (): Promise<unknown> => {
      const loading = import(pathToFileURL(path).href);
      return Promise.race([loading, endless(loading, underWay)]);
    };
    module = (await guarded(printed.keep, load)) as typeof module;
  } catch (error) {
    throw new GalapagosError(
      `${path}: expected a module that can be imported, got: ${await reasonOf(error, problem)}`,
      { code: "evaluate/scorer", hint: `Mend it, or run it alone to see more: node ${path}` },
    );
  }
  if (typeof module.default !== "function") {
    throw new GalapagosError(
      `${path}: expected a function as the default export, got ${typeof module.default}`,
      {
        code: "evaluate/scorer",
        hint: "Write: export default function score(outputs, context) { return { score: 0 }; }",
      },
    );
  }
  const simulate = definition.policy ? simulationOf(module.simulate, path) : null;
  return { call: module.default as Scorer, simulate, printed, close() {} };
}

/** The function that steps policies; throws `evaluate/scorer` when it is none. */
function simulationOf(exported: unknown, path: string): Simulation {
  if (typeof exported === "function") return exported as Simulation;
  throw new GalapagosError(`${path}: expected an exported function simulate, got ${typeof exported}`, {
    code: "evaluate/scorer",
    hint: "Write: export async function simulate(episode) { const policy = episode.create({}); … }",
  });
}

/**
 * Rejects once a module still awaits something while nothing is under way that could bring it: no timer, no
 * file, no socket more than before it was imported.
 */
async function endless(loading: Promise<unknown>, underWay: number): Promise<never> {
  let isLoading = true;
  const ended = (): void => {
    isLoading = false;
  };
  loading.then(ended, ended);
  for (let quiet = 0; isLoading; ) {
    await sleep(LOOK_MS);
    // the timer of this look has rung and is no longer among them
    quiet = process.getActiveResourcesInfo().length > underWay ? 0 : quiet + 1;
    if (quiet >= QUIET_LOOKS)
      throw new Error("its top-level await waits for something that can never come (nothing is under way)");
  }
  return new Promise(() => {});
}

/** Why an import failed, with its place: Node tells none for JavaScript that does not parse. */
async function reasonOf(error: unknown, problem: Problem): Promise<string> {
  const told = describeError(error, problem.folder);
  if (!(error instanceof SyntaxError) || placeOf(error, problem.folder) !== null) return told;
  // only now, because it takes its time to be loaded
  const { firstFault } = await import("../../../program/index.ts");
  for (const [file, text] of (await bundleOf(problem)).files) {
    const fault = JAVASCRIPT.has(extname(file)) ? firstFault(text) : null;
    if (fault !== null) return `${file}:${fault.line}:${fault.column}: ${told}`;
  }
  return told;
}

const JAVASCRIPT = new Set([".js", ".mjs"]);

/** How often a module that is still being loaded is looked at, milliseconds. */
const LOOK_MS = 50;
/** Looks in a row that find nothing under way before a module counts as waiting for nothing. */
const QUIET_LOOKS = 4;
