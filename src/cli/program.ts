import { Command } from "commander";
import { VERSION } from "../core/index.ts";
import { bestCommand } from "./commands/best.ts";
import { checkCommand } from "./commands/check.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { evalCommand } from "./commands/eval.ts";
import { forkCommand } from "./commands/fork.ts";
import { initCommand } from "./commands/init.ts";
import { injectCommand } from "./commands/inject.ts";
import { inspectCommand } from "./commands/inspect.ts";
import { listCommand } from "./commands/list.ts";
import { memoryCommand } from "./commands/memory.ts";
import { rescoreCommand } from "./commands/rescore.ts";
import { resumeCommand } from "./commands/resume.ts";
import { runCommand } from "./commands/run.ts";
import { studyCommand } from "./commands/study.ts";
import { corewarCommand } from "./corewar.ts";
import type { Shell } from "./shell.ts";

/** The whole command line. Errors are thrown (`CommanderError`, `GalapagosError`), never exited with. */
export function createProgram(shell: Shell): Command {
  const program = new Command("galapagos")
    .description("Evolve better programs: islands, a MAP-Elites archive, sandboxed evaluation, exact resume.")
    .version(VERSION)
    .showSuggestionAfterError()
    .showHelpAfterError("(type --help for what there is)")
    .addHelpText(
      "after",
      "\nStart with:\n  galapagos run circle-packing --time 60s\n  galapagos init my-problem\n\nExit codes: 0 done, 1 bug, 2 usage, 3 provider, 4 seed fails, 5 target not reached, 130 interrupted and saved.",
    )
    .configureOutput({
      writeOut: (text) => void shell.io.stdout.write(text),
      writeErr: (text) => void shell.io.stderr.write(text),
    })
    .exitOverride();
  const commands = [
    runCommand(shell),
    resumeCommand(shell),
    forkCommand(shell),
    studyCommand(shell),
    initCommand(shell),
    checkCommand(shell),
    evalCommand(shell),
    inspectCommand(shell),
    bestCommand(shell),
    listCommand(shell),
    rescoreCommand(shell),
    injectCommand(shell),
    doctorCommand(shell),
    memoryCommand(shell),
    corewarCommand(shell),
  ];
  for (const command of commands) program.addCommand(command);
  inherit(program);
  return program;
}

/** Commands below get the settings of the one above: none of them ends the process, all of them write where it writes. */
function inherit(command: Command): void {
  for (const below of command.commands) {
    below.copyInheritedSettings(command);
    inherit(below);
  }
}
