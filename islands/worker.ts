import { GalapagosError, packError } from "../src/core/index.ts";
import { connectGateway } from "../src/llm/index.ts";
import {
  createOfflineOperator,
  openDirectedOperator,
  openLanguage,
  type Operator,
} from "../src/operators/index.ts";
import { connectStoreWriter, openRecord } from "../src/store/index.ts";
import { Coordination } from "./coordination.ts";
import { IslandLoop } from "./loop.ts";
import { ISLAND_ERRORS, type IslandEnd, type IslandFailure, type IslandTask } from "./protocol.ts";

/** Entry of an island's worker thread: one long-lived task per island. Rejects for our own bugs only. */
export default async function runIsland(task: IslandTask): Promise<IslandEnd | IslandFailure> {
  using record = openRecord(task.location);
  let loop: IslandLoop | null = null;
  // the seed is consumed as soon as the island begins
  const coordination = new Coordination(task.coordinator, task.limit, () => Math.max(1, loop?.consumed ?? 0));
  const writer = connectStoreWriter(task.store);
  try {
    const operator = await operatorOf(task);
    const gateway = task.models && connectGateway(task.models.gateway);
    loop = new IslandLoop(task, { coordination, operator, writer, gateway }, record);
    const end = await loop.run();
    // a last checkpoint may be on its way to the disk
    await writer.write([]);
    return end;
  } catch (error) {
    if (!(error instanceof GalapagosError)) throw error;
    return { failure: packError(error, ISLAND_ERRORS.unknown) };
  } finally {
    coordination.close(loop?.consumed ?? 0);
    task.store.close();
    task.models?.gateway.close();
  }
}

async function operatorOf({ problem, config, models, machine }: IslandTask): Promise<Operator> {
  const language = await openLanguage(problem);
  if (models === null) return createOfflineOperator({ problem, language });
  return await openDirectedOperator({ problem, language, config, machine, ...models });
}
