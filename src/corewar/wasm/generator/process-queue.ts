import { type Expression, type FunctionBuilder, i32, type Local, memory } from "../binary/index.ts";
import { type Layout, RECORD } from "./layout.ts";

/** One warrior's process queue and record, as the code of an instruction sees them. */
export interface ProcessQueue {
  /** Address of the warrior's record. */
  readonly record: Expression<"i32">;
  readonly tail: Local<"i32">;
  /** The address that the next process will execute, while the head is not beyond it. */
  next(): Expression<"i32">;
  /** Puts a process at the end of the queue. */
  push(address: Expression<"i32">): void;
  /** True while another process is allowed. */
  hasRoom(): Expression<"i32">;
  /** True when no process is left. */
  isDead(): Expression<"i32">;
}

interface ProcessQueueParts {
  readonly f: FunctionBuilder;
  readonly layout: Layout;
  /** Address of the warrior's record: known when the module is generated, or in a variable. */
  readonly record: number | Local<"i32">;
  readonly head: Expression<"i32">;
  readonly tail: Local<"i32">;
}

/**
 * A ring buffer: head and tail only grow (modulo 2³²) and are masked when used. So their difference counts
 * the processes and the head counts the warrior's instructions, both in steps of the entry size.
 */
export function createProcessQueue({ f, layout, record, head, tail }: ProcessQueueParts): ProcessQueue {
  const { entry, narrow, queueMask } = layout;
  const slot = (counter: Expression<"i32">): [address: Expression<"i32">, offset: number] => {
    const position = i32.and(counter, i32.const(queueMask));
    return typeof record === "number"
      ? [position, record + RECORD.queue]
      : [i32.add(position, record), RECORD.queue];
  };
  return {
    record: typeof record === "number" ? i32.const(record) : record,
    tail,
    next: () => (narrow ? memory.load16 : memory.load32)(...slot(head)),
    push: (address) => {
      const [position, offset] = slot(tail);
      f.do((narrow ? memory.store16 : memory.store32)(position, address, offset));
      f.set(tail, i32.add(tail, i32.const(entry)));
    },
    hasRoom: () => i32.ltU(i32.sub(tail, head), i32.const(entry * layout.shape.maxProcesses)),
    isDead: () => i32.eq(head, tail),
  };
}
