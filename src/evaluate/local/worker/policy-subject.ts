import { guarded } from "../../../core/index.ts";
import type { Failure } from "../../failures.ts";
import { failure } from "../../failures.ts";
import type { PreparedProgram, Sandbox } from "../../sandbox/sandbox.ts";
import type { Call } from "./cases.ts";
import { FuelUse } from "./fuel-use.ts";
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
  const { episodes, level } = sandbox;
  const { simulate, folder } = scorer;
  if (episodes === undefined || simulate === null) {
    const why = failure("error", "scorer", `no policies can be played at level ${level}`);
    return { run: async () => why, fuel: undefined, mostFuel: undefined, ms: 0 };
  }
  const others = new Map<string, PolicyProgram>();
  const programOf = (source: string): PolicyProgram => {
    const known = others.get(source) ?? { prepared: prepare(source) };
    others.set(source, known);
    return known;
  };
  const stage = { episodes, simulate, folder, candidate: { prepared }, programOf, progress };
  return new PlayedSubject(stage, scorer.keep);
}

class PlayedSubject implements Subject {
  /** Of the slowest episode so far. */
  ms = 0;
  private readonly stage: Stage;
  /** Gets what the simulation prints. */
  private readonly keep: (text: string) => void;
  private readonly used = new FuelUse();

  constructor(stage: Stage, keep: (text: string) => void) {
    this.stage = stage;
    this.keep = keep;
  }

  async run(input: string, seed: number): Promise<SubjectRun> {
    return (await this.runAll([{ input, seed }]))[0] as SubjectRun;
  }

  async runAll(calls: readonly Call[]): Promise<readonly SubjectRun[]> {
    const { atOnce } = this.stage.episodes;
    const runs: SubjectRun[] = [];
    for (let from = 0; from < calls.length; from += atOnce) {
      const together = calls.slice(from, from + atOnce);
      const played = await guarded(this.keep, () =>
        Promise.all(together.map(({ input, seed }) => playEpisode(this.stage, input, seed))),
      );
      runs.push(...played.map((one) => this.outcomeOf(one)));
      if (runs.some(({ status }) => status !== "ok")) break;
    }
    return runs;
  }

  get fuel(): number | undefined {
    return this.used.total;
  }

  get mostFuel(): number | undefined {
    return this.used.most;
  }

  private outcomeOf({ run, fuel, ms }: Played): SubjectRun {
    this.used.add(fuel);
    this.ms = Math.max(this.ms, ms);
    return run;
  }
}
