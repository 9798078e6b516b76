import {
  FunctionBuilder,
  type FunctionHandle,
  i32,
  type Label,
  type Local,
  memory,
  ModuleBuilder,
} from "../binary/index.ts";
import { addColdFunction } from "./cold-function.ts";
import { emitHandler } from "./handler.ts";
import { createLane, type Lane } from "./lane.ts";
import { type Layout, RECORD } from "./layout.ts";
import type { Machine } from "./machine.ts";
import { createRegisters } from "./registers.ts";
import type { Tagging } from "./tagging.ts";
import { createWatch } from "./watch.ts";

/** One warrior's turn: its queue, its next instruction and the tag of that. */
interface Side {
  readonly lane: Lane;
  readonly pc: Local<"i32">;
  readonly tag: Local<"i32">;
}

/** How the inner loop ended. */
const STATE = { over: 0, coldFirst: 1, coldSecond: 2 } as const;

/**
 * Generates the module for two warriors. It exports `duel(limit)`: runs from the state in records 0 (who moves first) and 1 until
 * one is dead or the head of record 0 reaches `limit`, and leaves the state there.
 *
 * An operation without a handler ends the inner loop, is executed outside, and the loop begins again: a loop without calls keeps its
 * state in registers.
 */
export function generateDuel(layout: Layout, tagging: Tagging, observe: boolean): Uint8Array<ArrayBuffer> {
  const module = new ModuleBuilder();
  const cold = addColdFunction(module, layout, observe);
  const run = addDuelLoop(module, layout, tagging, observe);
  const f = new FunctionBuilder(["i32"]);
  const duel = module.declare(f, "duel");
  const state = f.local("i32");
  f.block((over) => {
    const execute = (turn: number): void => {
      const record = i32.const(layout.records + turn * RECORD.size);
      f.branchIf(over, i32.eqz(cold.value(record)));
    };
    f.loop((again) => {
      f.set(state, run.value(f.parameter(0, "i32")));
      f.branchIf(over, i32.eqz(state));
      f.when(i32.eq(state, i32.const(STATE.coldFirst)), () => execute(0));
      execute(1);
      f.branch(again);
    });
  });
  module.finish(duel);
  return module.bytes(layout.pages);
}

/**
 * Adds the inner loop: limit → state. Every warrior has its own copy of the handlers, so that nothing is swapped between turns and the time
 * limit is tested once a cycle.
 *
 * The other warrior's next instruction is looked up before the current one is executed: a processor that guessed the next handler wrong
 * then knows it earlier (5 % faster, 10 to 20 on papers). Only `MOV.I` can change a tag, so only `MOV.I` looks again.
 */
function addDuelLoop(
  module: ModuleBuilder,
  layout: Layout,
  { handlers, handlerOf }: Tagging,
  observe: boolean,
): FunctionHandle {
  const f = new FunctionBuilder(["i32"], ["i32"]);
  const run = module.declare(f);
  const limit = f.parameter(0, "i32");
  const state = f.local("i32");
  const registers = createRegisters(f, layout);
  const sides = [createSide(f, layout, 0), createSide(f, layout, 1)] as const;
  const lookAhead = ({ lane, pc, tag }: Side): void => {
    f.set(pc, lane.pop());
    f.set(tag, registers.cells.tag(pc));
  };
  const takeTurn = ({ lane, pc, tag }: Side, other: Side, over: Label, cold: number): void => {
    const lookAgain = (): void => f.set(other.tag, registers.cells.tag(other.pc));
    const watch = observe ? createWatch(f, lane.record) : null;
    const m: Machine = { ...registers, pc, lane, watch, leave: over, cellCopied: lookAgain };
    lane.advance();
    lookAhead(other);
    f.switchOn(
      tag,
      handlers.map((operation) => () => emitHandler(m, operation)),
      () => {
        f.set(state, i32.const(cold));
        lane.goBack();
        f.branch(over);
      },
      handlerOf,
    );
  };
  for (const { lane } of sides) {
    f.set(lane.head, memory.load32(lane.record, RECORD.head));
    f.set(lane.tail, memory.load32(lane.record, RECORD.tail));
  }
  f.block((over) => {
    lookAhead(sides[0]);
    f.loop((again) => {
      f.branchIf(over, i32.geU(sides[0].lane.head, limit));
      takeTurn(sides[0], sides[1], over, STATE.coldFirst);
      takeTurn(sides[1], sides[0], over, STATE.coldSecond);
      f.branch(again);
    });
  });
  for (const { lane } of sides) {
    f.do(memory.store32(lane.record, lane.head, RECORD.head));
    f.do(memory.store32(lane.record, lane.tail, RECORD.tail));
  }
  module.finish(run, state);
  return run;
}

function createSide(f: FunctionBuilder, layout: Layout, turn: number): Side {
  const record = i32.const(layout.records + turn * RECORD.size);
  const queue = layout.queues + turn * (layout.queueMask + 1);
  const lane = createLane({ f, layout, record, head: f.local("i32"), tail: f.local("i32"), queue });
  return { lane, pc: f.local("i32"), tag: f.local("i32") };
}
