import { guarded } from "../../../core/index.ts";
import type { Failure } from "../../failures.ts";
import { failure } from "../../failures.ts";
import type { PreparedProgram, Sandbox } from "../../sandbox/sandbox.ts";
import type { Progress } from "./progress.ts";
import { type Played, playEpisode, type Stage } from "./play-episode.ts";
import type { ScorerHouse } from "./scorer.ts";
import type { PolicyProgram } from "./stepped-policy.ts";
import type { Subject, SubjectRun } from "./subject.ts";

/** The parts of a judge that policies need. */
export interface PolicyRoom {
  readonly sandbox: Sandbox;
  readonly scorer: ScorerHouse;
  /** Makes a program's text ready. */
  readonly prepare: (source: string) => PreparedProgram | Failure;
  readonly progress: Progress;
}

/**
 * Puts a policy before the problem's simulation: an episode for each input, as many at a time as suits the sandbox, so that one
 * crossing of the wall carries calls for all of them. Which of them are under way together changes no outcome.
 */
export function createPolicySubject(prepared: PreparedProgram, room: PolicyRoom): Subject {
  const { sandbox, scorer, prepare, progress } = room;
  const { episodes } = sandbox;
  const { simulate } = scorer;
  let fuel: number | undefined;
  let mostFuel: number | undefined;
  let ms = 0;
  if (episodes === undefined || simulate === null) {
    const why = failure("error", "scorer", `no policies can be played at level ${sandbox.level}`);
    return { run: async () => why, fuel, mostFuel, ms };
  }
  const others = new Map<string, PolicyProgram>();
  const programOf = (source: string): PolicyProgram => {
    const known = others.get(source) ?? { prepared: prepare(source) };
    others.set(source, known);
    return known;
  };
  const stage: Stage = {
    ...{ episodes, simulate, folder: scorer.folder, candidate: { prepared }, programOf, progress },
  };

  function keep({ run, fuel: used, ms: its }: Played): SubjectRun {
    if (used !== undefined) {
      fuel = (fuel ?? 0) + used;
      mostFuel = Math.max(mostFuel ?? 0, used);
    }
    ms = Math.max(ms, its);
    return run;
  }

  async function runAll(
    cases: Parameters<NonNullable<Subject["runAll"]>>[0],
  ): Promise<readonly SubjectRun[]> {
    const runs: SubjectRun[] = [];
    for (let from = 0; from < cases.length; from += episodes?.atOnce ?? 1) {
      const together = cases.slice(from, from + (episodes?.atOnce ?? 1));
      const played = await guarded(scorer.keep, () =>
        Promise.all(together.map(({ input, seed }) => playEpisode(stage, input, seed))),
      );
      runs.push(...played.map(keep));
      if (runs.some(({ status }) => status !== "ok")) break;
    }
    return runs;
  }

  return {
    run: async (input, seed) => (await runAll([{ input, seed }]))[0] as SubjectRun,
    runAll,
    get fuel() {
      return fuel;
    },
    get mostFuel() {
      return mostFuel;
    },
    /** Of the slowest episode so far. */
    get ms() {
      return ms;
    },
  };
}
