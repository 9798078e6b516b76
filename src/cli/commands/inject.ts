import { basename } from "node:path";
import { Command } from "commander";
import { GalapagosError, shellWord, showNumber } from "../../core/index.ts";
import { injectProgram } from "../../run/index.ts";
import { readProgram } from "../read-program.ts";
import { problemOption, type RecordedProblemFlags, reloadHere } from "../recorded-problem.ts";
import type { Shell } from "../shell.ts";
import { requireTrusted, TRUST_OPTION, type TrustFlags } from "../trusted.ts";
import { addMachineOptions, type MachineFlags, machineOf } from "../machine-flags.ts";
import { namedRun } from "../named-run.ts";
import { sayEvents } from "../watched.ts";

interface InjectFlags extends RecordedProblemFlags, TrustFlags, MachineFlags {
  readonly note?: string;
  readonly json?: boolean;
}

/** `galapagos inject <run> <program>`. */
export function injectCommand(shell: Shell): Command {
  const command = new Command("inject")
    .argument("<run>", "name or folder of a run")
    .argument("<program>", "file with the program, or - for standard input")
    .option("--note <text>", "where it comes from (default: the file's name)")
    .addOption(problemOption())
    .option(...TRUST_OPTION)
    .option("--json", "print JSON");
  return addMachineOptions(command).action((name: string, program: string, flags: InjectFlags) =>
    inject(shell, name, program, flags),
  );
}

async function inject(shell: Shell, name: string, program: string, flags: InjectFlags): Promise<void> {
  const folder = namedRun(shell, name);
  const same = `inject ${shellWord(folder)} ${shellWord(program)}`;
  requireTrusted(shell, folder, flags, { doing: "inject" }, same);
  const injection = await injectProgram({
    folder,
    source: await readProgram(shell, program),
    note: flags.note ?? (program === "-" ? "standard input" : basename(program)),
    reload: reloadHere(shell, flags),
    ...machineOf(shell, flags),
    onEvents: (events) => sayEvents(shell, events),
  });
  const { evaluation } = injection;
  if (injection.status === "refused") {
    throw new GalapagosError(
      `the program got no score: ${evaluation.status} (${evaluation.kind}): ${evaluation.message}`,
      { code: "run/inject-refused", hint: "try it alone: galapagos eval <problem> <program>" },
    );
  }
  if (flags.json) return shell.printJson({ id: injection.id, epoch: injection.epoch, evaluation });
  const score = evaluation.status === "ok" ? showNumber(evaluation.score) : "";
  shell.print(`${injection.id} scores ${score}; every island takes it at border ${injection.epoch}`);
  shell.print(`next: galapagos resume ${shellWord(name)} --evaluations <more>`);
}
