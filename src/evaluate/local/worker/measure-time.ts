import { mean, median, medianInterval, shiftInterval } from "../../../core/index.ts";
import type { MeasuredTime, Timing } from "../../../problem/index.ts";
import type { Failure } from "../../failures.ts";

/** Times of two programs for the same work, milliseconds. */
export interface Times {
  readonly childMs: number;
  readonly parentMs: number;
}

/** One start of both programs: times over all inputs, or of each lap where they ran by turns; or why there are none. */
export type Start = { readonly status: "ok"; readonly laps: readonly Times[] } | Failure;

/**
 * Measures a program against its parent: pairs of runs until the median ratio shows no gain worth mentioning, or its confidence
 * interval lies below 1 and is narrow, or until the pairs are used up; one that is plainly slower ends after two, one that looks
 * no faster after four, or after a start of several laps. Pairing
 * removes what the machine does to both; the interval assumes that what is left is as likely to hit either; the looks share the error
 * (Bonferroni), so that looking often proves nothing by chance. A gain that is proven by then, and still wide, is measured on for
 * up to {@link NARROWING} times as many pairs: what is credited is the end of its interval, which should be near the truth.
 *
 * Each lap of programs that ran by turns is a pair. Laps differ in how much there is to gain, so that each is compared with the same one
 * of other starts; and a start's laps have in common what befell it, so that one start alone proves nothing.
 *
 * @param parentTime - the parent's time relative to the seed's
 * @param runBoth - starts both programs; the argument is the number of starts before
 */
export async function measureTime(
  { maxPairs, confidence }: Timing,
  parentTime: number,
  runBoth: (start: number) => Promise<Start>,
): Promise<{ readonly status: "ok"; readonly time: MeasuredTime } | Failure> {
  const looks = looksOf(maxPairs);
  const alpha = (1 - confidence) / looks.length;
  const starts: (readonly number[])[] = [];
  const totals: number[] = [];
  const times: number[] = [];
  for (const look of [...EARLY.keys(), ...looks, ...narrowingOf(maxPairs)]) {
    while (starts.flat().length < look) {
      const start = await runBoth(starts.length);
      if (start.status !== "ok") return start;
      starts.push(start.laps.map(logOf));
      const total = totalOf(start.laps);
      totals.push(logOf(total));
      times.push(total.childMs);
    }
    const logs = aligned(starts);
    const isByTurns = starts[0]?.length !== 1;
    const gain = -median(logs);
    const early = EARLY.get(look);
    if (!isByTurns && early?.(logs) === false) continue;
    const [low, high] = early === undefined ? intervalOf(logs, alpha) : rangeOf(logs);
    const isProvable = !isByTurns || starts.length > 1;
    const isFaster = isProvable && high < 0 && high - low <= widest(gain, isByTurns);
    const isHopeless = gain < SAME;
    const isWide = high < 0 && !isFaster && gain > MUCH;
    const isLast = look >= (isWide ? (isByTurns ? 2 : NARROWING) : 1) * maxPairs;
    if (!(isHopeless || isFaster || isLast)) continue;
    // no more than what is proven, and no better than measured; a loss counts, proven or not: uncounted, it could be won back as a
    // gain, over and over
    const credited = Math.max(-gain, Math.min(0, high), median(totals) - HIDDEN);
    const time: MeasuredTime = {
      relativeTime: parentTime * Math.exp(credited),
      medianMs: median(times),
      ratio: Math.exp(median(logs)),
      low: Math.exp(low),
      high: Math.exp(high),
      pairs: logs.length,
    };
    return { status: "ok", time };
  }
  return { status: "ok", time: notMeasured(parentTime, Number.NaN) };
}

/**
 * The common part of two intervals, each of which is wrong half as often as it may: that of signed ranks is narrow where noise is even,
 * that of the median holds out against a few runs that took many times as long.
 */
function intervalOf(logs: readonly number[], alpha: number): readonly [low: number, high: number] {
  const [even, robust] = [shiftInterval(logs, alpha / 2), medianInterval(logs, alpha / 2)];
  return [Math.max(even[0], robust[0]), Math.min(even[1], robust[1])];
}

