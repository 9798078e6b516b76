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

/** The whole command line. Errors are thrown (`CommanderError`, `GalapagosError`), never exited with. */
export function createProgram(): Command {
  const program = new Command("galapagos")
    .description("Evolve better programs: islands, a MAP-Elites archive, sandboxed evaluation, exact resume.")
    .version(VERSION)
    .showSuggestionAfterError()
    .showHelpAfterError("(type --help for what there is)")
    .addHelpText(
      "after",
      "\nStart with:\n  galapagos run circle-packing --time 60s\n  galapagos init my-problem\n\nExit codes: 0 done, 1 bug, 2 usage, 3 provider, 4 seed fails, 5 target not reached, 130 interrupted and saved.",
    )
    .exitOverride();
  const commands = [
    runCommand(),
    resumeCommand(),
    forkCommand(),
    studyCommand(),
    initCommand(),
    checkCommand(),
    evalCommand(),
    inspectCommand(),
    bestCommand(),
    listCommand(),
    rescoreCommand(),
    injectCommand(),
    doctorCommand(),
    memoryCommand(),
    corewarCommand(),
  ];
  for (const command of commands) {
    command.copyInheritedSettings(program);
    program.addCommand(command);
  }
  return program;
}
