import { Command } from "commander";
import { shellWord } from "../../core/index.ts";
import { renderRescore } from "../../report/index.ts";
import { rescoreRun } from "../../run/index.ts";
import { addMachineOptions, type MachineFlags, machineOf } from "../machine-flags.ts";
import { namedRun } from "../named-run.ts";
import { problemOption, type RecordedProblemFlags, reloadHere } from "../recorded-problem.ts";
import type { Shell } from "../shell.ts";
import { requireTrusted, TRUST_OPTION, type TrustFlags } from "../trusted.ts";
import { sayEvents } from "../watched.ts";

interface RescoreFlags extends RecordedProblemFlags, TrustFlags, MachineFlags {
  readonly json?: boolean;
}

/** `galapagos rescore <run>`. */
export function rescoreCommand(shell: Shell): Command {
  const command = new Command("rescore")
    .argument("<run>", "name or folder of a run")
    .addOption(problemOption())
    .option(...TRUST_OPTION)
    .option("--json", "print JSON");
  return addMachineOptions(command).action(async (name: string, flags: RescoreFlags) => {
    const folder = namedRun(shell, name);
    requireTrusted(shell, folder, flags, { doing: "rescore" });
    const report = await rescoreRun({
      folder,
      reload: reloadHere(shell, flags),
      ...machineOf(shell, flags),
      onEvents: (events) => sayEvents(shell, events),
    });
    if (flags.json) return shell.printJson(report);
    shell.print(renderRescore(report));
    shell.print(`go on from them: galapagos fork ${shellWord(name)} --time <duration>`);
  });
}
