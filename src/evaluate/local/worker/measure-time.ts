import { median, medianInterval, shiftInterval } from "../../../core/index.ts";
import type { MeasuredTime, Timing } from "../../../problem/index.ts";
import type { Failure } from "../../failures.ts";

/** Times of two programs beside their calls, by which they took longer than one that does nothing, milliseconds; negative by chance. */
interface Aside {
  readonly childMs: number;
  readonly parentMs: number;
}

/** Times of two programs for the same work, over all inputs, milliseconds. */
interface Times {
  readonly childMs: number;
  readonly parentMs: number;
  /** `null` where they did not run by turns, in the laps of one start. Such a start costs more than a pair of runs. */
  readonly aside: Aside | null;
}

/** One start of two programs: their times, or why there are none. */
export type Start = ({ readonly status: "ok" } & Times) | Failure;

/** A program's gain by some pairs, as logarithms: their median, and an interval. */
interface Reading {
  readonly gain: number;
  readonly least: number;
  readonly most: number;
}

/**
 * Measures a program against its parent in pairs of runs. Pairing removes what the machine does to both; the interval of the ratio assumes
 * that what is left is as likely to hit either.
 *
 * 1. A gain is proven at one of few looks, whose intervals share the error (Bonferroni), so that looking often proves nothing by chance.
 * 2. Before, a program ends that is plainly slower after two pairs, that looks no faster after four (by turns, as a start costs more:
 *    after any), and later as soon as fewer than three of four pairs say that it is faster.
 * 3. A proven gain is measured on until what is credited is near the truth; a large one beyond the pairs that others may take.
 * 4. What a program does beside its calls belongs to its time, so that work which is moved there gains nothing. In a single start
 *    much of it is chance: the median over all starts is charged to each of them, as far as the calls do not explain it.
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
  const starts: Times[] = [];
  let isProven = false;
  for (;;) {
    const start = await runBoth(starts.length);
    if (start.status !== "ok") return start;
    starts.push(start);
    const pairs = starts.length;
    const isEarly = pairs < FIRST_LOOK;
    if (!isEarly && pairs !== maxPairs && pairs % STRIDE !== 0) continue;
    const whole = wholeTimes(starts);
    const logs = whole.map(logOf);
    const reading = isEarly ? rangeOf(logs) : readingOf(logs, alpha);
    isProven ||= looks.includes(pairs) && isFaster(reading);
    if (isEarly) {
      if (!isPlain(logs, start.aside !== null)) continue;
    } else if (isProven) {
      const last = (reading.gain > MUCH && start.aside === null ? NARROWING : 1) * maxPairs;
      if (!isNear(reading) && pairs < last) continue;
    } else if (pairs < maxPairs && !isHopeless(logs)) continue;
    const time: MeasuredTime = {
      relativeTime: parentTime * Math.exp(-creditOf(reading, isProven)),
      medianMs: median(whole.map(({ childMs }) => childMs)),
      ratio: Math.exp(-reading.gain),
      low: Math.exp(-reading.most),
      high: Math.exp(-reading.least),
      pairs,
    };
    return { status: "ok", time };
  }
}

/**
 * The gain that counts. A loss counts as it was measured, proven or not: uncounted, it could be won back as a gain, over and over. Of a gain
 * that was just proven nothing counts, of a sure one nearly all: it shrinks as the non-negative garrotte has it (Breiman 1995), so
 * that on average no more is credited than there is, and luck does not add up.
 */
function creditOf(reading: Reading, isProven: boolean): number {
  if (reading.gain < 0) return reading.gain;
  return isProven && isFaster(reading) ? Math.min(reading.gain, middleOf(reading) - lostOf(reading)) : 0;
}

function isFaster({ least }: Reading): boolean {
  return least > 0;
}

/** The part of a gain that is not credited because its interval is wide. */
function lostOf(reading: Reading): number {
  return reachOf(reading) ** 2 / middleOf(reading);
}

