import { Command } from "commander";
import { assembleCommand, disassembleCommand } from "./corewar/assemble.ts";
import { battleCommand } from "./corewar/battle.ts";
import { hillCommand } from "./corewar/hill.ts";
import { optimiseCommand } from "./corewar/optimise.ts";
import { studyCommand } from "./corewar/study.ts";
import { tournamentCommand } from "./corewar/tournament.ts";
import { watchCommand } from "./corewar/watch.ts";

/** `galapagos corewar …`: the assembler, the simulator and tournaments. */
export function corewarCommand(): Command {
  const group = new Command("corewar").description("Core War: assemble, fight, hold tournaments, watch");
  const commands = [
    assembleCommand(),
    disassembleCommand(),
    battleCommand(),
    tournamentCommand(),
    hillCommand(),
    watchCommand(),
    optimiseCommand(),
    studyCommand(),
  ];
  for (const command of commands) {
    // Settings are inherited by the group only after its commands were added.
    group.addCommand(
      command.exitOverride().showSuggestionAfterError().showHelpAfterError("(type --help for what there is)"),
    );
  }
  return group;
}
