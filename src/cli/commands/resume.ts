import { Command } from "commander";
import type { BudgetConfig } from "../../config/index.ts";
import { GalapagosError } from "../../core/index.ts";
import { loadProblem } from "../../problem/index.ts";
import {
  type Budgets,
  isRedQueenRun,
  readRunRecord,
  recordedTotal,
  refuseTurn,
  type RunRecord,
  resumeRun,
} from "../../run/index.ts";
import { findRun } from "../../store/index.ts";
import { parseCount, parseDuration } from "../arguments.ts";
import { continueRedQueen } from "../red-queen.ts";
import { showDuration } from "../output.ts";
import { parseBudgetFlag } from "./model-flags.ts";
import { runWatched, type WatchOptions } from "../watched.ts";

/** Flags of `resume`. */
interface ResumeFlags extends WatchOptions {
  readonly evaluations?: number;
  readonly time?: number;
  readonly budget?: BudgetConfig;
}

/** `galapagos resume [run]`. */
export function resumeCommand(): Command {
  return new Command("resume")
    .description("go on with a run exactly as if it had never stopped")
    .argument("[run]", "name or folder of a run (default: the newest)")
    .option("--evaluations <n>", "a larger budget of evaluations", parseCount)
    .option("--time <duration>", "a larger budget of wall time, all sittings together", parseDuration)
    .option(
      "--budget <sum>",
      "a larger budget for models, all sittings together: 10usd, 5Mtokens",
      parseBudgetFlag,
    )
    .option("--threads <n>", "threads that islands share; changes nothing but speed", parseCount)
    .option("--unsafe", "run commands without bubblewrap where it is missing: only for programs you trust")
    .option("--json", "print the run's summary as JSON")
    .option("--quiet", "no progress")
    .addHelpText("after", "\nExample:\n  galapagos resume --evaluations 20000")
    .action(async (name: string | undefined, flags: ResumeFlags) => {
      const folder = findRun("results", name);
      refuseTurn(folder);
      if (isRedQueenRun(folder)) return continueRedQueen(folder, flags);
      const record = readRunRecord(folder);
      const { problem, config } = record;
      const budgets = budgetsOf(flags, record, recordedTotal(folder, record));
      await runWatched(problem.definition, { ...config, ...budgets }, flags, (sitting) =>
        resumeRun({ folder, budgets, reload: (recorded) => loadProblem(recorded.folder), ...sitting }),
      );
    });
}

/** The budgets that flags name; a budget in one currency lifts the one in the other that is used up. */
function budgetsOf(
  { evaluations, time, budget }: ResumeFlags,
  { config, elapsedMs }: RunRecord,
  recorded: number,
): Budgets {
  if (time !== undefined && time <= elapsedMs) {
    throw new GalapagosError(
      `--time counts all sittings together: this run has used ${showDuration(elapsedMs)} already, got ${showDuration(time)}`,
      {
        code: "run/budget",
        hint: `give more than that: galapagos resume --time ${Math.ceil(elapsedMs / 500)}s`,
      },
    );
  }
  const noTimeLeft = config.timeMs !== null && elapsedMs >= config.timeMs;
  const noEvaluationsLeft = config.evaluations !== null && recorded >= config.evaluations;
  return {
    ...(budget === undefined ? {} : { budget }),
    ...(evaluations === undefined ? {} : { evaluations }),
    ...(time === undefined ? {} : { timeMs: time }),
    ...(evaluations !== undefined && time === undefined && noTimeLeft ? { timeMs: null } : {}),
    ...(time !== undefined && evaluations === undefined && noEvaluationsLeft ? { evaluations: null } : {}),
  };
}
