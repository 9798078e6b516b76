import { type PrincipalComponents, principalComponents } from "./principal-components.ts";
import { type Probe, probe } from "./probe.ts";
import { type DrqRun, duels, notLost, pointsOf } from "./run-measures.ts";

/** A champion of a study as a point: how it behaves, and what it is made of. */
interface StudiedChampion {
  readonly kind: string;
  /** Number of its run, from 1. */
  readonly run: number;
  /** Its round, from 1. */
  readonly round: number;
  /** Its phenotype: points per round, 0 to 1, against each held-out warrior. */
  readonly points: readonly number[];
  /** Share of the held-out warriors that it beats or ties with. */
  readonly generality: number;
  readonly code: readonly number[];
}

/** Findings on champions of all kinds together. */
export interface StudyAnalysis {
  readonly champions: readonly StudiedChampion[];
  /** Of the champions' phenotypes, in their order. */
  readonly components: PrincipalComponents;
  /** A test of whether the code, in numbers, foretells generality, on seeds that the probe has not seen. */
  readonly probe: Probe | null;
}

/** Analyses the champions of all runs, kind by kind. */
export function analyseChampions(
  kinds: readonly (readonly [name: string, runs: readonly DrqRun[]])[],
): StudyAnalysis {
  const champions = kinds.flatMap(([kind, runs]) =>
    runs.flatMap((run, index) =>
      run.heldOut.map(
        (_, round): StudiedChampion => ({
          ...{ kind, run: index + 1, round: round + 1 },
          points: duels(run, round).map(pointsOf),
          generality: notLost(run, round),
          code: run.code[round] ?? [],
        }),
      ),
    ),
  );
  return {
    champions,
    components: principalComponents(champions.map(({ points }) => points)),
    probe: probe(
      champions.map(({ run, code, generality }) => ({
        ...{ features: code, value: generality },
        // runs of a number share a seed, and kinds that differ in later rounds alone share their first champions
        group: String(run),
      })),
    ),
  };
}
