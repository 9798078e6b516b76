import { FunctionBuilder, i32, type Label, memory, ModuleBuilder } from "../binary/index.ts";
import { addColdFunction } from "./cold-function.ts";
import { emitHandler } from "./handler.ts";
import { createLane } from "./lane.ts";
import { type Layout, RECORD } from "./layout.ts";
import type { Machine } from "./machine.ts";
import { createRegisters } from "./registers.ts";
import type { Tagging } from "./tagging.ts";
import { createWatch } from "./watch.ts";

/**
 * Generates the module for two warriors. It exports `duel(limit)`: runs from the state in records 0 (who moves first) and 1 until
 * one is dead or the head of record 0 reaches `limit`, and leaves the state there. Every warrior has its own copy
 * of the handlers, so that nothing is swapped between turns and the time limit is tested once a cycle.
 */
export function generateDuel(
  layout: Layout,
  { handlers, handlerOf }: Tagging,
  observe: boolean,
): Uint8Array<ArrayBuffer> {
  const module = new ModuleBuilder();
  const cold = addColdFunction(module, layout, observe);
  const f = new FunctionBuilder(["i32"]);
  const duel = module.declare(f, "duel");
  const limit = f.parameter(0, "i32");
  let over: Label | null = null;
  const registers = createRegisters(f, layout);
  const queueBytes = layout.queueMask + 1;
  const counters = [0, 1].map((turn) => ({
    record: i32.const(layout.records + turn * RECORD.size),
    head: f.local("i32"),
    tail: f.local("i32"),
    queue: layout.queues + turn * queueBytes,
  }));
  const lanes = counters.map((counter) => createLane({ f, layout, ...counter, dead: () => over }));
  for (const { record, head, tail } of lanes) {
    f.set(head, memory.load32(record, RECORD.head));
    f.set(tail, memory.load32(record, RECORD.tail));
  }
  f.block((end) => {
    over = end;
    f.loop((again) => {
      for (const [turn, lane] of lanes.entries()) {
        if (turn === 0) f.branchIf(end, i32.geU(lane.head, limit));
        const m: Machine = { ...registers, lane, watch: observe ? createWatch(f, lane.record) : null };
        f.set(m.pc, lane.pop());
        lane.advance();
        f.switchOn(
          m.cells.tag(m.pc),
          handlers.map((operation) => () => emitHandler(m, operation)),
          () => {
            f.set(lane.tail, cold.value(lane.record, m.pc, lane.head, lane.tail));
            lane.leaveIfDead();
          },
          handlerOf,
        );
      }
      f.branch(again);
    });
  });
  for (const { record, head, tail } of lanes) {
    f.do(memory.store32(record, head, RECORD.head));
    f.do(memory.store32(record, tail, RECORD.tail));
  }
  module.finish(duel);
  return module.bytes(layout.pages);
}
