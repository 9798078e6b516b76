import {
  type Expression,
  FunctionBuilder,
  type FunctionHandle,
  i32,
  type Label,
  type Local,
  memory,
  ModuleBuilder,
  type Statement,
} from "../binary/index.ts";
import { addColdFunction } from "./cold-function.ts";
import { emitHandlers } from "./handler.ts";
import { createProcessQueue } from "./process-queue.ts";
import { type Layout, MELEE, RECORD, TURN } from "./layout.ts";
import { createRegisters } from "./registers.ts";
import type { Tagging } from "./tagging.ts";
import { createWatch, type Watch } from "./watch.ts";

/** How the inner loop ended. */
const STATE = { over: 0, death: 1, cold: 2 } as const;

/**
 * Generates the module for any number of warriors. It exports `melee()`, which goes on where {@link MELEE}
 * says: lets the warriors move whose records the turns name, one after the other, and begins again with the
 * first turn after the last. Result: 0 when the head came to `until`, 1 when a warrior died.
 *
 * Counting and the order of turns after a death need no speed, and are left to the caller. As in duels, an
 * operation without a handler ends the inner loop, is executed outside, and the loop begins again. With
 * `observe` there is a second copy of the handlers, for the warriors whose records say that they are observed.
 */
export function generateMelee(layout: Layout, tagging: Tagging, observe: boolean): Uint8Array<ArrayBuffer> {
  const module = new ModuleBuilder();
  const cold = addColdFunction(module, layout, false);
  const coldObserved = observe ? addColdFunction(module, layout, true) : cold;
  const run = addMeleeLoop(module, layout, tagging, observe);
  const f = new FunctionBuilder([], ["i32"]);
  const melee = module.declare(f, "melee");
  const { load, store } = createPlace(layout);
  const [state, record] = [f.local("i32"), f.local("i32")];
  f.block((over) => {
    const execute = (handle: FunctionHandle): void => f.set(state, i32.eqz(handle.value(record)));
    f.loop((again) => {
      f.set(state, run.value());
      f.branchIf(over, i32.ne(state, i32.const(STATE.cold)));
      f.set(record, memory.load32(load("turn")));
      f.do(memory.store32(record, i32.sub(load("head"), i32.const(layout.entry)), RECORD.head));
      if (observe) {
        f.when(
          memory.load32(record, RECORD.observed),
          () => execute(coldObserved),
          () => execute(cold),
        );
      } else execute(cold);
      f.branchIf(over, state);
      f.do(store("turn", i32.add(load("turn"), i32.const(TURN))));
      f.branch(again);
    });
  });
  module.finish(melee, state);
  return module.bytes();
}

/**
 * Adds the inner loop: `melee` as long as all operations have handlers. The next turn's instruction is looked
 * up before the current one is executed, as in duels; so behind the last turn, too, lies an address that can
 * be read.
 */
function addMeleeLoop(
  module: ModuleBuilder,
  layout: Layout,
  tagging: Tagging,
  observe: boolean,
): FunctionHandle {
  const f = new FunctionBuilder([], ["i32"]);
  const run = module.declare(f);
  const { load, store } = createPlace(layout);
  const { state, turn, lookAt, take } = createTurns(f, layout, tagging, observe);
  f.set(turn, load("turn"));
  f.block((over) => {
    f.block((death) => {
      f.loop((cycle) => {
        f.block((endOfCycle) => {
          f.branchIf(endOfCycle, i32.eq(turn, load("end")));
          lookAt(0);
          f.loop((again) => {
            take(death, over);
            f.branchIf(again, i32.ne(turn, load("end")));
          });
        });
        f.do(store("slot", i32.and(load("head"), i32.const(layout.queueMask))));
        f.do(store("head", i32.add(load("head"), i32.const(layout.entry))));
        f.set(turn, i32.const(layout.turns));
        f.branchIf(cycle, i32.ne(load("head"), load("until")));
      });
      f.branch(over);
    });
    f.set(state, i32.const(STATE.death));
  });
  f.do(store("turn", turn));
  module.finish(run, state);
  return run;
}

/** The code of turns: of the one that is taken, and of the next one, whose instruction is looked up before. */
interface Turns {
  /** How the loop ended. */
  readonly state: Local<"i32">;
  /** Address of the turn that is taken. */
  readonly turn: Local<"i32">;
  /** Looks up the instruction of the turn so many bytes behind the present one. */
  lookAt(offset: number): void;
  /**
   * Takes the turn that was looked up.
   *
   * @param death - where to go when the warrior's last process died
   * @param over - where to go with an operation that has no handler
   */
  take(death: Label, over: Label): void;
}

function createTurns(f: FunctionBuilder, layout: Layout, tagging: Tagging, observe: boolean): Turns {
  const { load } = createPlace(layout);
  const [state, turn, tail] = [f.local("i32"), f.local("i32"), f.local("i32")];
  const registers = createRegisters(f, layout);
  const { cells, pc } = registers;
  const now = { record: f.local("i32"), pc, tag: f.local("i32") };
  const next = { record: f.local("i32"), pc: f.local("i32"), tag: f.local("i32") };
  const processes = createProcessQueue({ f, layout, record: now.record, head: load("head"), tail });
  const cellCopied = (): void => f.set(next.tag, cells.tag(next.pc));
  const lookAt = (offset: number): void => {
    f.set(next.record, memory.load32(turn, offset));
    const fetch = layout.narrow ? memory.load16 : memory.load32;
    f.set(next.pc, fetch(i32.add(next.record, load("slot")), RECORD.queue));
    cellCopied();
  };
  const execute = (watch: Watch | null, leave: Label, over: Label): void =>
    emitHandlers({ ...registers, processes, watch, leave, cellCopied }, now.tag, tagging, () => {
      f.set(state, i32.const(STATE.cold));
      f.branch(over);
    });
  const take = (death: Label, over: Label): void => {
    f.set(now.record, next.record);
    f.set(now.pc, next.pc);
    f.set(now.tag, next.tag);
    f.set(tail, memory.load32(now.record, RECORD.tail));
    lookAt(TURN);
    if (observe) {
      f.when(
        memory.load32(now.record, RECORD.observed),
        () => execute(createWatch(f, now.record), death, over),
        () => execute(null, death, over),
      );
    } else execute(null, death, over);
    f.do(memory.store32(now.record, tail, RECORD.tail));
    f.set(turn, i32.add(turn, i32.const(TURN)));
  };
  return { state, turn, lookAt, take };
}

/** Access to where the melee stands. */
interface Place {
  load(name: keyof typeof MELEE): Expression<"i32">;
  store(name: keyof typeof MELEE, value: Expression<"i32">): Statement;
}

function createPlace({ melee }: Layout): Place {
  const at = (name: keyof typeof MELEE): Expression<"i32"> => i32.const(melee + MELEE[name]);
  return {
    load: (name) => memory.load32(at(name)),
    store: (name, value) => memory.store32(at(name), value),
  };
}
