import { GalapagosError } from "../src/core/index.ts";
import { createOfflineOperator } from "../src/operators/index.ts";
import { connectStoreWriter, openReader } from "../src/store/index.ts";
import { failureOf, type IslandFailure } from "./failure.ts";
import { Link } from "./link.ts";
import { IslandLoop } from "./loop.ts";
import type { IslandEnd, IslandTask } from "./protocol.ts";

/** Entry of an island's worker thread: one long-lived task per island. Rejects for our own bugs only. */
export default async function runIsland(task: IslandTask): Promise<IslandEnd | IslandFailure> {
  const reader = openReader(task.folder);
  // the seed is consumed as soon as the island begins
  const link = new Link(task.coordinator, task.limit, () => Math.max(1, loop.consumed));
  const loop: IslandLoop = new IslandLoop(task, {
    link,
    operator: createOfflineOperator({ problem: task.problem }),
    reader,
    writer: connectStoreWriter(task.store),
  });
  try {
    return await loop.run();
  } catch (error) {
    if (!(error instanceof GalapagosError)) throw error;
    return failureOf(error);
  } finally {
    link.close();
    task.store.close();
    reader.close();
  }
}
