import { availableParallelism } from "node:os";
import { join } from "node:path";
import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { Command, InvalidArgumentError } from "commander";
import { cacheFolder, GalapagosError, isOwnFolder, makeFolders, shellWord } from "../../core/index.ts";
import { type DataFolders, runWorker } from "../../evaluate/index.ts";
import { parseCount } from "../arguments.ts";
import { UNSAFE_OPTION } from "../machine-flags.ts";
import { fleetOf, queueNameOption, secretOf } from "../queue-flags.ts";
import type { Shell } from "../shell.ts";

interface WorkerFlags {
  readonly queueName?: string;
  readonly lanes: number;
  readonly levels: readonly number[];
  readonly cache?: string;
  readonly data: DataFolders;
  readonly unsafe?: boolean;
}

/** `galapagos worker <address>`. */
export function workerCommand(shell: Shell): Command {
  return new Command("worker")
    .argument("<address>", "the queue: redis://host:6379, or rediss://user:password@host:6380 with TLS")
    .option(
      "--lanes <n>",
      "evaluations at the same time (default: the cores)",
      parseCount,
      availableParallelism(),
    )
    .option("--levels <list>", "levels of sandboxes that it serves, e.g. 1,2", parseLevels, [1, 2, 3])
    .option("--cache <folder>", "folder for what problems' scores depend on (default: the user's cache)")
    .option(
      "--data <name=folder>",
      "where this machine has data that problems need, by its name; may be said several times",
      (text: string, before: DataFolders) => ({ ...before, ...parseData(text, shell) }),
      {},
    )
    .option(...UNSAFE_OPTION)
    .addOption(queueNameOption())
    .addHelpText("after", "\nExample:\n  galapagos worker redis://head:6379 --lanes 8")
    .action((url: string, flags: WorkerFlags) => {
      const secret = secretOf(shell);
      return shell.drained(
        () => shell.say("leaving when what runs is finished (Ctrl-C again leaves at once)"),
        (signal) =>
          runWorker({
            ...{
              url,
              secret,
              signal,
              lanes: flags.lanes,
              levels: flags.levels,
              data: flags.data,
              unsafe: flags.unsafe ?? false,
            },
            fleet: fleetOf(flags.queueName),
            cache: flags.cache === undefined ? ownCache() : requireOwn(shell.path(flags.cache)),
            onNote: (message) => shell.say(`${new Date().toISOString()} ${message}`),
          }),
      );
    });
}

/** The user's cache, or a folder of this worker alone where there is none. */
function ownCache(): string {
  return join(cacheFolder() ?? mkdtempSync(join(tmpdir(), "galapagos-worker-")), "problems");
}

/** A folder that is named for code to be run from, once nobody else can put any there. */
function requireOwn(folder: string): string {
  makeFolders(folder, 0o700);
  // not the link, if it is one: what it leads to could be another folder later
  const real = realpathSync(folder);
  if (isOwnFolder(real)) return real;
  throw new GalapagosError(
    `expected a folder that only you can write, since code is run from it, got ${folder}, which others may write or replace`,
    {
      code: "queue/cache",
      hint: `chmod go-w ${shellWord(folder)} and the folders above it, or leave --cache out`,
    },
  );
}

/** A list of levels: `1,2,3`. */
function parseLevels(text: string): readonly number[] {
  const levels = text.split(",").map((part) => Number(part.trim()));
  if (levels.every((level) => [0, 1, 2, 3].includes(level))) return levels;
  throw new InvalidArgumentError("Expected levels from 0 to 3, with commas between them.");
}

/** Data by its name: `mnist=/mnt/mnist`. */
function parseData(text: string, shell: Shell): DataFolders {
  const [, name, folder] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (name !== undefined && folder !== undefined) return { [name]: shell.path(folder) };
  throw new InvalidArgumentError("Expected a name and a folder: mnist=/mnt/mnist.");
}
