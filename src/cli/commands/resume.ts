import { Command } from "commander";
import { loadProblem } from "../../problem/index.ts";
import { type Budgets, isRedQueenRun, readRunRecord, resumeRun } from "../../run/index.ts";
import { findRun } from "../../store/index.ts";
import { parseCount, parseDuration } from "../arguments.ts";
import { continueRedQueen } from "../red-queen.ts";
import { runWatched, type WatchOptions } from "../watched.ts";

/** Flags of `resume`. */
interface ResumeFlags extends WatchOptions {
  readonly evaluations?: number;
  readonly time?: number;
}

/** `galapagos resume [run]`. */
export function resumeCommand(): Command {
  return new Command("resume")
    .description("go on with a run exactly as if it had never stopped")
    .argument("[run]", "name or folder of a run (default: the newest)")
    .option("--evaluations <n>", "a larger budget of evaluations", parseCount)
    .option("--time <duration>", "a larger budget of wall time, all sittings together", parseDuration)
    .option("--threads <n>", "threads that islands share; changes nothing but speed", parseCount)
    .option("--json", "print the run's summary as JSON")
    .option("--quiet", "no progress")
    .addHelpText("after", "\nExample:\n  galapagos resume --evaluations 20000")
    .action(async (name: string | undefined, flags: ResumeFlags) => {
      const folder = findRun("results", name);
      if (isRedQueenRun(folder)) return continueRedQueen(folder, flags);
      const { problem, config } = readRunRecord(folder);
      const budgets = budgetsOf(flags);
      await runWatched(problem.definition, { ...config, ...budgets }, flags, (sitting) =>
        resumeRun({ folder, budgets, reload: (recorded) => loadProblem(recorded.folder), ...sitting }),
      );
    });
}

/** The budgets that flags name; a budget in one currency lifts the one in the other that was used up. */
function budgetsOf({ evaluations, time }: ResumeFlags): Budgets {
  if (evaluations !== undefined && time !== undefined) return { evaluations, timeMs: time };
  if (evaluations !== undefined) return { evaluations, timeMs: null };
  if (time !== undefined) return { evaluations: null, timeMs: time };
  return {};
}
