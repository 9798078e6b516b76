import { Command } from "commander";
import { GalapagosError, VERSION } from "../core/index.ts";
import { addCommands, type LazyCommand } from "./lazy-command.ts";
import type { Shell } from "./shell.ts";

/**
 * The whole command line. Errors are thrown (`CommanderError`, `GalapagosError`), never exited with.
 *
 * @param words - as they were typed, without the name of the program: they say which command has to be loaded
 */
export async function createProgram(shell: Shell, words: readonly string[]): Promise<Command> {
  const program = new Command("galapagos")
    .description("Evolve better programs: islands, a MAP-Elites archive, sandboxed evaluation, exact resume.")
    .version(VERSION)
    .showSuggestionAfterError()
    .showHelpAfterError("hint: galapagos --help lists the commands")
    .addHelpText(
      "after",
      "\nStart with:\n  galapagos run circle-packing --time 60s\n  galapagos init my-problem\n\nExit codes: 0 done, 1 bug, 2 usage, 3 provider, 4 seed fails, 5 target not reached, 130 interrupted and saved.",
    )
    .configureOutput({
      writeOut: (text) => void shell.io.stdout.write(text),
      writeErr: (text) => {
        shell.usageHint = /^hint: (.*)$/m.exec(text)?.[1] ?? shell.usageHint;
        shell.io.stderr.write(text);
      },
    })
    .exitOverride()
    .hook("preAction", (_, { args, registeredArguments }) => {
      const empty = args.findIndex((word) => word.trim() === "");
      const name = registeredArguments[Math.min(empty, registeredArguments.length - 1)]?.name();
      if (empty < 0 || name === undefined) return;
      throw new GalapagosError(
        `expected a text that is not empty for the argument '${name}', got ${JSON.stringify(args[empty])}`,
        {
          code: "usage/empty",
          hint: "a variable of the shell may be unset; leave the word out, or say what is meant",
        },
      );
    });
  await addCommands(program, COMMANDS, shell, words);
  inherit(program);
  return program;
}

/**
 * Commands below get the settings of the one above: none of them ends the process, all of them write where it
 * writes. A mistake is followed by the words that belong there.
 */
function inherit(command: Command, path = command.name()): void {
  for (const below of command.commands) {
    const own = `${path} ${below.name()}`;
    below.copyInheritedSettings(command);
    below.showHelpAfterError(`hint: ${own} ${below.usage()} (${own} --help says more)`);
    inherit(below, own);
  }
}

