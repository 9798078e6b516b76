import { Command } from "commander";
import { resolveConfig } from "../../config/index.ts";
import { GalapagosError, given, shellWord } from "../../core/index.ts";
import { baseConfigOf, beginServed, plainOverview, type ServedRun } from "../../run/index.ts";
import { serveRun } from "../../serve/index.ts";
import { parseCount } from "../arguments.ts";
import { tellEnding } from "../ending.ts";
import { addMachineOptions, machineOf } from "../machine-flags.ts";
import { addPresetOption, namedProblem, type PresetFlags } from "../named-problem.ts";
import type { Shell } from "../shell.ts";
import { sayEvents, type WatchOptions } from "../watched.ts";
import { placeOf } from "./place.ts";

/** Flags of how a run is served. */
export interface ServeFlags extends WatchOptions {
  readonly port: number;
}

interface OwnFlags extends ServeFlags, PresetFlags {
  readonly evaluations?: number;
  readonly seed?: string;
  readonly out?: string;
}

/** `galapagos serve <problem>`. */
export function serveCommand(shell: Shell): Command {
  const command = new Command("serve")
    .argument("<problem>", "name or folder of a problem")
    .option(
      "--evaluations <n>",
      "budget: programs that are scored, the seed included (default: 1000)",
      parseCount,
    )
    .option("--seed <text>", "seed of the programs' own randomness")
    .option("--port <n>", "port on this machine; 0: any free one", parsePort, 0)
    .option("--out <folder>", "folder of this run, or an existing folder to put it into (default: results)")
    .option("--json", "print address and token, and at the end the run's summary, as JSON");
  return addMachineOptions(addPresetOption(command))
    .addHelpText("after", "\nExample:\n  galapagos serve circle-packing --evaluations 500 --port 0")
    .action(async (name: string, flags: OwnFlags) => {
      const problem = await namedProblem(shell, name, flags);
      const config = resolveConfig(
        [{ origin: "command line", settings: given({ seed: flags.seed, evaluations: flags.evaluations }) }],
        baseConfigOf(problem),
      );
      await serveUntilStopped(shell, flags, (signal) =>
        beginServed({
          ...{ problem, config, signal, ...placeOf(shell, flags.out), ...machineOf(shell, flags) },
          onEvents: (events) => sayEvents(shell, events),
        }),
      );
    });
}

/** Serves a run until Ctrl-C, and tells how it stands then. */
export async function serveUntilStopped(
  shell: Shell,
  flags: ServeFlags,
  open: (signal: AbortSignal) => Promise<ServedRun>,
): Promise<void> {
  await shell.drained(
    (text) => shell.say(text),
    async (signal) => {
      const run = await open(signal);
      const server = await serveRun(
        run,
        given({ port: flags.port, token: shell.io.env.GALAPAGOS_TOKEN || undefined }),
      ).catch(async (error) => {
        await run.close();
        throw error;
      });
      const { url, token } = server;
      const left = run.left();
      if (flags.json) shell.print(JSON.stringify({ url, token, run: run.folder, left }));
      else
        shell.print(
          `${url} serves ${run.problem.definition.name}, ${left} evaluations left\ntoken: ${token}\nrun: ${shell.shown(run.folder)}`,
        );
      if (!signal.aborted)
        await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
      await server.close();
      tellEnding(shell, plainOverview(run.folder, await run.close()), flags);
    },
  );
}

/** A port's number; 0 for any free one. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new GalapagosError(`--port: expected a number from 0 to 65535, got ${shellWord(text)}`, {
    code: "serve/port",
    hint: "leave it out to get a free one",
  });
}
