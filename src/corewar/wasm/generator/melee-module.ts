import {
  FunctionBuilder,
  type FunctionHandle,
  i32,
  type Label,
  memory,
  ModuleBuilder,
} from "../binary/index.ts";
import { addColdFunction } from "./cold-function.ts";
import { emitHandler } from "./handler.ts";
import { createProcessQueue } from "./process-queue.ts";
import { type Layout, RECORD } from "./layout.ts";
import type { Machine } from "./machine.ts";
import { createRegisters } from "./registers.ts";
import type { Tagging } from "./tagging.ts";
import { createTurns } from "./turns.ts";
import { createWatch, type Watch } from "./watch.ts";

/**
 * Generates the module for any number of warriors. It exports `melee(record, left, alive, quorum)`: the living
 * warriors' records form a ring along `next`; `record` moves first, `left` are the instructions until the round
 * is over, `alive` the warriors in the ring, whose heads must be equal. It runs until `left` ≤ 0 or fewer than
 * `quorum` warriors live. A warrior that dies is taken out of the ring and costs the others turns as in pMARS:
 * see `Engine`.
 *
 * With `observe` there is a second copy of the handlers, for the warriors whose records say that they are
 * observed. Looking ahead as a duel does is no gain here (5 % faster with 21 warriors, 20 % slower with 6): the
 * state of the next one needs registers, too.
 */
export function generateMelee(
  layout: Layout,
  { handlers, handlerOf }: Tagging,
  observe: boolean,
): Uint8Array<ArrayBuffer> {
  const module = new ModuleBuilder();
  const cold = addColdFunction(module, layout, false);
  const coldObserved = observe ? addColdFunction(module, layout, true) : cold;
  const f = new FunctionBuilder(["i32", "i32", "i32", "i32"]);
  const melee = module.declare(f, "melee");
  const turns = createTurns(f, layout);
  const { record, head, left } = turns;
  const tail = f.local("i32");
  const processes = createProcessQueue({ f, layout, record, head, tail });
  const registers = createRegisters(f, layout);
  const execute = (watch: Watch | null, otherwise: FunctionHandle, leave: Label, done: Label): void => {
    const m: Machine = { ...registers, processes, watch, leave, cellCopied: () => {} };
    f.switchOn(
      m.cells.tag(m.pc),
      handlers.map((operation) => () => emitHandler(m, operation)),
      () => {
        f.do(memory.store32(record, turns.headBefore(), RECORD.head));
        f.branchIf(done, otherwise.value(record));
        f.branch(leave);
      },
      handlerOf,
    );
  };
  f.block((over) => {
    f.loop((plan) => {
      turns.plan();
      f.block((death) => {
        f.loop((again) => {
          f.set(tail, memory.load32(record, RECORD.tail));
          f.set(registers.pc, turns.pop());
          f.block((done) => {
            if (observe) {
              f.when(
                memory.load32(record, RECORD.observed),
                () => execute(createWatch(f, record), coldObserved, death, done),
                () => execute(null, cold, death, done),
              );
            } else execute(null, cold, death, done);
            f.do(memory.store32(record, tail, RECORD.tail));
          });
          f.set(record, memory.load32(record, RECORD.next));
          f.branchIf(again, i32.ne(record, turns.end));
        });
        turns.endCycle();
        f.branchIf(plan, i32.gtS(left, i32.const(0)));
        f.branch(over);
      });
      turns.bury();
      f.branchIf(over, turns.isDecided());
      f.branchIf(plan, i32.gtS(left, i32.const(0)));
    });
  });
  turns.writeHeads();
  module.finish(melee);
  return module.bytes();
}
