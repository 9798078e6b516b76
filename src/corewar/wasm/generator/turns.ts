import { type Expression, type FunctionBuilder, i32, type Local, memory } from "../binary/index.ts";
import { type Layout, RECORD } from "./layout.ts";

/**
 * The order in which many warriors move, and what is counted of it. All that live execute one instruction a
 * cycle, so they share one head, which their records get when the round is over; and instructions are counted
 * by the cycle, so that a turn has to compare its record with one other and nothing else.
 */
export interface Turns {
  /** Record of the warrior whose turn it is. */
  readonly record: Local<"i32">;
  /** Head of those that have moved in this cycle, as their handlers see it. */
  readonly head: Local<"i32">;
  /** Instructions until the round is over, those that are planned left out. */
  readonly left: Local<"i32">;
  /** Record before whose turn the plan ends. */
  readonly end: Local<"i32">;
  /** Plans the rest of the cycle, or as much of it as may still be executed. */
  plan(): void;
  /** The address that the warrior executes. */
  pop(): Expression<"i32">;
  /** Head of those that have not moved in this cycle. */
  headBefore(): Expression<"i32">;
  /** Begins the next cycle, if the plan ended with this one. */
  endCycle(): void;
  /** Takes the warrior, which died, out of the ring. */
  bury(): void;
  /** True when too few are left to go on. */
  isDecided(): Expression<"i32">;
  /** Writes the heads of the living into their records. */
  writeHeads(): void;
}

/** The turns of a function with the parameters record, left, alive, quorum. */
export function createTurns(f: FunctionBuilder, layout: Layout): Turns {
  const { entry, narrow, queueMask } = layout;
  const record = f.parameter(0, "i32");
  const left = f.parameter(1, "i32");
  const alive = f.parameter(2, "i32");
  const quorum = f.parameter(3, "i32");
  // the record that moved first in this cycle, and the shared place in the queues
  const [first, end, head, slot] = [f.local("i32"), f.local("i32"), f.local("i32"), f.local("i32")];
  const [one, count] = [f.local("i32"), f.local("i32")];
  const nextOf = (of: Local<"i32">): Expression<"i32"> => memory.load32(of, RECORD.next);
  const add = (to: Local<"i32">, number: number): void => f.set(to, i32.add(to, i32.const(number)));
  const headBefore = (): Expression<"i32"> => i32.sub(head, i32.const(entry));
  const begin = (): void => {
    f.set(slot, i32.and(head, i32.const(queueMask)));
    add(head, entry);
  };
  /** Sets `one` to the record before `to` in the ring, and `count` to the steps from the current record to `to`. */
  const walk = (to: Local<"i32">): void => {
    f.set(one, record);
    f.set(count, i32.const(1));
    f.block((found) => {
      f.loop((again) => {
        f.branchIf(found, i32.eq(nextOf(one), to));
        f.set(one, nextOf(one));
        add(count, 1);
        f.branch(again);
      });
    });
  };
  f.set(first, record);
  f.set(head, memory.load32(record, RECORD.head));
  begin();
  return {
    record,
    head,
    left,
    end,
    headBefore,
    plan() {
      f.set(count, alive);
      f.when(i32.ne(record, first), () => walk(first));
      f.set(end, first);
      f.when(
        i32.geU(left, count),
        () => f.set(left, i32.sub(left, count)),
        () => {
          f.set(end, record);
          f.loop((again) => {
            f.set(end, nextOf(end));
            add(left, -1);
            f.branchIf(again, left);
          });
        },
      );
    },
    pop: () => (narrow ? memory.load16 : memory.load32)(i32.add(record, slot), RECORD.queue),
    endCycle: () => f.when(i32.eq(record, first), begin),
    bury() {
      f.do(memory.store32(record, head, RECORD.head));
      walk(end);
      f.set(left, i32.add(left, count));
      const others = i32.divU(i32.sub(left, i32.const(1)), alive);
      f.set(left, i32.sub(i32.sub(left, i32.const(2)), others));
      add(alive, -1);
      walk(record);
      f.do(memory.store32(one, nextOf(record), RECORD.next));
      f.set(one, nextOf(record));
      f.when(
        i32.eq(record, first),
        () => f.set(first, one),
        () => f.when(i32.eq(one, first), begin),
      );
      f.set(record, one);
    },
    isDecided: () => i32.ltU(alive, quorum),
    writeHeads() {
      f.when(alive, () => {
        f.set(one, first);
        f.loop((again) => {
          // from the one whose turn it is on, nobody has moved
          f.when(i32.eq(one, record), () => f.set(head, headBefore()));
          f.do(memory.store32(one, head, RECORD.head));
          f.set(one, nextOf(one));
          f.branchIf(again, i32.ne(one, first));
        });
      });
    },
  };
}
