import { Help } from "commander";
import { expect, test } from "vitest";
import { COREWAR_COMMANDS } from "../../src/cli/corewar.ts";
import { COMMANDS, createProgram } from "../../src/cli/program.ts";
import { Shell } from "../../src/cli/shell.ts";
import { surroundings } from "./support.ts";

const shell = new Shell(surroundings());

/** The lines of help for the commands below one, by name. */
async function linesOf(words: readonly string[], below: readonly string[]) {
  let command = await createProgram(shell, words);
  for (const name of below) command = command.commands.find((one) => one.name() === name) ?? command;
  const help = new Help();
  return new Map(
    command.commands.map((one) => [one.name(), [help.subcommandTerm(one), help.subcommandDescription(one)]]),
  );
}

test.each(COMMANDS.map(({ name }) => name))("help says of %s what the loaded command says", async (name) => {
  expect((await linesOf([name], [])).get(name)).toEqual((await linesOf([], [])).get(name));
});

test.each(COREWAR_COMMANDS.map(({ name }) => name))(
  "help says of corewar %s what the loaded command says",
  async (name) => {
    const unloaded = await linesOf(["corewar"], ["corewar"]);
    expect((await linesOf(["corewar", name], ["corewar"])).get(name)).toEqual(unloaded.get(name));
  },
);
