import { createOfflineOperator } from "../src/operators/index.ts";
import { connectStoreWriter, openReader } from "../src/store/index.ts";
import { Link } from "./link.ts";
import { IslandLoop } from "./loop.ts";
import type { IslandEnd, IslandTask } from "./protocol.ts";

/** Entry of an island's worker thread: one long-lived task per island. */
export default async function runIsland(task: IslandTask): Promise<IslandEnd> {
  const reader = openReader(task.folder);
  const link = new Link(task.coordinator, task.limit, () => loop.consumed);
  const loop: IslandLoop = new IslandLoop(task, {
    link,
    operator: createOfflineOperator({ problem: task.problem }),
    reader,
    writer: connectStoreWriter(task.store),
  });
  try {
    return await loop.run();
  } finally {
    link.close();
    task.store.close();
    reader.close();
  }
}
