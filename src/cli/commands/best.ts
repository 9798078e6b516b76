import { Command } from "commander";
import { GalapagosError } from "../../core/index.ts";
import { summariseRun } from "../../run/index.ts";
import { findRun, openReader } from "../../store/index.ts";
import { print, printJson } from "../output.ts";

/** `galapagos best [run]`. */
export function bestCommand(): Command {
  return new Command("best")
    .description("print the best program of a run")
    .argument("[run]", "name or folder of a run (default: the newest)")
    .option("--json", "print it with its id and score as JSON")
    .action((name: string | undefined, flags: { json?: boolean }) => {
      const folder = findRun("results", name);
      const { best } = summariseRun(folder);
      if (best === null) {
        throw new GalapagosError(`${folder} has no scored program yet`, {
          code: "run/empty",
          hint: `see what went wrong: galapagos inspect ${folder}`,
        });
      }
      const reader = openReader(folder);
      try {
        const source = reader.sources([best.id]).get(best.id) ?? "";
        if (flags.json) printJson({ ...best, source });
        else print(source);
      } finally {
        reader.close();
      }
    });
}
