import { type Expression, type FunctionBuilder, i32, i64, memory } from "../binary/index.ts";
import { RECORD } from "./layout.ts";

/** A number known when the code is generated, or computed by it. */
type Amount = number | Expression<"i32">;

/** Code that notes what a warrior does in observed rounds; in others no such code is generated. */
export interface Watch {
  /** A process was queued at an address. */
  queued(address: Expression<"i32">): void;
  /** A process was created. */
  spawned(): void;
  /** The cell at an address was written; counted by {@link count}. */
  wrote(address: Expression<"i32">): void;
  /** So many cells were read and written. */
  count(reads: Amount, writes: Amount): void;
}

/** Notes everything in the warrior's record and in the byte maps that the record points to. */
export function createWatch(f: FunctionBuilder, record: Expression<"i32">): Watch {
  const mark = (map: number, address: Expression<"i32">): void =>
    f.do(memory.store8(i32.add(memory.load32(record, map), i32.shrU(address, i32.const(3))), i32.const(1)));
  const add = (counter: number, amount: Amount): void => {
    if (amount === 0) return;
    const more = typeof amount === "number" ? i64.const(BigInt(amount)) : i64.extend(amount);
    f.do(memory.store64(record, i64.add(memory.load64(record, counter), more), counter));
  };
  return {
    queued: (address) => mark(RECORD.covered, address),
    spawned: () => add(RECORD.spawned, 1),
    wrote: (address) => mark(RECORD.written, address),
    count: (reads, writes) => {
      add(RECORD.reads, reads);
      add(RECORD.writes, writes);
    },
  };
}
