import { given } from "../../../core/index.ts";
import { evaluationSeedOf } from "../../sitting/seed.ts";
import { type RehearsalOptions, withEvaluator } from "../rehearsal.ts";
import type { Probe } from "./probe.ts";
import type { Probing, Tried } from "./probing.ts";

/** A lesser answer with its scores: among others, and as the first of a scorer that has seen nothing. */
export interface Freshly {
  readonly answer: string;
  readonly scores: readonly [among: number, alone: number];
}

/**
 * A lesser answer, scored once more by a scorer that is started for it. It tells of scorers that keep the best they have seen, where
 * the seed is better than all that is tried; `null` where no lesser answer has a score.
 */
export async function freshlyScored(
  { problem, probes, shows }: Probing,
  { tried, again }: { readonly tried: readonly Tried[]; readonly again: readonly number[] },
  { signal, unsafe, openBackend }: RehearsalOptions,
): Promise<Freshly | null> {
  if (shows !== "near") return null;
  for (const { probe, verdict } of tried) {
    if (!LESSER.has(probe.kind) || verdict.status !== "ok" || again.includes(verdict.score)) continue;
    const source = probes.find((one) => one.probe === probe)?.source ?? "";
    const options = given({ signal, unsafe, openBackend });
    const alone = await withEvaluator({ problem, seed: "check" }, options, (evaluate) =>
      evaluate({ source, seed: evaluationSeedOf("check"), detailed: true }),
    );
    return alone.status === "ok" ? { answer: probe.answer, scores: [verdict.score, alone.score] } : null;
  }
  return null;
}

/** Kinds of answers that may have a score, and a lower one than the seed's. */
const LESSER: ReadonlySet<Probe["kind"]> = new Set(["fewer", "shape", "variant"] as const);
