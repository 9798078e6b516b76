import { join } from "node:path";
import { Command } from "commander";
import { showBytes } from "../../core/index.ts";
import { readPage, renderPage } from "../../report/index.ts";
import { writeFileAtomic } from "../../store/index.ts";
import { namedRun } from "../named-run.ts";
import type { Shell } from "../shell.ts";

/** `galapagos report [run]`. */
export function reportCommand(shell: Shell): Command {
  return new Command("report")
    .argument("[run]", "name or folder of a run (default: the newest)")
    .option("--out <file>", "where to write it (default: report.html in the run's folder)")
    .action((name: string | undefined, flags: { readonly out?: string }) => {
      const folder = namedRun(shell, name);
      const page = renderPage(readPage(folder, shell.word(folder)));
      const path = flags.out === undefined ? join(folder, "report.html") : shell.path(flags.out);
      writeFileAtomic(path, page);
      shell.print(shell.shown(path));
      shell.say(`${showBytes(Buffer.byteLength(page))}; it opens in any browser, without a network`);
    });
}
