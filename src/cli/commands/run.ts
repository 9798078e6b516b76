import { Command } from "commander";
import { withBudget } from "../../config/index.ts";
import { loadProblem } from "../../problem/index.ts";
import { startRun } from "../../run/index.ts";
import { parseCount } from "../arguments.ts";
import { previewRun } from "../preview.ts";
import { runRedQueen } from "../red-queen.ts";
import { repeatRun } from "../repeat.ts";
import { runWatched } from "../watched.ts";
import { placeOf } from "./place.ts";
import { addConfigOptions, configOf, type RunFlags } from "./run-flags.ts";

/** Flags of `run`. */
interface OwnFlags extends RunFlags {
  readonly repeat?: number;
  readonly dryRun?: boolean;
  readonly preset?: string;
}

/** `galapagos run <problem>`. */
export function runCommand(): Command {
  const command = new Command("run")
    .description("evolve a problem's program")
    .argument("<problem>", "name or folder of a problem")
    .option("--preset <name>", "a preset of the problem, for example quick")
    .option("--repeat <n>", "that many runs with different seeds; prints median and interval", parseCount)
    .option("--dry-run", "score the seed, show a first proposal, estimate the time; write nothing");
  return addConfigOptions(command)
    .addHelpText("after", "\nExample:\n  galapagos run circle-packing --islands 2 --time 60s --seed 1")
    .action(async (name: string, flags: OwnFlags) => {
      const problem = await loadProblem(name, flags.preset === undefined ? {} : { preset: flags.preset });
      const settings = configOf(flags);
      if (problem.definition.adversarial !== null && !flags.dryRun) {
        return runRedQueen(problem, settings, placeOf(flags.out), flags);
      }
      const config = withBudget(settings);
      if (flags.dryRun) return previewRun(problem, config, flags);
      if (flags.repeat !== undefined) return repeatRun(problem, config, flags.repeat, flags);
      await runWatched(problem.definition, config, flags, (sitting) =>
        startRun({ problem, config, ...placeOf(flags.out), ...sitting }),
      );
    });
}
