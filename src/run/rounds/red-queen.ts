import { rmSync } from "node:fs";
import { join } from "node:path";
import type { RunConfig } from "../../config/index.ts";
import { sealRun } from "../trust/seal.ts";
import { GalapagosError, shellWord } from "../../core/index.ts";
import { namingWhole } from "../naming-run.ts";
import {
  findRecordedProblem,
  type AdversarialMode,
  type Problem,
  isUnchangedIn,
} from "../../problem/index.ts";
import { createRunFolder, lockRun } from "../../store/index.ts";
import type { Evaluator } from "../../evaluate/index.ts";
import { keepWorkers } from "../sitting/keep-workers.ts";
import { openEvaluator, type SittingOptions } from "../sitting/sitting.ts";
import type { Founder } from "../transplant/founders.ts";
import {
  type Champion,
  modeOf,
  type RedQueenState,
  type RedQueenSummary,
  readState,
  saveState,
  summariseRedQueen,
  turnName,
  turnsOf,
} from "./red-queen-state.ts";
import { hasBeginning } from "../record.ts";
import { against } from "./against.ts";
import { championOf, type EndedTurn } from "./champion.ts";
import { opponentsFor } from "./opponents.ts";
import { type ResumeOptions, resumeRun } from "../resume.ts";
import { evaluationSeedOf } from "../sitting/seed.ts";
import { shareOf } from "../sitting/shares.ts";
import { startRun } from "../start.ts";

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

/** How an adversarial run is resumed. */
export type ResumeRedQueenOptions = RedQueenOptions & Partial<Pick<ResumeOptions, "reload">>;

/** How an adversarial run is started. */
export interface StartRedQueenOptions extends RedQueenOptions {
  readonly sides: readonly Problem[];
  readonly config: RunConfig;
  /** @defaultValue "results" */
  readonly resultsRoot?: string;
  readonly name?: string;
  /** Take the folder of that name also when it exists and is empty. @defaultValue false */
  readonly adopt?: boolean;
}

/**
 * Starts rounds of evolution against the champions of earlier rounds (Digital Red Queen, arXiv 2601.03335
 * §3). Each turn is an ordinary run in a folder of its own, with islands, checkpoints and exact resume; its
 * inputs hold the opponents.
 */
export async function startRedQueen(options: StartRedQueenOptions): Promise<RedQueenSummary> {
  const { sides, config, resultsRoot = "results" } = options;
  const name =
    options.name ??
    `${sides[0]?.definition.name}-${config.seed.replace(/[^A-Za-z0-9._-]/g, "_").slice(0, 40)}`;
  const folder = createRunFolder(resultsRoot, name, options.adopt);
  saveState(folder, { config, sides, champions: [] });
  sealRun(folder, { config, problems: sides });
  return playOn(folder, options);
}

/**
 * Goes on with an adversarial run: the turn that was interrupted is resumed exactly, then the others follow.
 */
export async function resumeRedQueen(
  folder: string,
  options: ResumeRedQueenOptions,
): Promise<RedQueenSummary> {
  const { reload = findRecordedProblem, ...rest } = options;
  const state = readState(folder);
  const sides = await Promise.all(
    state.sides.map(async (side) => ({ ...side, folder: (await reload(side)).folder })),
  );
  await Promise.all(sides.map(checkUnchanged));
  // where they lie now is where the turns to come find them
  if (sides.some((side, i) => side.folder !== state.sides[i]?.folder)) saveState(folder, { ...state, sides });
  return playOn(folder, rest);
}

/** Scores of another evaluator cannot be compared with those on record. */
async function checkUnchanged(side: Problem): Promise<void> {
  const { definition, folder } = side;
  if (await isUnchangedIn(folder, side)) return;
  throw new GalapagosError(`the evaluator of ${definition.name} (${folder}) changed since the run began`, {
    code: "run/problem-changed",
    hint: "start anew with: galapagos run, or put the evaluator back as it was",
  });
}

/**
 * Plays the turns that are left, under the lock of the run: two processes would take each other's turns away.
 */
async function playOn(folder: string, options: RedQueenOptions): Promise<RedQueenSummary> {
  const lock = lockRun(folder);
  await using workers = keepWorkers();
  try {
    return await namingWhole(`galapagos resume ${shellWord(folder)}`, () =>
      playTurns(folder, { workers, ...options }),
    );
  } finally {
    lock.release();
  }
}

async function playTurns(folder: string, options: RedQueenOptions): Promise<RedQueenSummary> {
  let state = readState(folder);
  let begunMs = performance.now();
  while (state.champions.length < turnsOf(state)) {
    const turn = await playTurn(folder, state, { ...options, begunMs });
    // contenders of a turn are scored on the time of the next one
    begunMs = performance.now();
    const champion = turn && (await crown(turn, state, options));
    if (champion !== null) {
      state = { ...state, champions: [...state.champions, champion] };
      saveState(folder, state);
    }
    // A short turn may be done with what was in flight when it was told to stop; the next one waits for
    // another sitting.
    const stopped = options.signal?.aborted === true && state.champions.length < turnsOf(state);
    if (champion === null || stopped) return { ...summariseRedQueen(folder), status: "interrupted" };
  }
  return summariseRedQueen(folder);
}

