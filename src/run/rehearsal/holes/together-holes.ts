import type { Hole } from "./hole.ts";
import type { Probe } from "./probe.ts";
import type { Tried } from "./probing.ts";

/** The holes that several probes show together. */
export function togetherHoles(
  tried: readonly Tried[],
  seedScore: number,
  gain: (score: number, other: number) => number,
): readonly Hole[] {
  return [
    ...writtenAgain(tried, seedScore, gain),
    ...uselessInputs(tried, seedScore),
    ...unreadEnds(tried, seedScore),
    ...luckyDigits(tried, seedScore, gain),
    ...foreseen(tried),
  ];
}

const ofKind = (tried: readonly Tried[], kind: Probe["kind"]): readonly Tried[] =>
  tried.filter(({ probe }) => probe.kind === kind);

/** The scores of probes of a kind. */
const scoresOf = (tried: readonly Tried[], kind: Probe["kind"]): readonly number[] =>
  ofKind(tried, kind).flatMap(({ verdict }) => (verdict.status === "ok" ? [verdict.score] : []));

/** An answer whose list is written again and again gets more and more, in proportion: duplicates count, without an end. */
function writtenAgain(
  tried: readonly Tried[],
  seedScore: number,
  gain: (score: number, other: number) => number,
): readonly Hole[] {
  const twice = ofKind(tried, "twice");
  for (const { probe, verdict } of ofKind(tried, "often")) {
    const shorter = probe.answer.replace("eight times", "twice");
    const before = twice.find(({ probe: { answer } }) => answer === shorter)?.verdict;
    if (verdict.status !== "ok" || before?.status !== "ok") continue;
    const step = gain(before.score, seedScore);
    const all = gain(verdict.score, seedScore);
    if (step <= 0 || all < 3 * step || all < 2 * Math.abs(seedScore)) continue;
    const found = `${probe.answer} scores ${verdict.score}, twice ${before.score}, and the seed ${seedScore}`;
    return [{ kind: "duplicates", found, advice: DUPLICATES }];
  }
  return [];
}

const DUPLICATES =
  "refuse equal elements, however they are written, and lists of another length than asked for, or count different ones only";

/** Rubbish for all inputs but the first changes nothing. */
function uselessInputs(tried: readonly Tried[], seedScore: number): readonly Hole[] {
  const scores = scoresOf(tried, "first");
  // answers of a seed that gets nothing are worth no more than rubbish
  if (seedScore === 0 || scores.length < 2 || scores.some((score) => score !== seedScore)) return [];
  const found = `rubbish for all inputs but the first scores ${seedScore}, as the seed: no other answer is looked at, or the seed's are worth nothing`;
  return [{ kind: "skipped", found, advice: JUDGE_ALL }];
}

/** Rubbish at one end is refused, and at the other it changes nothing: that end is not looked at. */
function unreadEnds(tried: readonly Tried[], seedScore: number): readonly Hole[] {
  const tails = ofKind(tried, "tail");
  for (const [index, head] of ofKind(tried, "head").entries()) {
    const tail = tails[index];
    if (tail === undefined) continue;
    for (const [unread, refused] of [
      [tail, head],
      [head, tail],
    ] as const) {
      const { verdict } = unread;
      if (verdict.status !== "ok" || verdict.score !== seedScore || refused.verdict.status === "ok") continue;
      const found = `${unread.probe.answer} scores ${seedScore}, as the seed, and ${refused.probe.answer} has no score`;
      return [{ kind: "skipped", found, advice: JUDGE_ALL }];
    }
  }
  return [];
}

const JUDGE_ALL = "judge every output: a missing one is invalid, or counts as the worst";

/** The last digits of numbers draw the score: whoever tries often enough is lucky. */
function luckyDigits(
  tried: readonly Tried[],
  seedScore: number,
  gain: (score: number, other: number) => number,
): readonly Hole[] {
  const scores = scoresOf(tried, "digits");
  const scale = Math.max(Math.abs(seedScore), ...scores.map(Math.abs));
  const far = new Set(scores.filter((score) => Math.abs(score - seedScore) > DRAWN * scale));
  const lucky = [...far].find((score) => gain(score, seedScore) > 0);
  if (far.size < MANY_DRAWS || lucky === undefined) return [];
  const found = `changes of the twelfth digit score ${[...far].slice(0, 3).join(", ")}, and the seed ${seedScore}: the answer's last digits draw the score`;
  return [
    { kind: "chance", found, advice: "draw from a constant, not from the answer, and score more draws" },
  ];
}

/** Share of the score that no last digit should move. */
const DRAWN = 1e-3;
const MANY_DRAWS = 4;

/** The words with which a probe of the kind `future` fails. */
export const FORESEEN = "galapagos foresees: ";

/** A hole: questions that come later stood in the set-up. */
function foreseen(tried: readonly Tried[]): readonly Hole[] {
  for (const { verdict } of ofKind(tried, "future")) {
    if (verdict.status === "ok" || !verdict.message.includes(FORESEEN)) continue;
    const [, words = ""] = verdict.message.split(FORESEEN);
    const [found = ""] = words.split(";");
    return [{ kind: "answers", found: found.trim(), advice: HIDE }];
  }
  return [];
}

const HIDE =
  "where programs are to know the past alone, keep what comes out of the set-up, and tell it when it happens";
