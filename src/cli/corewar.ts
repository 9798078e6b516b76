import { Command } from "commander";
import { addCommands, type LazyCommand } from "./lazy-command.ts";
import type { Shell } from "./shell.ts";

/** `galapagos corewar …`: the assembler, the simulator and tournaments. */
export async function corewarCommand(shell: Shell, words: readonly string[]): Promise<Command> {
  const group = new Command("corewar");
  await addCommands(group, COREWAR_COMMANDS, shell, words);
  return group;
}

/** The commands of the group, in the order in which help lists them. */
export const COREWAR_COMMANDS: readonly LazyCommand[] = [
  {
    name: "assemble",
    synopsis: "[options] <file>",
    description: "assemble a warrior and show its code",
    load: async () => (await import("./corewar/assemble.ts")).assembleCommand,
  },
  {
    name: "disassemble",
    synopsis: "[options] <file>",
    description: "print a load file (or any warrior) as source with labels",
    load: async () => (await import("./corewar/assemble.ts")).disassembleCommand,
  },
  {
    name: "battle",
    synopsis: "[options] <files...>",
    description: "let warriors fight in one core",
    load: async () => (await import("./corewar/battle.ts")).battleCommand,
  },
  {
    name: "tournament",
    synopsis: "[options] <folder>",
    description: "round robin between all warriors of a folder, on every core; or one warrior against them",
    load: async () => (await import("./corewar/tournament.ts")).tournamentCommand,
  },
  {
    name: "hill",
    synopsis: "[options] <folder> [challengers...]",
    description: "king of the hill: challengers fight everybody on it, the weakest are pushed off",
    load: async () => (await import("./corewar/hill.ts")).hillCommand,
  },
  {
    name: "watch",
    synopsis: "[options] <files...>",
    description: "draw a battle in the terminal; without one, print plain frames",
    load: async () => (await import("./corewar/watch.ts")).watchCommand,
  },
  {
    name: "debug",
    synopsis: "[options] <files...>",
    description: "go through a round instruction by instruction; commands come from the terminal or a pipe",
    load: async () => (await import("./corewar/debug.ts")).debugCommand,
  },
  {
    name: "optimise",
    synopsis: "[options] <warrior>",
    description: "tune a warrior against a folder of opponents; prints the better warrior",
    load: async () => (await import("./corewar/optimise.ts")).optimiseCommand,
  },
  {
    name: "study",
    synopsis: "[options]",
    description:
      "measure what the Digital Red Queen paper measures, over several runs; goes on where it was stopped",
    load: async () => (await import("./corewar/study.ts")).studyCommand,
  },
];
