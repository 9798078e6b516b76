import { Command } from "commander";
import { counted } from "../../core/index.ts";
import { drainFleet, type FleetAddress, fleetStatus, purgeFleet } from "../../evaluate/index.ts";
import { renderFleet } from "../../report/index.ts";
import { fleetOf, queueNameOption, secretOf } from "../queue-flags.ts";
import type { Shell } from "../shell.ts";

interface QueueCommandFlags {
  readonly queueName?: string;
  readonly json?: boolean;
  readonly all?: boolean;
}

/** `galapagos queue`: looks after a queue of evaluations and its workers. */
export function queueCommand(shell: Shell): Command {
  const addressed = (url: string, flags: QueueCommandFlags): FleetAddress => ({
    ...{ url, secret: secretOf(shell), fleet: fleetOf(flags.queueName) },
  });
  const below = (name: string, description: string): Command =>
    new Command(name)
      .description(description)
      .argument("<address>", "the queue: redis://host:6379")
      .addOption(queueNameOption())
      .option("--json", "print JSON");
  const status = below("status", "show workers, runs, what waits and what is wrong").action(
    async (url: string, flags: QueueCommandFlags) => {
      const found = await fleetStatus(addressed(url, flags));
      if (flags.json) shell.printJson(found);
      else shell.print(renderFleet(found, shell.paint));
    },
  );
  const drain = below("drain", "have all workers leave when what they run is finished").action(
    async (url: string, flags: QueueCommandFlags) => {
      const workers = await drainFleet(addressed(url, flags));
      if (flags.json) shell.printJson({ workers });
      else
        shell.print(workers.length === 0 ? "there are no workers" : `told to leave: ${workers.join(", ")}`);
    },
  );
  const purge = below("purge", "clear away what dead runs left")
    .option("--all", "everything, also of runs that go on: they send anew what they wait for")
    .action(async (url: string, flags: QueueCommandFlags) => {
      const removed = await purgeFleet(addressed(url, flags), flags.all === true);
      if (flags.json) shell.printJson(removed);
      else
        shell.print(
          `removed: ${counted(removed.lots, "queue of a run", "queues of runs")}, ${counted(removed.texts, "text")}`,
        );
    });
  return new Command("queue").addCommand(status).addCommand(drain).addCommand(purge);
}