/** The commands, in the order in which help lists them. */
export const COMMANDS: readonly LazyCommand[] = [
  {
    name: "run",
    synopsis: "[options] [problem]",
    description: "evolve a problem's program",
    load: async () => (await import("./commands/run.ts")).runCommand,
  },
  {
    name: "resume",
    synopsis: "[options] [run]",
    description: "go on with a run exactly as if it had never stopped",
    load: async () => (await import("./commands/resume.ts")).resumeCommand,
  },
  {
    name: "fork",
    synopsis: "[options] <run>",
    description: "start a new run from what another one found, with other settings, budget or evaluator",
    load: async () => (await import("./commands/fork.ts")).forkCommand,
  },
  {
    name: "study",
    synopsis: "[options] <file>",
    description: "problems × arms × seeds at an equal budget; goes on where it was stopped",
    load: async () => (await import("./commands/study.ts")).studyCommand,
  },
  {
    name: "init",
    synopsis: "[options] <name>",
    description: "scaffold a working problem of your own",
    load: async () => (await import("./commands/init.ts")).initCommand,
  },
  {
    name: "import",
    synopsis: "[options] <folder>",
    description: "make a problem of another tool's task, its seed and evaluator as they are",
    load: async () => (await import("./commands/import.ts")).importCommand,
  },
  {
    name: "check",
    synopsis: "[options] <problem>",
    description: "validate a problem and score its seed several times: time, noise, determinism",
    load: async () => (await import("./commands/check.ts")).checkCommand,
  },
  {
    name: "eval",
    synopsis: "[options] <problem> <program>",
    description: "score one program; exit code 0 whenever there is a verdict",
    load: async () => (await import("./commands/eval.ts")).evalCommand,
  },
  {
    name: "verify",
    synopsis: "[options] <problem> <construction>",
    description: "judge a construction from anywhere: its score, and what exact arithmetic proves of it",
    load: async () => (await import("./commands/verify.ts")).verifyCommand,
  },
  {
    name: "inspect",
    synopsis: "[options] [run] [program]",
    description: "show what a run found, or one of its programs from parents to verdict",
    load: async () => (await import("./commands/inspect.ts")).inspectCommand,
  },
  {
    name: "prompts",
    synopsis: "[options] <name> [step]",
    description: "print what a model would be sent, or was sent for a step, with the tokens of each section",
    load: async () => (await import("./commands/prompts.ts")).promptsCommand,
  },
  {
    name: "report",
    synopsis: "[options] [run]",
    description: "write a run as one page for a browser: climb, map, lineage, programs, what pays",
    load: async () => (await import("./commands/report.ts")).reportCommand,
  },
  {
    name: "dashboard",
    synopsis: "[options] [place]",
    description: "watch and steer runs in a browser as they go on, on this machine alone",
    load: async () => (await import("./commands/dashboard.ts")).dashboardCommand,
  },
  {
    name: "compare",
    synopsis: "[options] <runs...>",
    description: "show runs side by side: medians and intervals over seeds, what a target cost",
    load: async () => (await import("./commands/compare.ts")).compareCommand,
  },
  {
    name: "export",
    synopsis: "[options] [run]",
    description:
      "write a run for other tools: its programs as JSON lines or CSV, an OpenEvolve checkpoint, training traces",
    load: async () => (await import("./commands/export.ts")).exportCommand,
  },
  {
    name: "best",
    synopsis: "[options] [run]",
    description: "print the best program of a run",
    load: async () => (await import("./commands/best.ts")).bestCommand,
  },
  {
    name: "apply",
    synopsis: "[options] [run]",
    description: "commit a run's verified winner on a branch of the repository that its function comes from",
    load: async () => (await import("./commands/apply.ts")).applyCommand,
  },
  {
    name: "list",
    synopsis: "[options]",
    description: "list the problems one can run, and the runs there are",
    load: async () => (await import("./commands/list.ts")).listCommand,
  },
  {
    name: "rescore",
    synopsis: "[options] <run>",
    description: "score all elites of a run again with the problem as it is now; the run stays as it is",
    load: async () => (await import("./commands/rescore.ts")).rescoreCommand,
  },
  {
    name: "prune",
    synopsis: "[options] [run]",
    description: "drop the texts of programs that a run needs no more; lineage, scores and digest stay",
    load: async () => (await import("./commands/prune.ts")).pruneCommand,
  },
  {
    name: "inject",
    synopsis: "[options] <run> <program>",
    description: "give a stopped run a program of your own; every island takes it at its next border",
    load: async () => (await import("./commands/inject.ts")).injectCommand,
  },
  {
    name: "doctor",
    synopsis: "[options] [problem]",
    description: "say what works on this machine, and what a problem needs that is missing",
    load: async () => (await import("./commands/doctor.ts")).doctorCommand,
  },
  {
    name: "serve",
    synopsis: "[options] <problem>",
    description: "offer a problem over loopback HTTP: others hand programs in, and get verdicts",
    load: async () => (await import("./commands/serve.ts")).serveCommand,
  },
  {
    name: "worker",
    synopsis: "[options] <address>",
    description: "score programs of runs on other machines, from a queue",
    load: async () => (await import("./commands/worker.ts")).workerCommand,
  },
  {
    name: "queue",
    synopsis: "",
    description: "see and look after a queue of evaluations and its workers",
    load: async () => (await import("./commands/queue.ts")).queueCommand,
  },
  {
    name: "completion",
    synopsis: "<shell>",
    description: "print a script that completes commands and flags: bash, zsh or fish",
    load: async () => (await import("./commands/completion.ts")).completionCommand,
  },
  {
    name: "memory",
    synopsis: "",
    description: "see, keep and pass on what runs have learnt",
    load: async () => (await import("./commands/memory.ts")).memoryCommand,
  },
  {
    name: "corewar",
    synopsis: "",
    description: "Core War: assemble, fight, hold tournaments, watch",
    load: async () => (await import("./corewar.ts")).corewarCommand,
  },
];
