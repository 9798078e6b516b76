import { median, medianInterval, shiftInterval } from "../../../core/index.ts";
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
 * no faster after four. Pairing
 * removes what the machine does to both; the interval assumes that what is left is as likely to hit either; the looks share the error
 * (Bonferroni), so that looking often proves nothing by chance. A gain that is proven by then, and still wide, is measured on for
 * up to {@link NARROWING} times as many pairs: what is credited is the end of its interval, which should be near the truth.
 *
 * A start of programs that ran by turns is one pair, however many laps it has: its laps have in common what befell it, so that they
 * prove nothing beyond it. As it costs more than a pair of runs, one that looks no faster after any of the first ends there, and no gain
 * takes more than the pairs that others may take.
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
  const logs: number[] = [];
  const times: number[] = [];
  let isByTurns = false;
  for (const look of [...EARLY, ...looks, ...narrowingOf(maxPairs)]) {
    while (logs.length < look) {
      const start = await runBoth(logs.length);
      if (start.status !== "ok") return start;
      isByTurns ||= start.laps.length > 1;
      logs.push(gainOf(start.laps));
      times.push(totalOf(start.laps).childMs);
    }
    const gain = -median(logs);
    const isEarly = look < FIRST_LOOK;
    if (isEarly && !isByTurns && !isPlain(logs)) continue;
    const [low, high] = isEarly ? rangeOf(logs) : intervalOf(logs, alpha);
    const isFaster = high < 0 && high - low <= widest(gain, isByTurns);
    const isHopeless = gain < SAME;
    const isWide = high < 0 && !isFaster && gain > MUCH && !isByTurns;
    const isLast = look >= (isWide ? NARROWING : 1) * maxPairs;
    if (!(isHopeless || isFaster || isLast)) continue;
    // no more than what is proven, and no better than measured; a loss counts, proven or not: uncounted, it could be won back as a
    // gain, over and over
    const credited = Math.max(-gain, Math.min(0, high));
    const time: MeasuredTime = {
      relativeTime: parentTime * Math.exp(credited),
      medianMs: median(times),
      ratio: Math.exp(-gain),
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
 * The word of one start, as a logarithm: the median of its laps, as one of them may have met anything; but no better than all of them
 * together, as one of them could do the work of others.
 */
function gainOf(laps: readonly Times[]): number {
  return Math.max(median(laps.map(logOf)), logOf(totalOf(laps)));
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
/** Looks before any gain can be proven. */
const EARLY = [1, 2, 3, 4, 5, 6, 7];

/** Do so few pairs of runs show already that there is no gain? */
function isPlain(logs: readonly number[]): boolean {
  if (logs.length === 2) return Math.min(...logs) >= PLAIN_LOSS;
  // one pair may have met a pause of the machine
  return logs.length === 4 && logs.filter((log) => -log >= SAME).length <= 1;
}

/** The loss, as a logarithm, that both of two pairs have to show. */
const PLAIN_LOSS = 0.2;
/**
 * A gain is measured on until its interval is at most this wide, or this share of the gain: few programs
 * gain.
 */
const WIDTH = 0.03;
const WIDTH_SHARE = 0.08;
const WIDER = 1.5;
/** Gains, as logarithms, that are worth more pairs than others have, so that their credit is near the truth. */
const MUCH = 0.2;
/** How many times the pairs of others a proven gain may take. */
const NARROWING = 4;
