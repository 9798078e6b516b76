import type { Gateway } from "../src/llm/index.ts";
import type { IslandMemory, MemoryRecord } from "../src/memory/index.ts";
import type { Operator } from "../src/operators/index.ts";
import type { CallReader, StoreReader, StoreWriter } from "../src/store/index.ts";
import type { Coordination } from "./coordination.ts";
import type { Population } from "./population.ts";
import type { IslandTask } from "./protocol.ts";

/** One island at work: its task, its state by logical time, and everything it can reach. */
export interface Island {
  readonly task: IslandTask;
  readonly population: Population;
  /** `null` in a run that keeps no memory. */
  readonly memory: RememberedIsland | null;
  readonly coordination: Coordination;
  readonly operator: Operator;
  readonly reader: StoreReader;
  readonly calls: CallReader;
  readonly writer: StoreWriter;
  /** `null` in a run without models. */
  readonly gateway: Gateway | null;
  /** Highest step on record when the sitting began; beyond it nothing needs to be looked up. */
  readonly recordedUntil: number;
}

/** The memory of an island, and the record that it is a fold of. */
interface RememberedIsland {
  readonly state: IslandMemory;
  readonly record: MemoryRecord;
}
