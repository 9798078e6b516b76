import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { RunConfig } from "../config/index.ts";
import { GalapagosError, type Json, type JsonObject, sha256, shortHash } from "../core/index.ts";
import type { AdversarialMode, Problem } from "../problem/index.ts";
import { createRunFolder, openReader, TURNS_FILE, writeFileAtomic } from "../store/index.ts";
import type { SittingOptions } from "./execute.ts";
import type { Founder } from "./founders.ts";
import { resumeRun } from "./resume.ts";
import { evaluationSeedOf } from "./seed.ts";
import { startRun } from "./start.ts";
import { openEvaluator } from "./execute.ts";
import type { RunSummary } from "./summary.ts";

/** The winner of a round, as later rounds meet it. */
export interface Champion {
  readonly round: number;
  /** Which side it fights for: 0, or 1 where two problems meet. */
  readonly side: number;
  readonly score: number;
  readonly source: string;
  /** What opponents get to see of it: what its scorer calls `artifacts.opponent`, else its source. */
  readonly opponent: Json;
  readonly evaluations: number;
  /** Digest of its round's archives. */
  readonly digest: string;
}

/** State of an adversarial run; everything else follows from it. */
interface RedQueenState {
  readonly config: RunConfig;
  /** One problem that meets its own kind, or two that meet each other. */
  readonly sides: readonly Problem[];
  readonly champions: readonly Champion[];
}

/** What an adversarial run tells. */
export interface RedQueenSummary {
  readonly run: string;
  readonly problem: string;
  readonly status: "done" | "interrupted";
  readonly seed: string;
  readonly evaluations: number;
  readonly rounds: readonly Omit<Champion, "source" | "opponent">[];
  /** SHA-256 over the digests of all rounds. */
  readonly digest: string;
}

/** Options of an adversarial run. */
export interface RedQueenOptions extends SittingOptions {
  /** Told when a turn begins: round from 1, side from 0. */
  readonly onTurn?: (turn: {
    readonly round: number;
    readonly rounds: number;
    readonly problem: Problem;
    readonly config: RunConfig;
  }) => void;
}

/** How an adversarial run is started. */
export interface StartRedQueenOptions extends RedQueenOptions {
  readonly sides: readonly Problem[];
  readonly config: RunConfig;
  /** @defaultValue "results" */
  readonly resultsRoot?: string;
  readonly name?: string;
}

/**
 * Starts rounds of evolution against the champions of earlier rounds (Digital Red Queen, arXiv 2601.03335 §3). Each turn is
 * an ordinary run in a folder of its own, with islands, checkpoints and exact resume; its inputs hold the opponents.
 */
export async function startRedQueen(options: StartRedQueenOptions): Promise<RedQueenSummary> {
  const { sides, config, resultsRoot = "results" } = options;
  const name =
    options.name ??
    `${sides[0]?.definition.name}-${config.seed.replace(/[^A-Za-z0-9._-]/g, "_").slice(0, 40)}`;
  const folder = createRunFolder(resultsRoot, name);
  const state: RedQueenState = { config, sides, champions: [] };
  saveState(folder, state);
  return playOn(folder, state, options);
}

/** Goes on with an adversarial run: the turn that was interrupted is resumed exactly, then the others follow. */
export async function resumeRedQueen(folder: string, options: RedQueenOptions): Promise<RedQueenSummary> {
  return playOn(folder, readState(folder), options);
}

/** Whether a folder holds an adversarial run. */
export function isRedQueenRun(folder: string): boolean {
  return existsSync(join(folder, TURNS_FILE));
}

/** What an adversarial run has reached. */
export function summariseRedQueen(folder: string): RedQueenSummary {
  const state = readState(folder);
  const { champions, sides, config } = state;
  return {
    run: basename(folder),
    problem: sides[0]?.definition.name ?? "",
    status: champions.length >= turnsOf(state) ? "done" : "interrupted",
    seed: config.seed,
    evaluations: champions.reduce((sum, champion) => sum + champion.evaluations, 0),
    rounds: champions.map(({ source: _source, opponent: _opponent, ...shown }) => shown),
    digest: `sha256:${sha256(champions.map(({ digest }) => digest).join("\n"))}`,
  };
}

/** Champions of an adversarial run, in the order of their turns. */
export function redQueenChampions(folder: string): readonly Champion[] {
  return readState(folder).champions;
}

async function playOn(
  folder: string,
  begun: RedQueenState,
  options: RedQueenOptions,
): Promise<RedQueenSummary> {
  let state = begun;
  while (state.champions.length < turnsOf(state)) {
    const champion = await playTurn(folder, state, options);
    if (champion === null) return { ...summariseRedQueen(folder), status: "interrupted" };
    state = { ...state, champions: [...state.champions, champion] };
    saveState(folder, state);
  }
  return summariseRedQueen(folder);
}

