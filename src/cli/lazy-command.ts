import { Command } from "commander";
import type { Shell } from "./shell.ts";

/** A command whose module is loaded only when it runs: what its neighbours need stays unread. */
export interface LazyCommand {
  readonly name: string;
  /** The words after the name in lists of commands. */
  readonly synopsis: string;
  readonly description: string;
  /** Loads what makes the command, without its description. */
  readonly load: () => Promise<(shell: Shell, words: readonly string[]) => Command | Promise<Command>>;
}

/** The command that has to know all others, with their flags. */
const ALL = "completion";

/**
 * Adds commands to the one above them: those whose names were typed as they are, the others as lines of its
 * help.
 *
 * @param words - as they were typed
 */
export async function addCommands(
  parent: Command,
  commands: readonly LazyCommand[],
  shell: Shell,
  words: readonly string[],
): Promise<void> {
  for (const { name, synopsis, description, load } of commands) {
    const command =
      words.includes(name) || words[0] === ALL ? await (await load())(shell, words) : lineOf(name, synopsis);
    parent.addCommand(command.description(description));
  }
}

/** A command that can do nothing but stand in the list of commands. */
function lineOf(name: string, synopsis: string): Command {
  const command = new Command(name);
  for (const word of synopsis.split(" ").filter(Boolean)) {
    if (word === "[options]") command.option("--json");
    else command.argument(word);
  }
  return command;
}
