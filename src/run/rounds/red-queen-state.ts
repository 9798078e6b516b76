import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { RunConfig } from "../../config/index.ts";
import { GalapagosError, type Json, sha256, shellWord } from "../../core/index.ts";
import type { AdversarialMode, Problem } from "../../problem/index.ts";
import { problemForRecord, problemOfRecord } from "../recorded-problem.ts";
import { completedConfig, hasBeginning } from "../record.ts";
import { isRunning, readSmallFile, TURNS_FILE, writeFileAtomic } from "../../store/index.ts";

/** The winner of a round, as later rounds meet it. */
export interface Champion {
  readonly round: number;
  /** Which side it fights for: 0, or 1 where two problems meet. */
  readonly side: number;
  readonly score: number;
  readonly source: string;
  /** Its form for opponents: its scorer's `artifacts.opponent`, else its source. */
  readonly opponent: Json;
  /** The next best of other kinds, in their forms for opponents, where a round gives more than one. */
  readonly others?: readonly Json[];
  /** The other programs that might have been the champion, best first, where several contend. */
  readonly runnersUp?: readonly string[];
  /** Which programs of earlier turns it did not beat, where the scorer says so. */
  readonly unbeaten?: readonly string[];
  readonly evaluations: number;
  /** Digest of its round's archives. */
  readonly digest: string;
}

/** State of an adversarial run; everything else follows from it. */
export interface RedQueenState {
  readonly config: RunConfig;
  /** One problem that meets its own kind, or two that meet each other. */
  readonly sides: readonly Problem[];
  readonly champions: readonly Champion[];
}

/** The summary of an adversarial run. */
export interface RedQueenSummary {
  readonly run: string;
  readonly problem: string;
  readonly status: "running" | "done" | "interrupted";
  readonly seed: string;
  readonly evaluations: number;
  readonly rounds: readonly Pick<Champion, "round" | "side" | "score" | "evaluations" | "digest">[];
  /** SHA-256 over the digests of all rounds. */
  readonly digest: string;
}

/** True where a folder holds an adversarial run. */
export function isRedQueenRun(folder: string): boolean {
  return existsSync(join(folder, TURNS_FILE));
}

/** Sums up an adversarial run. */
export function summariseRedQueen(folder: string): RedQueenSummary {
  const state = readState(folder);
  const { champions, sides, config } = state;
  return {
    run: basename(folder),
    problem: sides[0]?.definition.name ?? "",
    status: champions.length >= turnsOf(state) ? "done" : isRunning(folder) ? "running" : "interrupted",
    seed: config.seed,
    evaluations: champions.reduce((sum, champion) => sum + champion.evaluations, 0),
    rounds: champions.map(({ round, side, score, evaluations, digest }) => ({
      round,
      side,
      score,
      evaluations,
      digest,
    })),
    digest: `sha256:${sha256(champions.map(({ digest }) => digest).join("\n"))}`,
  };
}

/** Champions of an adversarial run, in the order of their turns. */
export function redQueenChampions(folder: string): readonly Champion[] {
  return readState(folder).champions;
}

/** Folders of the turns that have a beginning on record, in order. */
export function startedTurns(folder: string): readonly string[] {
  const { champions } = readState(folder);
  const names = [...champions, null].map((_, turn) => turnName(turn));
  return names.filter((name) => hasBeginning({ folder: join(folder, name) }));
}

/** The adversarial run of which a folder holds one turn; `null` for a run of its own. */
export function wholeRunOf(folder: string): string | null {
  const whole = dirname(folder);
  return isRedQueenRun(whole) && /^turn-\d+$/.test(basename(folder)) ? whole : null;
}

/**
 * Refuses to take one turn of an adversarial run for a run of its own.
 *
 * @throws GalapagosError `run/turn`
 */
export function refuseTurn(folder: string): void {
  const whole = wholeRunOf(folder);
  if (whole === null) return;
  throw new GalapagosError(
    `${folder} is one turn of the run ${whole}, against opponents that only that run knows`,
    {
      code: "run/turn",
      hint: `go on with the whole run: galapagos resume ${shellWord(whole)}`,
    },
  );
}

/** The error of a larger budget for a run whose budget is shared out. */
export function sharedBudget(): GalapagosError {
  return new GalapagosError("the budget of rounds against champions is shared out when a run begins", {
    code: "run/budget",
    hint: "resume without --evaluations, --time and --budget, or start a new run with a larger budget",
  });
}

/** Folder of a turn, counted from 0, within the run's folder. */
export function turnName(turn: number): string {
  return `turn-${String(turn + 1).padStart(3, "0")}`;
}

/** Turns of a run: one for each round and side. */
export function turnsOf({ sides }: RedQueenState): number {
  return modeOf(sides[0] as Problem).rounds * sides.length;
}

/** A side's word on its opponents. @throws GalapagosError when it says nothing */
export function modeOf(problem: Problem): AdversarialMode {
  const { adversarial, name } = problem.definition;
  if (adversarial !== null) return adversarial;
  throw new GalapagosError(`${name} says nothing of opponents`, {
    code: "problem/adversarial",
    hint: 'add "adversarial": { "rounds": 10 } to its problem.json',
  });
}

/** Records what has been reached; it is on disk when this returns. */
export function saveState(folder: string, state: RedQueenState): void {
  const sides = state.sides.map((side) => problemForRecord(side, folder));
  writeFileAtomic(join(folder, TURNS_FILE), `${JSON.stringify({ ...state, sides }, null, 1)}\n`);
}

/** Largest state that is read, bytes. */
const LARGEST_STATE = 64 * 1024 * 1024;

/** Reads the record of an adversarial run. @throws GalapagosError `run/missing` */
export function readState(folder: string): RedQueenState {
  const path = join(folder, TURNS_FILE);
  try {
    const state = JSON.parse(readSmallFile(path, LARGEST_STATE)) as RedQueenState;
    const sides = state.sides.map((side) => problemOfRecord(side, folder));
    const [{ definition }] = sides as [Problem, ...Problem[]];
    return { ...state, config: completedConfig(state.config, definition), sides };
  } catch (error) {
    throw new GalapagosError(`${path} cannot be read: ${(error as Error).message}`, {
      code: "run/missing",
      hint: "see which runs there are: galapagos list",
      cause: error,
    });
  }
}
