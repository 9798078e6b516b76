import { type Evaluation, given, type Json } from "../../../core/index.ts";
import type { Problem } from "../../../problem/index.ts";
import { evaluationSeedOf } from "../../sitting/seed.ts";
import { type RehearsalOptions, withEvaluator } from "../rehearsal.ts";
import { type Freshly, freshlyScored } from "./freshly-scored.ts";
import type { Probing, Tried } from "./probing.ts";
import { probingsOf } from "./probings-of.ts";

/** Verdicts on the probes, and scores of the stand beside them. */
export interface Probed extends Pick<Probing, "stand" | "shows" | "isFixed"> {
  readonly tried: readonly Tried[];
  /** Scores of the stand before and after the probes, under one evaluation seed. */
  readonly again: readonly number[];
  /** Scores of the stand under other evaluation seeds; only where they must be the same. */
  readonly varied: readonly number[];
  /** A lesser answer that a fresh scorer judged again; `null` where there is none. */
  readonly freshly: Freshly | null;
}

/** Scores every probe of a problem; none where nothing is known of its programs. */
export async function probeAll(
  problem: Problem,
  answers: readonly Json[] | null,
  options: RehearsalOptions,
): Promise<Probed> {
  let probed: Probed = {
    ...{ tried: [], again: [], varied: [], shows: "near", isFixed: false },
    ...{ stand: problem.seed, freshly: null },
  };
  for (const probing of probingsOf(problem, answers)) {
    const scored = await probeBy(probing, options);
    probed = { ...scored, freshly: null };
    if (scored.again.length === 0) continue;
    return { ...scored, freshly: await freshlyScored(probing, scored, options) };
  }
  return probed;
}

async function probeBy(
  probing: Probing,
  { signal, unsafe, openBackend }: RehearsalOptions,
): Promise<Omit<Probed, "freshly">> {
  const { problem, stand, probes, shows, isFixed } = probing;
  const options = given({ signal, unsafe, openBackend });
  return withEvaluator({ problem, seed: "check" }, options, async (evaluate) => {
    const score = (source: string, seed = "check"): Promise<Evaluation> =>
      evaluate({
        source,
        seed: evaluationSeedOf(seed),
        detailed: true,
        // nothing is measured of a program that is compared with itself
        ...(shows === "right" && { baseline: { source, relativeTime: 1 } }),
      });
    const standUnder = async (seeds: readonly string[]): Promise<readonly number[]> => {
      const scores: number[] = [];
      for (const seed of seeds) {
        const verdict = await score(stand, seed);
        if (verdict.status === "ok") scores.push(verdict.score);
      }
      return scores;
    };
    const before = await standUnder(["check"]);
    const tried: Tried[] = [];
    for (const { probe, source } of probes) {
      // what is refused twice over need not be tried eight times
      if (probe.kind === "often" && tried.at(-1)?.verdict.status !== "ok") continue;
      const verdict = await score(source);
      // a list eight times as long may take as long as it likes
      if (verdict.kind === "scorer-wall" && probe.kind === "often") continue;
      tried.push({ probe, verdict });
      // one that never ends is enough to be told
      if (verdict.kind === "scorer-wall") return { tried, again: before, varied: [], stand, shows, isFixed };
    }
    const after = await standUnder(new Array<string>(probing.row).fill("check"));
    const varied = isFixed ? await standUnder(["check-0", "check-1", "check-2"]) : [];
    return { tried, again: [...before, ...after], varied, stand, shows, isFixed };
  });
}
