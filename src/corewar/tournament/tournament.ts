import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { siblingModule, threadEnvironment, given } from "../../core/index.ts";
import type { Warrior } from "../instruction.ts";
import { completeSettings, type MarsSettings } from "../mars/index.ts";
import { type DuelScore, type DuelTask, fightDuel } from "./duel.ts";

/** A warrior under a name that is unique in its tournament, e.g. its file's name. */
export interface Entrant {
  readonly id: string;
  readonly warrior: Warrior;
}

/** A pair's outcome, from the first one's side. */
export interface DuelRecord extends DuelScore {
  readonly a: string;
  readonly b: string;
}

/** Two entrants that meet. */
export type Pair = readonly [a: Entrant, b: Entrant];

/** How a tournament is held. */
export interface TournamentOptions {
  readonly pairs: readonly Pair[];
  readonly settings: Partial<MarsSettings>;
  /** Rounds of each pair. @defaultValue 100 */
  readonly rounds?: number;
  /** Placement seed; every pair meets at the same positions. @defaultValue 1 */
  readonly seed?: number;
  /**
   * Threads to use, at most four for each core: more only cost memory.
   * @defaultValue all cores; none for what is over before a thread has started
   */
  readonly threads?: number;
  /** Outcomes from an earlier sitting, which are not fought again. */
  readonly known?: readonly DuelRecord[];
  /** Called for each new outcome as it comes. */
  readonly onRecord?: (record: DuelRecord, done: number, total: number) => void;
  readonly signal?: AbortSignal;
  /** Where pairs are fought instead of on this machine's threads. */
  readonly away?: Arena;
}

/** A place where pairs are fought, so many at the same time. */
interface Arena {
  readonly lanes: number;
  readonly fight: (task: DuelTask, signal: AbortSignal | undefined) => Promise<DuelScore>;
}

/** Everybody against everybody else, once. */
export function roundRobin(entrants: readonly Entrant[]): Pair[] {
  return entrants.flatMap((a, index) => entrants.slice(index + 1).map((b): Pair => [a, b]));
}

/** One against all others. */
export function challenge(challenger: Entrant, opponents: readonly Entrant[]): Pair[] {
  return opponents.filter(({ id }) => id !== challenger.id).map((opponent): Pair => [challenger, opponent]);
}

const WORKER = siblingModule(import.meta.url, "./duel-worker");

/**
 * Fights all pairs on a pool of threads and returns their outcomes in the pairs' order, whatever the order
 * they came in. Rejects with the signal's reason when aborted.
 */
export async function runTournament(options: TournamentOptions): Promise<DuelRecord[]> {
  const { pairs, rounds = 100, seed = 1, known = [], onRecord, signal } = options;
  const settings = completeSettings({ ...options.settings, warriors: 2 });
  const records = new Map(known.map((record) => [pairKey(record.a, record.b), record]));
  const open = pairs.filter(([a, b]) => !records.has(pairKey(a.id, b.id)));
  const cores = availableParallelism();
  const threads = Math.max(1, Math.min(options.threads ?? cores, 4 * cores, open.length));
  signal?.throwIfAborted();
  if (open.length > 0) {
    const isShort =
      options.threads === undefined && open.length * rounds * settings.maxCycles <= SHORT_CYCLES;
    const near = options.away ?? (isShort ? HERE : null);
    await using arena = near ? { ...near, ...NOTHING_TO_CLOSE } : await openArena(threads);
    let done = pairs.length - open.length;
    const queue = open[Symbol.iterator]();
    // Each lane keeps one pair in flight, so that stopping loses little and a large field is not queued in
    // memory.
    const lane = async (): Promise<void> => {
      for (const [a, b] of queue) {
        const task: DuelTask = { settings, a: a.warrior, b: b.warrior, rounds, seed };
        const score = await arena.fight(task, signal);
        const record = { a: a.id, b: b.id, ...score };
        records.set(pairKey(a.id, b.id), record);
        done++;
        onRecord?.(record, done, pairs.length);
      }
    };
    await Promise.all(Array.from({ length: Math.min(arena.lanes, open.length) }, lane));
  }
  return pairs.flatMap(([a, b]) => records.get(pairKey(a.id, b.id)) ?? []);
}

/** This machine's threads, as a place where pairs are fought. */
async function openArena(threads: number): Promise<Arena & AsyncDisposable> {
  // only now: whoever plays single battles does without it
  const { Piscina } = await import("piscina");
  const pool = new Piscina({
    filename: fileURLToPath(WORKER),
    minThreads: threads,
    maxThreads: threads,
    execArgv: [],
    env: threadEnvironment(process.env),
  });
  return {
    lanes: threads,
    fight: async (task, signal) => (await pool.run(task, given({ signal }))) as DuelScore,
    [Symbol.asyncDispose]: () => pool.destroy(),
  };
}

/** Cycles of a whole tournament that take no longer than the start of a thread. */
const SHORT_CYCLES = 5_000_000;

/** This thread, which looks up between two pairs. */
const HERE: Arena = {
  lanes: 1,
  async fight(task, signal) {
    await setImmediate();
    signal?.throwIfAborted();
    return fightDuel(task);
  },
};

const NOTHING_TO_CLOSE: AsyncDisposable = { [Symbol.asyncDispose]: async () => {} };

function pairKey(a: string, b: string): string {
  return JSON.stringify([a, b]);
}
