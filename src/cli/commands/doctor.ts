import { Command } from "commander";
import type { ModelSettings } from "../../config/index.ts";
import { EXIT, VERSION } from "../../core/index.ts";
import { renderFindings } from "../../report/index.ts";
import { examineMachine } from "../../run/index.ts";
import type { Shell } from "../shell.ts";
import { collectModel } from "./model-flags.ts";

/** `galapagos doctor`. */
export function doctorCommand(shell: Shell): Command {
  return new Command("doctor")
    .option("--out <folder>", "folder that holds runs", "results")
    .option(
      "--model <spec>",
      "ask this model with one cheap call: name, or name@base-url; repeatable",
      collectModel,
    )
    .option("--json", "print JSON")
    .action(async (flags: { out: string; model?: readonly ModelSettings[]; json?: boolean }) => {
      const findings = await examineMachine({
        results: shell.path(flags.out),
        models: flags.model ?? [],
        env: shell.io.env,
      });
      if (findings.some(({ name, ok }) => name.startsWith("model ") && !ok)) shell.exitCode = EXIT.provider;
      if (flags.json) return shell.printJson({ version: VERSION, findings });
      shell.print(`galapagos ${VERSION}\n${renderFindings(findings, shell.paint)}`);
    });
}
