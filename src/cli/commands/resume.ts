import { Command } from "commander";
import type { BudgetConfig } from "../../config/index.ts";
import { GalapagosError, given } from "../../core/index.ts";
import { reloadProblem } from "../../problem/index.ts";
import {
  type Budgets,
  isRedQueenRun,
  readRunRecord,
  refuseTurn,
  type RunRecord,
  resumedConfig,
  resumeRun,
} from "../../run/index.ts";
import { parseCount, parseDuration } from "../arguments.ts";
import { continueRedQueen } from "../red-queen.ts";
import { parseBudgetFlag } from "./model-flags.ts";
import { runWatched, type WatchOptions } from "../watched.ts";
import type { Shell } from "../shell.ts";
import { namedRun } from "../named-run.ts";
import { showDuration } from "../../core/index.ts";

/** Flags of `resume`. */
interface ResumeFlags extends WatchOptions {
  readonly evaluations?: number;
  readonly time?: number;
  readonly budget?: BudgetConfig;
}

/** `galapagos resume [run]`. */
export function resumeCommand(shell: Shell): Command {
  return new Command("resume")
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
      const folder = namedRun(shell, name);
      refuseTurn(folder);
      if (isRedQueenRun(folder)) return continueRedQueen(shell, folder, flags);
      const record = readRunRecord({ folder });
      refuseTimeThatIsUp(flags.time, record);
      const { evaluations, time, budget } = flags;
      const budgets: Budgets = given({ evaluations, timeMs: time, budget });
      await runWatched(
        shell,
        record.problem.definition,
        resumedConfig({ folder }, record, budgets),
        flags,
        (sitting) => resumeRun({ folder, budgets, reload: reloadProblem, ...sitting }),
      );
    });
}

function refuseTimeThatIsUp(time: number | undefined, { elapsedMs }: RunRecord): void {
  if (time === undefined || time > elapsedMs) return;
  throw new GalapagosError(
    `--time counts all sittings together: this run has used ${showDuration(elapsedMs)} already, got ${showDuration(time)}`,
    {
      code: "run/budget",
      hint: `give more than that: galapagos resume --time ${Math.ceil(elapsedMs / 500)}s`,
    },
  );
}
