import type { StoreWrite } from "../store/index.ts";
import { applyEvents, type LessonBank, EMPTY_BANK, lessonsIn } from "./fold/lesson-bank.ts";
import { crossBorder, NOTHING_SHARED, type Shared, upkeepOf } from "./fold/borders.ts";
import { lessonWrites, type PlacedEvent } from "./fold/event.ts";
import type { MemoryRecord } from "./record.ts";
import { type FrozenLibrary, Library } from "./search/library.ts";
import type { RunFacts } from "./settings.ts";
import { MemoryView } from "./view.ts";

/** A moment of logical time, and who wants to see what led there. */
export interface RestorePoint {
  /** The last own step that was consumed. */
  readonly step: number;
  /** The last border that was crossed by then; a checkpoint lies on a border *before* crossing it. */
  readonly crossed: number;
  readonly from?: number;
  readonly onStep?: (step: number, memory: IslandMemory) => void;
}

/**
 * The memory of one island by logical time: a fold over recorded events. Own events count from the result
 * that made them, other islands' from the last border; upkeep computed from border e takes effect at e + 1;
 * term statistics are those of the last border. It waits for nothing and writes nothing, and what it holds
 * follows from the record alone.
 */
export class IslandMemory {
  private readonly place: RunFacts;
  private readonly record: MemoryRecord;
  /** The memory that all islands share as of the last border. */
  private shared: Shared = NOTHING_SHARED;
  /** The same, and own events since. */
  private bank: LessonBank = EMPTY_BANK;
  private library: Library;
  private frozen: FrozenLibrary;
  private epoch = -1;
  private step = -1;

  constructor(place: RunFacts, record: MemoryRecord) {
    this.place = place;
    this.record = record;
    this.library = new Library(place, record);
    this.frozen = this.library.freeze(EMPTY_BANK);
    this.cross(0);
  }

  /**
   * The memory as it was after the island consumed `step`.
   *
   * @param from - border before the first step that `onStep` is to hear of.
   * @defaultValue the last crossed one
   * @param onStep - called after each own step after that border, with the memory as it was then
   */
  static restore(
    place: RunFacts,
    record: MemoryRecord,
    { step, crossed, from = crossed, onStep }: RestorePoint,
  ): IslandMemory {
    const memory = new IslandMemory(place, record);
    for (let epoch = 1; epoch <= from; epoch++) memory.cross(epoch);
    for (let own = from === 0 ? 0 : from * place.interval + 1; own <= step; own++) {
      const border = Math.floor((own - 1) / place.interval);
      if (own > 1 && border > memory.epoch && border <= crossed) memory.cross(border);
      memory.take([...record.steps(place.island, own, own)]);
      memory.step = Math.max(memory.step, own);
      onStep?.(own, memory);
    }
    for (let epoch = memory.epoch + 1; epoch <= crossed; epoch++) memory.cross(epoch);
    return memory;
  }

  /** Takes the events of the island's own next step, right after its result; the wrong order throws. */
  consume(step: number, events: readonly PlacedEvent[]): void {
    if (step <= this.step)
      throw new Error(`the memory has consumed step ${this.step}; step ${step} came again`);
    this.step = step;
    this.take(events);
  }

  private take(events: readonly PlacedEvent[]): void {
    if (events.length === 0) return;
    const plain = events.map(({ event }) => event);
    this.library.learn(plain);
    this.bank = applyEvents(this.bank, plain);
  }

  /**
   * Crosses the next border, when every island's events up to it are on record: what others learnt becomes
   * visible.
   */
  cross(epoch: number): void {
    if (epoch !== this.epoch + 1) throw new Error(`border ${epoch} came where ${this.epoch + 1} was due`);
    const { events, ...shared } = crossBorder(this.shared, epoch, this.place, this.record);
    const { bank } = shared;
    this.epoch = epoch;
    this.step = Math.max(this.step, epoch === 0 ? -1 : epoch * this.place.interval);
    this.shared = shared;
    this.bank = bank;
    this.library.learn(events);
    this.renewLibrary();
    this.frozen = this.library.freeze(bank);
  }

  /** The memory as it is now; later events do not change it. */
  view(): MemoryView {
    const { place, record, bank, library, frozen, epoch, step } = this;
    return new MemoryView({ place, record, bank, library, frozen, epoch, step });
  }

  /** The memory that all islands share as of the last border. */
  get sharedBank(): LessonBank {
    return this.shared.bank;
  }

  /**
   * The writes that record the upkeep of the last border. Every island would compute the same, so one is
   * enough, at any time before the next border, on any thread; where none wrote them, the next border
   * computes them again.
   */
  upkeepWrites(): readonly StoreWrite[] {
    return lessonWrites(upkeepOf(this.shared, this.epoch, this.place, this.record));
  }

  /** The last border that was crossed. */
  get crossed(): number {
    return this.epoch;
  }

  /** A library that mostly holds what is gone is built anew; older views keep the old one. */
  private renewLibrary(): void {
    const { size } = this.library.texts;
    if (size < TEXTS_WORTH_A_REBUILD || size <= DEAD_TEXTS * this.sharedBank.base.size) return;
    this.library = this.library.renewed(lessonsIn(this.sharedBank));
  }
}

/**
 * Texts of lessons that are gone, as a multiple of those that are there, before the library is built anew.
 */
const DEAD_TEXTS = 2;
const TEXTS_WORTH_A_REBUILD = 1000;