function isNear(reading: Reading): boolean {
  return reachOf(reading) <= NEAR && lostOf(reading) <= LOST;
}

function middleOf({ least, most }: Reading): number {
  return (least + most) / 2;
}

function reachOf({ least, most }: Reading): number {
  return (most - least) / 2;
}

/** Is there no gain worth mentioning, or do too few of the pairs say so? A few that met something say no more than that. */
function isHopeless(logs: readonly number[]): boolean {
  return -median(logs) < SAME || logs.filter((log) => log < 0).length < CLEAR * logs.length;
}

/**
 * The common part of two intervals, each of which is wrong half as often as it may: that of signed ranks is narrow where noise is even,
 * that of the median holds out against a few runs that took many times as long.
 */
function readingOf(logs: readonly number[], alpha: number): Reading {
  const [even, robust] = [shiftInterval(logs, alpha / 2), medianInterval(logs, alpha / 2)];
  return { gain: -median(logs), least: -Math.min(even[1], robust[1]), most: -Math.max(even[0], robust[0]) };
}

/** The range of so few pairs, which prove no gain. */
function rangeOf(logs: readonly number[]): Reading {
  return { gain: -median(logs), least: -Math.max(0, ...logs), most: -Math.min(...logs) };
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

/** The times of starts with what is charged for work beside the calls. */
function wholeTimes(starts: readonly Times[]): readonly Pick<Times, "childMs" | "parentMs">[] {
  const asides = starts.flatMap(({ aside }) => aside ?? []);
  if (asides.length === 0) return starts;
  const chargeOf = (who: keyof Aside): number =>
    Math.max(0, median(asides.map((ms) => ms[who])) - COOLING * median(starts.map((ms) => ms[who])));
  const charges = { child: chargeOf("childMs"), parent: chargeOf("parentMs") };
  return starts.map(({ childMs, parentMs }) => ({
    childMs: childMs + charges.child,
    parentMs: parentMs + charges.parent,
  }));
}

/** The logarithm of how many times as long as its parent a program took. A run shorter than the clock's step took that step. */
function logOf({ childMs, parentMs }: { readonly childMs: number; readonly parentMs: number }): number {
  return Math.log(Math.max(childMs, TICK_MS) / Math.max(parentMs, TICK_MS));
}

/** Do so few pairs show already that there is no gain? */
function isPlain(logs: readonly number[], isByTurns: boolean): boolean {
  if (isByTurns) return -median(logs) < SAME;
  if (logs.length === 2) return Math.min(...logs) >= PLAIN_LOSS;
  // one pair may have met a pause of the machine
  return logs.length === 4 && logs.filter((log) => -log >= SAME).length <= 1;
}

const TICK_MS = 1e-4;
/** The share of a program's calls by which it may be slower beside them: its work drives out of the processor's caches what is needed there. */
const COOLING = 0.05;
/** Pairs at the first look that may prove a gain; the number doubles from look to look. */
const FIRST_LOOK = 8;
/** From then on what was measured is read every so many pairs. */
const STRIDE = 4;
/**
 * A program that is at best, or as it looks so far, faster by less than this share of the parent's time is not worth more runs: of a
 * hundred children few gain anything, and those that gain little may be made again.
 */
const SAME = 0.02;
/** The share of pairs that have to be faster, so that a gain is likely to be proven by the last of all. */
const CLEAR = 0.75;
/** The loss, as a logarithm, that both of two pairs have to show. */
const PLAIN_LOSS = 0.2;
/** Bounds of a credit that is near the truth, as logarithms: how far the interval reaches at most, and how much is held back. */
const NEAR = 0.05;
const LOST = 0.02;
/** Gains, as logarithms, that are worth more pairs than others have, so that their credit is near the truth. */
const MUCH = 0.2;
/** How many times the pairs of others a proven gain may take. */
const NARROWING = 4;
