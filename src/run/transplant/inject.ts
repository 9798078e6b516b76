import {
  type CandidateId,
  candidateId,
  type Evaluation,
  GalapagosError,
  given,
  shellWord,
} from "../../core/index.ts";
import { openRecord, openStore } from "../../store/index.ts";
import type { SittingOptions } from "../sitting/sitting.ts";
import { openAnswered } from "../models/early-models.ts";
import { founderWrites } from "./founders.ts";
import { type RunRecord, readRecord } from "../record.ts";
import type { ResumeOptions } from "../resume.ts";
import { unchangedProblem } from "../resume.ts";
import { evaluationSeedOf } from "../sitting/seed.ts";
import { replayRun } from "../summary.ts";
import { requirePlain } from "../rounds/require-plain.ts";
import { namingRun } from "../naming-run.ts";

/** A person's program for a recorded run. */
export interface InjectOptions extends SittingOptions, Pick<ResumeOptions, "folder" | "reload"> {
  readonly source: string;
  /** Its origin, in a few words. */
  readonly note: string;
}

/** The fate of an injected program. */
export type Injection =
  | {
      readonly status: "accepted";
      readonly id: CandidateId;
      readonly evaluation: Evaluation;
      /** The border at which every island takes it. */
      readonly epoch: number;
    }
  | { readonly status: "refused"; readonly evaluation: Evaluation };

/**
 * Scores a person's program and records it for the next border that no island has passed, where every island
 * takes it. It is part of the record, so a replay has it too.
 *
 * @throws GalapagosError `run/locked` while the run is being written, `run/ended` where no island will take it
 */
export async function injectProgram(options: InjectOptions): Promise<Injection> {
  const { source, note } = options;
  requirePlain(options.folder, "given a program");
  const location = { folder: options.folder };
  const store = await openStore(location, { create: false });
  try {
    using run = openRecord(location);
    const reader = run.candidates;
    const record = readRecord(reader, location);
    const problem = await namingRun(options.folder, () => unchangedProblem(record.problem, options.reload));
    refuseEnded(record, options.folder);
    const { config } = record;
    const ownIsland = config.islands;
    const firstStep = reader.lastStep(ownIsland) + 1;
    const passed = replayRun(reader, record).map(({ step }) =>
      Math.floor((step - 1) / config.migration.interval),
    );
    const epoch = Math.max(0, ...passed) + 1;
    const known = given({ prices: record.models?.prices, record: { writer: store, calls: run.calls } });
    await using early = await openAnswered(problem, config, options, known);
    const evaluation = await early.evaluator.evaluate({ source, seed: evaluationSeedOf(config.seed) });
    if (evaluation.status !== "ok") return { status: "refused", evaluation };
    const founder = { island: null, source, strategy: {}, evaluation, operator: "inject", note } as const;
    await store.write(founderWrites([founder], problem, { ownIsland, firstStep, epoch }));
    return { status: "accepted", id: candidateId(ownIsland, firstStep), evaluation, epoch };
  } finally {
    await store.close();
  }
}

/** Refuses a run that no budget lets go on: its islands have passed their last border. */
function refuseEnded({ end }: RunRecord, folder: string): void {
  const reason = end?.reason ?? "";
  const setting = ENDS[reason];
  if (setting === undefined) return;
  throw new GalapagosError(`${folder} has ended (${reason}), so no island would take a program`, {
    code: "run/ended",
    hint: `give it to a fork: galapagos fork ${shellWord(folder)} --set ${setting}`,
  });
}

/** The setting that a fork needs to go on, by the reason for which a run ended for good. */
const ENDS: { readonly [reason: string]: string | undefined } = {
  target: "target=null",
  converged: "convergence.stopAt=null",
};
