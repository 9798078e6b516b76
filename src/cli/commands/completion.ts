import { Argument, Command } from "commander";
import { renderCompletion, SHELLS, type ShellName } from "../completion.ts";
import type { Shell } from "../shell.ts";

/** `galapagos completion <shell>`. */
export function completionCommand(shell: Shell): Command {
  return new Command("completion")
    .addArgument(new Argument("<shell>", "which shell it is for").choices(SHELLS))
    .addHelpText(
      "after",
      "\nFor example:\n  galapagos completion bash >> ~/.bashrc\n  galapagos completion fish > ~/.config/fish/completions/galapagos.fish",
    )
    .action((name: ShellName, _: object, command: Command) => {
      if (command.parent !== null) shell.print(renderCompletion(command.parent, name));
    });
}
