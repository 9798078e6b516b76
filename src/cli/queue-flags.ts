import { type Command, Option } from "commander";
import { GalapagosError, given } from "../core/index.ts";
import { readSecret, SECRET_VARIABLE } from "../evaluate/index.ts";
import type { QueueSettings } from "../run/index.ts";
import { parseCount, parseName } from "./arguments.ts";
import type { Shell } from "./shell.ts";

/** Flags of commands whose evaluations may go to other machines. */
export interface QueueFlags {
  readonly queue?: string;
  readonly queueName?: string;
  readonly queueWeight?: number;
  /** Of `run`, `fork` and `resume`. */
  readonly archipelago?: string;
}

/** Adds the flags that send evaluations to workers. */
export function addQueueOptions(command: Command): Command {
  return command
    .addOption(queueOption())
    .addOption(queueNameOption())
    .option(
      "--queue-weight <n>",
      "turns of this run where another one on the queue gets one, 1 to 100",
      parseCount,
    );
}

/** Adds the flag of runs that exchange elites with others. */
export function addArchipelagoOption(command: Command): Command {
  return command.option(
    "--archipelago <name>",
    "exchange elites at borders with the runs of this name on the queue; part of the record",
    parseName,
  );
}

/** `--queue`: alone where there is nothing to share turns with. */
function queueOption(): Option {
  return new Option("--queue <address>", "send evaluations to workers: redis://host:6379 (docs/machines.md)");
}

/** `--queue-name`, for runs, workers and whoever looks after them. */
export function queueNameOption(): Option {
  return new Option("--queue-name <name>", "machines and runs of one name work together").default(
    undefined,
    "galapagos",
  );
}

/** The queue that flags name, with the secret of this machine; nothing where none is named. */
export function queueOf(shell: Shell, flags: QueueFlags): QueueSettings | undefined {
  const { queue, queueName, queueWeight = 1, archipelago } = flags;
  if (queue === undefined) {
    if ([queueName, flags.queueWeight, archipelago].every((flag) => flag === undefined)) return undefined;
    throw new GalapagosError("--queue-name, --queue-weight and --archipelago need --queue", {
      code: "queue/flags",
      hint: "say where the queue is: --queue redis://host:6379",
    });
  }
  if (queueWeight > 100) {
    throw new GalapagosError(`--queue-weight: expected a whole number from 1 to 100, got ${queueWeight}`, {
      code: "queue/flags",
      hint: "1 is what every run gets",
    });
  }
  return {
    url: queue,
    secret: secretOf(shell),
    fleet: fleetOf(queueName),
    weight: queueWeight,
    ...given({ archipelago }),
  };
}

/** The secret that the environment names. */
export function secretOf(shell: Shell) {
  const file = shell.io.env[SECRET_VARIABLE];
  return readSecret(file === undefined || file === "" ? undefined : shell.path(file));
}

/** The name of a fleet: letters, digits and a few signs, because it becomes part of others. */
export function fleetOf(name = "galapagos"): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name)) return name;
  throw new GalapagosError(
    `--queue-name: expected letters, digits, dots and hyphens, got ${JSON.stringify(name)}`,
    {
      code: "queue/flags",
      hint: "write for example --queue-name lab",
    },
  );
}
