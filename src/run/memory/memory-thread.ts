import { type MessagePort, workerData } from "node:worker_threads";
import { createMemoryRecord, IslandMemory } from "../../memory/index.ts";
import { connectStoreWriter, openLessonReader, openReader } from "../../store/index.ts";
import type { MemoryThreadTask } from "./memory-upkeep.ts";

/** Entry of the upkeep's thread: follows the islands from border to border and records what each border's upkeep comes to. */
const { folder, place, store, orders } = workerData as MemoryThreadTask & { readonly orders: MessagePort };
const reader = openReader(folder);
const lessons = openLessonReader(folder);
const writer = connectStoreWriter(store);
const memory = new IslandMemory(
  { ...place, island: 0 },
  createMemoryRecord(reader, lessons, place.direction),
);

orders.on("message", (epoch: number | null) => {
  if (epoch === null) {
    orders.close();
    store.close();
    lessons.close();
    reader.close();
    return;
  }
  while (memory.crossed < epoch) memory.cross(memory.crossed + 1);
  // a store that refuses ends the run by itself
  writer.write(memory.upkeepWrites()).catch(() => {});
});
