import { basename, extname, join } from "node:path";
import { Command } from "commander";
import { EXIT, given, showNumber } from "../../core/index.ts";
import { compareStudy, renderStudy } from "../../report/index.ts";
import { namingWhole, narrowStudy, planStudy, readStudyFile, runStudy } from "../../run/index.ts";
import { readArmFlags } from "../arm-flags.ts";
import { addMachineOptions, machineOf } from "../machine-flags.ts";
import { parseCount } from "../arguments.ts";
import { commandOfSameStudy, type StudyFlags } from "../same-study.ts";
import type { Shell } from "../shell.ts";

/** `galapagos study <file>`. */
export function studyCommand(shell: Shell): Command {
  const command = new Command("study")
    .argument("<file>", "study as JSON (schemas/study.schema.json)")
    .option("--out <folder>", "folder of the study's runs (default: results/<name of the file>)")
    .option("--seeds <n>", "only the first n seeds", parseCount)
    .option(
      "--arm <name>",
      "only this arm, besides the first; repeatable",
      (name: string, before: readonly string[]) => [...before, name],
      [],
    )
    .option("--threads <n>", "threads that islands share; changes nothing but speed", parseCount)
    .option("--json", "print the comparison as JSON")
    .option("--quiet", "no progress");
  return addMachineOptions(command)
    .addHelpText("after", "\nExample:\n  galapagos study studies/model-parts.json")
    .action((path: string, flags: StudyFlags) => study(shell, path, flags));
}

async function study(shell: Shell, path: string, flags: StudyFlags): Promise<void> {
  const file = readStudyFile(shell.path(path), path);
  const plan = narrowStudy(await planStudy(file, { path, from: shell.io.cwd, readFlags: readArmFlags }), {
    seeds: flags.seeds ?? null,
    arms: flags.arm,
  });
  const out = flags.out ?? join("results", basename(path, extname(path)));
  const folder = shell.path(out);
  const tell = (text: string): void => {
    if (!flags.quiet) shell.say(text);
  };
  const { threads } = flags;
  const command = commandOfSameStudy(shell.shown(shell.path(path)), flags);
  const begin = (signal: AbortSignal) =>
    namingWhole(command, () =>
      runStudy(plan, {
        folder,
        signal,
        ...machineOf(shell, flags),
        ...given({ threads }),
        onRun({ number, of, problem, arm, seed }, run) {
          const which = `run ${number} of ${of}: ${problem}, ${arm}, seed ${seed}`;
          if (run === null) tell(`${which} …`);
          else if (run.score === null) tell(`${which}: nothing was scored`);
          else tell(`${which}: ${showNumber(run.score)} after ${run.evaluations} evaluations`);
        },
      }),
    );
  const runs = await shell.drained((text) => shell.say(text), begin);
  const report = compareStudy(plan, runs);
  if (flags.json) shell.printJson({ study: out, ...report });
  else shell.print(renderStudy(report));
  if (runs.length === report.planned) return;
  shell.exitCode = EXIT.interrupted;
  shell.say(`${runs.length} of ${report.planned} runs are done; go on with: ${command}`);
}