/** One turn: a run of one side's problem against the other's champions; `null` when it was interrupted. */
async function playTurn(
  folder: string,
  state: RedQueenState,
  options: RedQueenOptions,
): Promise<EndedTurn | null> {
  const turn = state.champions.length;
  const side = turn % state.sides.length;
  const round = Math.floor(turn / state.sides.length);
  const base = state.sides[side] as Problem;
  const mode = modeOf(base);
  const met = opponentsFor(state, side);
  const problem = against(
    base,
    met.map(({ opponent }) => opponent),
    round,
  );
  const config = turnConfig(state, turn, mode);
  options.onTurn?.({ round: round + 1, rounds: mode.rounds, problem, config });
  const name = turnName(turn);
  const begun = hasBeginning({ folder: join(folder, name) });
  const own = mode.warmStart ? veteransOf(state.champions.filter((champion) => champion.side === side)) : [];
  // a turn that was killed before its beginning was on record begins again, in the same place
  if (!begun) rmSync(join(folder, name), { recursive: true, force: true });
  const summary = begun
    ? await resumeRun({ ...options, folder: join(folder, name), reload: async () => problem })
    : await startRun({
        ...options,
        problem,
        config,
        resultsRoot: folder,
        name,
        founders: (evaluator) => scored(own, evaluationSeedOf(config.seed), evaluator),
      });
  return summary.status === "done" ? { folder: join(folder, name), summary, round, side, met } : null;
}

/** The champion of a turn that has ended: the best of its contenders under seeds that the turn never used. */
async function crown(
  turn: EndedTurn,
  { sides, config }: RedQueenState,
  options: RedQueenOptions,
): Promise<Champion> {
  const base = sides[turn.side] as Problem;
  const opponents = turn.met.map(({ opponent }) => opponent);
  return championOf(base, turn, async (sources, heat) => {
    const seed = evaluationSeedOf(`${turn.summary.seed}/contenders-${heat + 1}`);
    const evaluator = await openEvaluator(against(base, opponents, turn.round), config, options);
    try {
      return await Promise.all(sources.map((source) => evaluator.evaluate({ source, seed })));
    } finally {
      await evaluator.close();
    }
  });
}

/** A program of an earlier turn that a new one begins with. */
interface Veteran {
  readonly source: string;
  readonly note: string;
}

/** The champions of a side, and the runners-up of the newest; each program once. */
function veteransOf(champions: readonly Champion[]): readonly Veteran[] {
  const { runnersUp = [], round: newest = 0 } = champions.at(-1) ?? {};
  const all = [
    ...champions.map(({ source, round }) => ({ source, note: `champion of round ${round + 1}` })),
    ...runnersUp.map((source) => ({ source, note: `runner-up of round ${newest + 1}` })),
  ];
  const known = new Map(all.toReversed().map((one) => [one.source, one]));
  return all.filter((one) => known.get(one.source) === one);
}

/** Programs of earlier turns, scored against the opponents of today. */
async function scored(
  veterans: readonly Veteran[],
  seed: number,
  evaluator: Evaluator,
): Promise<readonly Founder[]> {
  const verdicts = await Promise.all(veterans.map(({ source }) => evaluator.evaluate({ source, seed })));
  return veterans.flatMap(({ source, note }, i): readonly Founder[] => {
    const evaluation = verdicts[i];
    if (evaluation?.status !== "ok") return [];
    return [{ island: null, source, strategy: {}, evaluation, operator: "fork", note }];
  });
}

/**
 * The configuration of one turn: a seed stream of its own, and its share of all budgets; whole units are
 * split in advance.
 */
function turnConfig(state: RedQueenState, turn: number, mode: AdversarialMode): RunConfig {
  const { config } = state;
  const turns = turnsOf(state);
  const own = config.evaluations === null && config.timeMs === null;
  return {
    ...config,
    seed: `${config.seed}/turn-${turn + 1}`,
    evaluations: own
      ? mode.evaluationsPerRound
      : config.evaluations && Math.max(1, shareOf(config.evaluations, turns, turn)),
    timeMs: config.timeMs && config.timeMs / turns,
    budget: {
      usd: config.budget.usd && config.budget.usd / turns,
      tokens: config.budget.tokens && shareOf(config.budget.tokens, turns, turn),
      requests: config.budget.requests && shareOf(config.budget.requests, turns, turn),
    },
    target: config.target ?? mode.threshold,
  };
}