/** One turn: a run of one side's problem against the other's champions; `null` when it was interrupted. */
async function playTurn(
  folder: string,
  state: RedQueenState,
  options: RedQueenOptions,
): Promise<Champion | null> {
  const turn = state.champions.length;
  const side = turn % state.sides.length;
  const round = Math.floor(turn / state.sides.length);
  const base = state.sides[side] as Problem;
  const mode = modeOf(base);
  const problem = againstChampions(base, opponentsFor(state, side));
  const config = turnConfig(state, turn, mode);
  options.onTurn?.({ round: round + 1, rounds: mode.rounds, problem, config });
  const name = `turn-${String(turn + 1).padStart(3, "0")}`;
  const begun = existsSync(join(folder, name, "run.db"));
  const summary = begun
    ? await resumeRun({ ...options, folder: join(folder, name), reload: async () => problem })
    : await startRun({
        ...options,
        problem,
        config,
        resultsRoot: folder,
        name,
        founders: mode.warmStart ? await veterans(state, side, problem, config, options) : [],
      });
  return summary.status === "done" ? championOf(folder, name, summary, round, side) : null;
}

/** Earlier champions of this side, scored against the opponents of today. */
async function veterans(
  state: RedQueenState,
  side: number,
  problem: Problem,
  config: RunConfig,
  options: RedQueenOptions,
): Promise<readonly Founder[]> {
  const own = state.champions.filter((champion) => champion.side === side);
  if (own.length === 0) return [];
  const evaluator = await openEvaluator(problem, config, options);
  try {
    const verdicts = await Promise.all(
      own.map(({ source }) => evaluator.evaluate({ source, seed: evaluationSeedOf(config.seed) })),
    );
    return own.flatMap(({ source, round }, i): readonly Founder[] => {
      const evaluation = verdicts[i];
      if (evaluation?.status !== "ok") return [];
      return [
        {
          island: null,
          source,
          strategy: {},
          evaluation,
          operator: "fork",
          note: `champion of round ${round + 1}`,
        },
      ];
    });
  } finally {
    await evaluator.close();
  }
}

function championOf(
  folder: string,
  name: string,
  summary: RunSummary,
  round: number,
  side: number,
): Champion {
  const { best } = summary;
  if (best === null)
    throw new GalapagosError(`${join(folder, name)} has no scored program`, { code: "run/empty" });
  const reader = openReader(join(folder, name));
  try {
    const candidate = reader.candidate(best.id);
    const source = candidate?.source ?? "";
    const artifacts = candidate?.evaluation.artifacts;
    return {
      round,
      side,
      score: best.score,
      source,
      opponent: artifacts?.opponent ?? source,
      evaluations: summary.evaluations,
      digest: summary.digest,
    };
  } finally {
    reader.close();
  }
}

/** The problem of a turn: its inputs know the opponents, and its version depends on them. */
function againstChampions(problem: Problem, opponents: readonly Json[]): Problem {
  const { definition } = problem;
  const enrich = (input: Json): Json => ({ ...(isObject(input) ? input : { input }), opponents });
  return {
    ...problem,
    definition: {
      ...definition,
      inputs: definition.inputs.map(enrich),
      holdout: definition.holdout.map(enrich),
      adversarial: null,
    },
    version: shortHash(`${problem.version}/${JSON.stringify(opponents)}`),
  };
}

function opponentsFor({ sides, champions }: RedQueenState, side: number): readonly Json[] {
  const mode = modeOf(sides[side] as Problem);
  const other = sides.length === 1 ? side : 1 - side;
  const faced = champions.filter((champion) => champion.side === other).map(({ opponent }) => opponent);
  return [...mode.initial, ...(mode.lastChampions === null ? faced : faced.slice(-mode.lastChampions))];
}

/** The configuration of one turn: a seed stream of its own, and its share of the budget. */
function turnConfig(state: RedQueenState, turn: number, mode: AdversarialMode): RunConfig {
  const { config } = state;
  const turns = turnsOf(state);
  const own = config.evaluations === null && config.timeMs === null;
  return {
    ...config,
    seed: `${config.seed}/turn-${turn + 1}`,
    evaluations: own ? mode.evaluationsPerRound : config.evaluations && Math.ceil(config.evaluations / turns),
    timeMs: config.timeMs && config.timeMs / turns,
    target: config.target ?? mode.threshold,
  };
}

function turnsOf({ sides }: RedQueenState): number {
  return modeOf(sides[0] as Problem).rounds * sides.length;
}

function modeOf(problem: Problem): AdversarialMode {
  const { adversarial, name } = problem.definition;
  if (adversarial !== null) return adversarial;
  throw new GalapagosError(`${name} says nothing of opponents`, {
    code: "problem/adversarial",
    hint: 'add "adversarial": { "rounds": 10 } to its problem.json',
  });
}

function saveState(folder: string, state: RedQueenState): void {
  writeFileAtomic(join(folder, TURNS_FILE), `${JSON.stringify(state, null, 1)}\n`);
}

function readState(folder: string): RedQueenState {
  const path = join(folder, TURNS_FILE);
  try {
    return JSON.parse(readFileSync(path, "utf8")) as RedQueenState;
  } catch (error) {
    throw new GalapagosError(`${path} cannot be read: ${(error as Error).message}`, {
      code: "run/missing",
      hint: "see which runs there are: galapagos list",
      cause: error,
    });
  }
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
