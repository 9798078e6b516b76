import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Command, Option } from "commander";
import { GalapagosError, showBytes } from "../../core/index.ts";
import {
  exportedPrograms,
  readRunReport,
  readTraces,
  renderCsv,
  writeOpenEvolve,
} from "../../report/index.ts";
import { openRun, requirePlain, type Run } from "../../run/index.ts";
import { writeNamedFile } from "../../store/index.ts";
import { namedRun } from "../named-run.ts";
import type { Shell } from "../shell.ts";

/** Forms in which a run is exported, each by its name on the command line. */
const FORMATS = ["jsonl", "csv", "openevolve", "traces"] as const;

/** Flags of `export`. */
interface ExportFlags {
  readonly format: (typeof FORMATS)[number];
  readonly out?: string;
}

/** `galapagos export [run]`. */
export function exportCommand(shell: Shell): Command {
  const format = new Option("--format <name>", "form of the export").choices(FORMATS).default("jsonl");
  return new Command("export")
    .argument("[run]", "name or folder of a run (default: the newest)")
    .addOption(format)
    .option("--out <path>", "file to write, or folder for openevolve (default: standard output)")
    .addHelpText(
      "after",
      "\nLines of jsonl and traces follow schemas/export-program.schema.json and schemas/export-trace.schema.json.",
    )
    .action((name: string | undefined, { format, out }: ExportFlags) => {
      const run = openRun(namedRun(shell, name));
      if (format === "openevolve") return writeCheckpoint(shell, run, out);
      const text = textOf(run, format);
      if (out === undefined) return shell.printProgram(text);
      writeNamedFile(shell.path(out), text);
      shell.print(shell.shown(shell.path(out)));
      shell.say(showBytes(Buffer.byteLength(text)));
    });
}

function textOf(run: Run, format: Exclude<ExportFlags["format"], "openevolve">): string {
  if (format === "traces") return lines(run.parts().flatMap((part) => [...readTraces(part)]));
  const programs = exportedPrograms(readRunReport(run, { sources: true }));
  return format === "csv" ? renderCsv(programs) : lines(programs);
}

function lines(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join("");
}

function writeCheckpoint(shell: Shell, run: Run, out: string | undefined): void {
  requirePlain(run.folder, "exported as one checkpoint");
  if (out === undefined) {
    throw new GalapagosError("a checkpoint is a folder, and none is named", {
      code: "export/out",
      hint: `galapagos export ${shell.word(run.folder)} --format openevolve --out checkpoint`,
    });
  }
  const folder = shell.path(out);
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new GalapagosError(`${folder} holds other files, and a checkpoint wants a folder of its own`, {
      code: "export/out",
      hint: `name a new one: --out ${shell.word(join(folder, "checkpoint"))}`,
    });
  }
  const files = writeOpenEvolve(readRunReport(run, { sources: true }), folder);
  shell.print(shell.shown(folder));
  shell.say(`${files} files; OpenEvolve's visualiser and its loader read them`);
}
