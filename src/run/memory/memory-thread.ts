import { type MessagePort, workerData } from "node:worker_threads";
import { createMemoryRecord, IslandMemory } from "../../memory/index.ts";
import { connectStoreWriter, openRecord } from "../../store/index.ts";
import type { MemoryThreadTask } from "./memory-upkeep.ts";

/**
 * Entry of the upkeep's thread: follows the islands from border to border and records the upkeep of each
 * border.
 */
const { location, place, store, orders } = workerData as MemoryThreadTask & { readonly orders: MessagePort };
const record = openRecord(location);
const writer = connectStoreWriter(store);
const memory = new IslandMemory(
  { ...place, island: 0 },
  createMemoryRecord(record.candidates, record.lessons, place.direction),
);

orders.on("message", (epoch: number | null) => {
  if (epoch === null) {
    orders.close();
    store.close();
    record[Symbol.dispose]();
    return;
  }
  while (memory.crossed < epoch) memory.cross(memory.crossed + 1);
  // a store that refuses ends the run by itself
  writer.write(memory.upkeepWrites()).catch(() => {});
});
