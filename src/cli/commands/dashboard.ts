import { existsSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Command } from "commander";
import { given } from "../../core/index.ts";
import { openDashboard } from "../../report/index.ts";
import { TURNS_FILE } from "../../store/index.ts";
import { parsePort } from "../arguments.ts";
import { namedRun } from "../named-run.ts";
import type { Shell } from "../shell.ts";

/** Flags of `dashboard`. */
interface DashboardFlags {
  readonly port?: number;
  readonly host?: string;
}

/** `galapagos dashboard [folder|run]`. */
export function dashboardCommand(shell: Shell): Command {
  return new Command("dashboard")
    .argument("[place]", "a folder of runs, or a run (default: results)")
    .option("--port <n>", "port to listen on (default: one that is free)", parsePort)
    .option("--host <address>", "address to listen on (default: 127.0.0.1, which only this machine reaches)")
    .addHelpText("after", "\nExample:\n  galapagos dashboard results")
    .action(async (place: string | undefined, { port, host }: DashboardFlags) => {
      const { resultsRoot, run } = placeOf(shell, place);
      if (host !== undefined && !["127.0.0.1", "::1", "localhost"].includes(host))
        shell.say(
          `warning: ${host} may be reached from other machines: whoever has the address with its token can read these runs and give them programs, and the way there is not encrypted`,
        );
      const dashboard = await openDashboard({
        resultsRoot,
        wordOf: (folder) => shell.word(folder),
        line: { command: [process.execPath, process.argv[1] ?? "galapagos"], cwd: shell.io.cwd },
        ...given({ port, host }),
      });
      const path = run === null ? "" : `run/${encodeURIComponent(run)}/`;
      shell.print(`${dashboard.url}${path}?token=${dashboard.token}`);
      shell.say(
        "open it in a browser; Ctrl-C ends the dashboard, and runs go on that were not resumed from it",
      );
      await new Promise<void>((resolve) => {
        const release = shell.io.onSignal(["SIGINT", "SIGTERM"], () => {
          release();
          resolve();
        });
      });
      await dashboard.close();
    });
}

/** The folder of runs that is meant, and the run, where one is. */
function placeOf(shell: Shell, place: string | undefined): { resultsRoot: string; run: string | null } {
  const results = shell.path("results");
  if (place === undefined) return { resultsRoot: results, run: null };
  const folder = shell.path(place);
  const isRun = (path: string): boolean =>
    ["run.db", TURNS_FILE].some((file) => existsSync(join(path, file)));
  if (existsSync(folder) && statSync(folder).isDirectory() && !isRun(folder))
    return { resultsRoot: folder, run: null };
  const run = namedRun(shell, place);
  return { resultsRoot: dirname(run), run: basename(run) };
}
