import type { Command } from "commander";

/** Shells whose completion is known. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

/** Name of a shell. */
export type ShellName = (typeof SHELLS)[number];

/** One command with the words that may follow it. */
interface Completed {
  readonly name: string;
  readonly description: string;
  readonly words: readonly string[];
}

/** A script that completes commands, their subcommands and flags; whatever else is typed is a file. */
export function renderCompletion(program: Command, shell: ShellName): string {
  const commands = program.commands.map(
    (command): Completed => ({
      name: command.name(),
      description: command.description(),
      words: [
        ...command.commands.map((below) => below.name()),
        ...command.options.flatMap(({ long }) => long ?? []),
        "--help",
      ],
    }),
  );
  switch (shell) {
    case "bash":
      return bash(commands);
    case "zsh":
      return `#compdef galapagos\nautoload -U +X bashcompinit && bashcompinit\n${bash(commands)}`;
    case "fish":
      return fish(commands);
  }
}

function bash(commands: readonly Completed[]): string {
  const cases = commands.map(({ name, words }) => `    ${name}) words="${words.join(" ")}" ;;`);
  return [
    "_galapagos() {",
    `  local word="\${COMP_WORDS[COMP_CWORD]}" words=""`,
    "  COMPREPLY=()",
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(" ")}" -- "$word"))`,
    "    return",
    "  fi",
    `  case "\${COMP_WORDS[1]}" in`,
    ...cases,
    "  esac",
    '  COMPREPLY=($(compgen -W "$words" -- "$word"))',
    "}",
    "complete -o default -o bashdefault -F _galapagos galapagos",
  ].join("\n");
}

function fish(commands: readonly Completed[]): string {
  const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
  return commands
    .flatMap(({ name, description, words }) => [
      `complete -c galapagos -n __fish_use_subcommand -a ${name} -d ${quoted(description)}`,
      ...words.map((word) =>
        word.startsWith("--")
          ? `complete -c galapagos -n "__fish_seen_subcommand_from ${name}" -l ${word.slice(2)}`
          : `complete -c galapagos -n "__fish_seen_subcommand_from ${name}" -a ${word}`,
      ),
    ])
    .join("\n");
}
