import { Command } from "commander";
import { assembleCommand, disassembleCommand } from "./corewar/assemble.ts";
import { battleCommand } from "./corewar/battle.ts";
import { hillCommand } from "./corewar/hill.ts";
import { optimiseCommand } from "./corewar/optimise.ts";
import { studyCommand } from "./corewar/study.ts";
import { tournamentCommand } from "./corewar/tournament.ts";
import { watchCommand } from "./corewar/watch.ts";
import type { Shell } from "./shell.ts";

/** `galapagos corewar …`: the assembler, the simulator and tournaments. */
export function corewarCommand(shell: Shell): Command {
  const group = new Command("corewar").description("Core War: assemble, fight, hold tournaments, watch");
  const commands = [
    assembleCommand(shell),
    disassembleCommand(shell),
    battleCommand(shell),
    tournamentCommand(shell),
    hillCommand(shell),
    watchCommand(shell),
    optimiseCommand(shell),
    studyCommand(shell),
  ];
  for (const command of commands) group.addCommand(command);
  return group;
}
