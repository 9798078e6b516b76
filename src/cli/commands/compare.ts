import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { GalapagosError } from "../../core/index.ts";
import {
  compareRuns,
  readCompared,
  renderComparison,
  renderComparisonPage,
  type RunToCompare,
} from "../../report/index.ts";
import { listRunsBelow, TURNS_FILE, writeNamedFile } from "../../store/index.ts";
import { parseNumber } from "../arguments.ts";
import { namedRun } from "../named-run.ts";
import type { Shell } from "../shell.ts";

/** Flags of `compare`. */
interface CompareFlags {
  readonly target?: number;
  readonly html?: string;
  readonly json?: boolean;
}

/** `galapagos compare <run>…`. */
export function compareCommand(shell: Shell): Command {
  return new Command("compare")
    .argument("<runs...>", "names or folders of runs; a folder of a study stands for its runs")
    .option(
      "--target <score>",
      "what it took to reach this score (default: the runs' own target)",
      parseNumber,
    )
    .option("--html <file>", "write it as one page for a browser, climbs with their bands included")
    .option("--json", "print the comparison as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  galapagos compare heilbronn-1 heilbronn-2\n  galapagos compare results/my-study --html study.html",
    )
    .action((names: readonly string[], flags: CompareFlags) => {
      const runs = names.flatMap((name) => runsOf(shell, name));
      const comparison = compareRuns(runs.map((run) => readCompared(run, flags.target ?? null)));
      if (flags.html !== undefined) {
        const path = shell.path(flags.html);
        writeNamedFile(path, renderComparisonPage(comparison));
        if (!flags.json) shell.print(shell.shown(path));
        else shell.say(shell.shown(path));
      }
      if (flags.json) shell.printJson(comparison);
      else if (flags.html === undefined) shell.print(renderComparison(comparison));
    });
}

/** The run that a person names, or the runs of a folder that is none itself; those of a study know their arm. */
function runsOf(shell: Shell, name: string): readonly RunToCompare[] {
  const places = [shell.path(join("results", name)), shell.path(name)];
  const isFolder = (place: string): boolean =>
    existsSync(place) &&
    statSync(place).isDirectory() &&
    ["run.db", TURNS_FILE].every((file) => !existsSync(join(place, file)));
  const folder = places.find(isFolder);
  if (folder === undefined) return [{ name, folder: namedRun(shell, name), arm: null }];
  const runs = listRunsBelow(folder).filter((run) => existsSync(join(run.folder, "run.db")));
  if (runs.length > 0) {
    const arms = runs.map((run) => run.name.split("/").at(-2) ?? null);
    return runs.map((run, at) => ({
      name: shell.shown(run.folder),
      folder: run.folder,
      arm: arms[at] ?? null,
    }));
  }
  throw new GalapagosError(`${folder} holds no run, and no study's runs`, {
    code: "run/none",
    hint: "see which runs there are: galapagos list",
  });
}