/** The range of so few pairs, which prove no gain. */
function rangeOf(logs: readonly number[]): readonly [low: number, high: number] {
  return [Math.min(...logs), Math.max(0, ...logs)];
}

/** As long as nothing was measured, a program takes the time of its parent. */
export function notMeasured(parentTime: number, medianMs: number): MeasuredTime {
  return { relativeTime: parentTime, medianMs, ratio: 1, low: 1, high: 1, pairs: 0 };
}

function looksOf(maxPairs: number): readonly number[] {
  const looks: number[] = [];
  for (let look = FIRST_LOOK; look < maxPairs; look *= 2) looks.push(look);
  return [...looks, maxPairs];
}

/** Looks at a proven gain beyond the pairs that may prove one. */
function narrowingOf(maxPairs: number): readonly number[] {
  const looks: number[] = [];
  for (let times = 2; times <= NARROWING; times *= 2) looks.push(times * maxPairs);
  return looks;
}

/** Width of an interval that is narrow. Starting programs that run by turns costs most of a start. */
function widest(gain: number, isByTurns: boolean): number {
  return (isByTurns ? WIDER : 1) * Math.max(WIDTH, WIDTH_SHARE * gain);
}

/**
 * All laps as if there were as much to gain in each: around the mean of their medians, drawn apart as far as the medians drew them
 * together (aligned ranks: Hodges and Lehmann 1962). Starts of one lap stay as they are.
 */
function aligned(starts: readonly (readonly number[])[]): readonly number[] {
  if (starts.length < 2 || starts[0]?.length === 1) return starts.flat();
  const middles = (starts[0] ?? []).map((_, lap) => median(starts.map((logs) => logs[lap] ?? 0)));
  const middle = mean(middles);
  const stretch = Math.sqrt(starts.length / (starts.length - 1));
  return starts.flatMap((logs) =>
    logs.map((log, lap) => middle + stretch * (log - (middles[lap] ?? middle))),
  );
}

/** The logarithm of how many times as long as its parent a program took. */
function logOf({ childMs, parentMs }: Times): number {
  return Math.log(atLeastATick(childMs) / atLeastATick(parentMs));
}

function totalOf(laps: readonly Times[]): Times {
  const sum = (who: keyof Times): number => laps.reduce((ms, lap) => ms + lap[who], 0);
  return { childMs: sum("childMs"), parentMs: sum("parentMs") };
}

/** A run shorter than the clock's step took that step. */
function atLeastATick(ms: number): number {
  return Math.max(ms, 1e-4);
}

/** Pairs at the first look that may prove a gain; the number doubles from look to look. */
const FIRST_LOOK = 8;
/**
 * A program that is at best, or as it looks so far, faster by less than this share of the parent's time is not worth more runs: of a
 * hundred children few gain anything, and those that gain little may be made again.
 */
const SAME = 0.02;
/** Looks before any gain can be proven: pairs, and whether a program ends there. */
const EARLY: ReadonlyMap<number, (logs: readonly number[]) => boolean> = new Map([
  [2, (logs: readonly number[]) => Math.min(...logs) >= PLAIN_LOSS],
  // one pair may have met a pause of the machine
  [4, (logs: readonly number[]) => logs.filter((log) => -log >= SAME).length <= 1],
]);
/** The loss, as a logarithm, that both of two pairs have to show. */
const PLAIN_LOSS = 0.2;
/**
 * A gain is measured on until its interval is at most this wide, or this share of the gain: few programs
 * gain.
 */
const WIDTH = 0.03;
const WIDTH_SHARE = 0.08;
const WIDER = 1.25;
/** Gains, as logarithms, that are worth more pairs than others have, so that their credit is near the truth. */
const MUCH = 0.2;
/** The gain, as a logarithm, that laps may show beyond their total: one of them could do the work of others unseen. */
const HIDDEN = 0.02;
/** How many times the pairs of others a proven gain may take. */
const NARROWING = 4;
