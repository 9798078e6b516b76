import { Command } from "commander";
import { withBudget } from "../../config/index.ts";
import { loadProblem } from "../../problem/index.ts";
import { beginFork, forkedConfig, readRunRecord, requirePlain } from "../../run/index.ts";
import { memoryFilesOf } from "../memory-file.ts";
import { tellEnding } from "../ending.ts";
import { withTarget } from "../target-flag.ts";
import { steered } from "../steered.ts";
import { requireTrusted, TRUST_OPTION, type TrustFlags } from "../trusted.ts";
import { placeOf } from "./place.ts";
import { addConfigOptions, configOf, type RunFlags } from "./run-flags.ts";
import { reloadHere } from "../recorded-problem.ts";
import type { Shell } from "../shell.ts";
import { namedRun } from "../named-run.ts";

/** `galapagos fork <run>`. */
export function forkCommand(shell: Shell): Command {
  const command = new Command("fork")
    .argument("<run>", "name or folder of the run to start from")
    .option("--problem <problem>", "another problem whose programs have the same entry point")
    .option(...TRUST_OPTION);
  return addConfigOptions(command)
    .addHelpText(
      "after",
      "\nExample:\n  galapagos fork circle-packing-1 --set selection.temperature=0.05 --time 5m",
    )
    .action(async (name: string, flags: RunFlags & TrustFlags & { readonly problem?: string }) => {
      const from = namedRun(shell, name);
      requirePlain(from, "forked");
      const record = readRunRecord({ folder: from });
      const forked = forkedConfig(record.config);
      const { target: _, ...free } = flags;
      // what asks for trust does not depend on the target, and the problem, which knows it, is read after that
      requireTrusted(shell, from, flags, { doing: "fork", config: configOf(shell, free, forked) });
      const problem = await (flags.problem === undefined
        ? reloadHere(shell, {})(record.problem)
        : loadProblem(flags.problem, { searchFrom: shell.io.cwd }));
      const config = withBudget(configOf(shell, withTarget(flags, problem), forked));
      const memory = memoryFilesOf(shell, flags);
      const fork = { problem, config, from, memory, ...placeOf(shell, flags.out) };
      const overview = await steered(shell, flags, reloadHere(shell, {}), (sitting) =>
        beginFork({ ...fork, ...sitting }),
      );
      tellEnding(shell, overview, flags);
    });
}
