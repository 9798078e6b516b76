import { Command } from "commander";
import type { BudgetConfig } from "../../config/index.ts";
import { GalapagosError, given, shellWord } from "../../core/index.ts";
import { type Budgets, isServed, type MovedModel, openRun, resumeServed } from "../../run/index.ts";
import { addMachineOptions, machineOf } from "../machine-flags.ts";
import { addArchipelagoOption } from "../queue-flags.ts";
import { parseCount, parseDuration } from "../arguments.ts";
import { tellEnding } from "../ending.ts";
import { namedRun } from "../named-run.ts";
import { problemOption, type RecordedProblemFlags, reloadHere } from "../recorded-problem.ts";
import type { Shell } from "../shell.ts";
import { steered } from "../steered.ts";
import { requireTrusted, TRUST_OPTION, type TrustFlags } from "../trusted.ts";
import { sayEvents, type WatchOptions } from "../watched.ts";
import { parsePort, serveUntilStopped } from "./serve.ts";
import { collectMoved, parseBudgetFlag } from "./model-flags.ts";

/** Flags of `resume`. */
interface ResumeFlags extends WatchOptions, RecordedProblemFlags, TrustFlags {
  readonly evaluations?: number;
  readonly time?: number;
  readonly budget?: BudgetConfig;
  readonly model?: readonly MovedModel[];
  readonly port?: number;
}

/** `galapagos resume [run]`. */
export function resumeCommand(shell: Shell): Command {
  const command = new Command("resume")
    .argument("[run]", "name or folder of a run (default: the newest)")
    .option("--evaluations <n>", "a larger budget of evaluations", parseCount)
    .option("--time <duration>", "a larger budget of wall time, all sittings together", parseDuration)
    .option(
      "--budget <sum>",
      "a larger budget for models, all sittings together: 10usd, 5Mtokens",
      parseBudgetFlag,
    )
    .option("--port <n>", "port on this machine for a run that was served (default: any free one)", parsePort)
    .option("--model <id@url>", "where the server of a model of the run is now, when it moved", collectMoved)
    .option(...TRUST_OPTION)
    .option("--threads <n>", "threads that islands share; changes nothing but speed", parseCount)
    .addOption(problemOption())
    .option("--json", "print the run's summary as JSON")
    .option("--quiet", "no progress");
  return addArchipelagoOption(addMachineOptions(command))
    .addHelpText("after", "\nExample:\n  galapagos resume --evaluations 20000")
    .action(async (name: string | undefined, flags: ResumeFlags) => {
      const folder = namedRun(shell, name);
      const { evaluations, time, budget } = flags;
      const budgets: Budgets = given({ evaluations, timeMs: time, budget });
      const run = openRun(folder);
      const movedModels = (flags.model ?? []).map(({ id }) => id);
      requireTrusted(shell, folder, flags, { doing: "resume", movedModels });
      const reload = reloadHere(shell, flags);
      if (isServed(folder)) {
        return serveUntilStopped(shell, { port: 0, ...flags }, (signal) =>
          resumeServed({
            ...{ folder, budgets, signal, reload, ...machineOf(shell, flags) },
            onEvents: (events) => sayEvents(shell, events),
          }),
        );
      }
      if (flags.port !== undefined) throw notServed(folder);
      tellEnding(
        shell,
        await steered(shell, flags, reload, (sitting) =>
          run.resume({
            budgets,
            reload,
            ...given({ moved: flags.model }),
            ...sitting,
          }),
        ),
        flags,
      );
    });
}

function notServed(folder: string): GalapagosError {
  return new GalapagosError(`--port is for runs that were served, and ${folder} was not`, {
    code: "serve/port",
    hint: `leave it out: galapagos resume ${shellWord(folder)}`,
  });
}
