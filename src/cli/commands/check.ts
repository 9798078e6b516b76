import { join } from "node:path";
import { Command } from "commander";
import { EXIT, GalapagosError, given, shellWord } from "../../core/index.ts";
import { findProblemFolder } from "../../problem/index.ts";
import { renderCheck } from "../../report/index.ts";
import { checkProblem } from "../../run/index.ts";
import { addMachineOptions, type MachineFlags } from "../machine-flags.ts";
import { parseCount } from "../arguments.ts";
import { awaitChange, stateOf } from "../await-change.ts";
import { failureText } from "../failure-text.ts";
import { addPresetOption, namedProblem, type PresetFlags } from "../named-problem.ts";
import { addAnswerOption, type AnswerFlags } from "./model-flags.ts";
import type { Shell } from "../shell.ts";
import { rehearsed } from "../rehearsed.ts";

interface CheckFlags extends MachineFlags, PresetFlags, AnswerFlags {
  readonly repeats: number;
  readonly watch?: boolean;
  readonly json?: boolean;
}

/** `galapagos check <problem>`. */
export function checkCommand(shell: Shell): Command {
  const command = new Command("check")
    .argument("<problem>", "name or folder of a problem")
    .option("--repeats <n>", "how often the seed is scored", parseCount, 5)
    .option("--watch", "check again whenever a file of the problem is saved, until Ctrl-C")
    .option("--json", "print the report as JSON");
  return addMachineOptions(addAnswerOption(addPresetOption(command))).action(
    async (name: string, flags: CheckFlags) => {
      if (!flags.watch) return checkOnce(shell, name, flags);
      if (flags.json)
        throw new GalapagosError("--watch is for people, and --json prints one report", {
          code: "cli/flags",
          hint: `leave one of the two out: galapagos check ${shellWord(name)} --watch`,
        });
      await checkAgainAndAgain(shell, name, flags);
    },
  );
}

async function checkOnce(shell: Shell, name: string, flags: CheckFlags, signal?: AbortSignal): Promise<void> {
  const { repeats } = flags;
  const problem = await namedProblem(shell, name, flags);
  const report = await checkProblem(problem, {
    repeats,
    ...rehearsed(shell, flags, 2 * repeats),
    ...given({ signal }),
  });
  const seed = shell.word(join(problem.folder, problem.definition.seed));
  if (flags.json) shell.printJson(report);
  else shell.print(renderCheck(report, problem.definition, shellWord(name), seed));
  shell.exitCode = report.ok ? EXIT.done : EXIT.seedFailed;
}

/** Checks whenever a file is saved; a mistake is told, and waited for to be mended. */
async function checkAgainAndAgain(shell: Shell, name: string, flags: CheckFlags): Promise<void> {
  const folder = await findProblemFolder(name, shell.io.cwd);
  const abort = new AbortController();
  const { signal } = abort;
  const release = shell.io.onSignal(["SIGINT", "SIGTERM"], () => abort.abort());
  try {
    while (!signal.aborted) {
      const before = await stateOf(folder);
      try {
        await checkOnce(shell, name, flags, signal);
      } catch (error) {
        if (signal.aborted) break;
        if (!(error instanceof GalapagosError)) throw error;
        shell.io.stderr.write(failureText(error, shell.paintAside));
        shell.exitCode = error.exitCode;
      }
      shell.say(`watching ${shell.shown(folder)}: save a file, and it is checked again (Ctrl-C ends)`);
      const changed = await awaitChange(folder, before, signal);
      if (changed !== null) shell.say(`\n── changed: ${changed.slice(0, 5).join(", ")}`);
    }
  } finally {
    release();
  }
}
