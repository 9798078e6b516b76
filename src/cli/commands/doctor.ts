import { Command } from "commander";
import type { ModelSettings } from "../../config/index.ts";
import { given, VERSION } from "../../core/index.ts";
import { renderFindings } from "../../report/index.ts";
import { examineMachine, exitCodeOf } from "../../run/index.ts";
import { addPresetOption, namedProblem, type PresetFlags } from "../named-problem.ts";
import type { Shell } from "../shell.ts";
import { collectModel } from "./model-flags.ts";

interface DoctorFlags extends PresetFlags {
  readonly out: string;
  readonly model?: readonly ModelSettings[];
  readonly agent?: string;
  readonly json?: boolean;
}

/** `galapagos doctor [problem]`. */
export function doctorCommand(shell: Shell): Command {
  const command = new Command("doctor")
    .argument("[problem]", "name or folder of a problem: what it needs and is missing comes first")
    .option("--out <folder>", "folder that holds runs", "results")
    .option(
      "--model <spec>",
      "ask this model with one cheap call: name, or name@base-url; repeatable",
      collectModel,
    )
    .option(
      "--agent <command>",
      "start this coding agent for a moment: codex, claude, opencode or any command line; with --model, its first call goes to that model",
    )
    .option("--json", "print JSON");
  return addPresetOption(command).action(async (name: string | undefined, flags: DoctorFlags) => {
    const problem = name === undefined ? undefined : await namedProblem(shell, name, flags);
    const findings = await examineMachine({
      results: shell.path(flags.out),
      models: flags.model ?? [],
      env: shell.io.env,
      ...given({ problem, agent: flags.agent }),
    });
    shell.exitCode = exitCodeOf(findings);
    if (flags.json) return shell.printJson({ version: VERSION, findings });
    shell.print(`galapagos ${VERSION}\n${renderFindings(findings, shell.paint)}`);
  });
}
