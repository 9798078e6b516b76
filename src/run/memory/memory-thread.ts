import { type MessagePort, workerData } from "node:worker_threads";
import { createMemoryRecord, IslandMemory, type MemoryRecord } from "../../memory/index.ts";
import { connectStoreWriter, openRecord } from "../../store/index.ts";
import type { MemoryThreadTask } from "./memory-upkeep.ts";

/**
 * Entry of the upkeep's thread: follows the islands from border to border and records the upkeep of each
 * border.
 */
const { location, place, store, orders, unwanted } = workerData as MemoryThreadTask & {
  readonly orders: MessagePort;
};
const record = openRecord(location);
const writer = connectStoreWriter(store);
const memory = new IslandMemory(
  { ...place, island: 0 },
  whileWanted(createMemoryRecord(record.candidates, record.lessons, place.direction)),
);

orders.on("message", (epoch: number | null) => {
  if (epoch === null) {
    orders.close();
    store.close();
    record[Symbol.dispose]();
    return;
  }
  try {
    while (memory.crossed < epoch) memory.cross(memory.crossed + 1);
    // a store that refuses ends the run by itself
    writer.write(memory.upkeepWrites()).catch(() => {});
  } catch (error) {
    if (!isUnwanted()) throw error;
  }
});

function isUnwanted(): boolean {
  return Atomics.load(unwanted, 0) !== 0;
}

/** A record that is read no further once nobody waits for what is made of it. */
function whileWanted(whole: MemoryRecord): MemoryRecord {
  const look = (): MemoryRecord => {
    if (isUnwanted()) throw new Error("nobody waits for this border any more");
    return whole;
  };
  return {
    *steps(...range) {
      for (const event of look().steps(...range)) {
        look();
        yield event;
      }
    },
    at: (...border) => look().at(...border),
    outcome: (id) => look().outcome(id),
    sources: (ids) => look().sources(ids),
  };
}
