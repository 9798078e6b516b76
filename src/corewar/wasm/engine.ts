/** The MARS in WebAssembly: loads warriors into its memory, runs rounds, reads results. */
import { GalapagosError } from "../../core/index.ts";
import type { Instruction, Warrior } from "../instruction.ts";
import type { Engine, Observation, Round, RoundFacts, Tie } from "../mars/engine.ts";
import { isObserved, observedOf } from "../mars/observed.ts";
import type { MarsSettings } from "../mars/settings.ts";
import { compileMars } from "./compile.ts";
import { type CoreImage, clearCore, createCoreImage, loadImage, readCell } from "./core-image.ts";
import type { Operation } from "./generator/encoding.ts";
import { CELL, createLayout, type Layout, RECORD } from "./generator/layout.ts";
import type { Tagging } from "./generator/tagging.ts";
import { HandlerChoice } from "./handler-choice.ts";
import { fightMelee, type MeleeFunction } from "./melee.ts";
import { Instance, Memory, type WasmFunction, type WasmMemory } from "./webassembly.ts";

type Duel = (until: number) => void;

/** One for the thread, as the compiled modules are. */
const choice = new HandlerChoice();

/** A warrior of the match: its code and where it starts. */
interface Entrant {
  readonly image: CoreImage;
  readonly start: number;
}

/**
 * The engine that runs generated WebAssembly: one memory, and a module for each way of fighting that is asked
 * for.
 */
export class WebAssemblyEngine implements Engine {
  readonly kind = "webassembly";
  readonly settings: MarsSettings;
  readonly #layout: Layout;
  readonly #memory: WasmMemory;
  readonly #words: Uint32Array;
  readonly #functions = new Map<string, WasmFunction>();
  #tagging: Tagging;
  #entrants: readonly Entrant[] = [];
  /** Operations of the entrants that have no handler. */
  #missing: readonly Operation[] = [];
  #pSpaceOf: readonly number[] = [];

  constructor(settings: MarsSettings) {
    this.settings = settings;
    this.#layout = createLayout(settings);
    this.#memory = new Memory({ initial: this.#layout.pages });
    this.#words = new Uint32Array(this.#memory.buffer);
    this.#tagging = choice.tagging;
    this.#retag(choice.tagging);
  }

  enter(warriors: readonly Warrior[]): void {
    const { coreSize, pSpaceSize } = this.settings;
    if (warriors.length !== this.settings.warriors) {
      throw new GalapagosError(
        `this simulator was built for ${this.settings.warriors} warriors, but ${warriors.length} came`,
        { code: "corewar/warriors", hint: "create an engine with settings.warriors set to their number" },
      );
    }
    if (choice.tagging !== this.#tagging) this.#retag(choice.tagging);
    this.#missing = choice.missing(
      warriors.flatMap(({ instructions }) => instructions),
      this.#tagging,
    );
    const { pSpaces, ownCells } = this.#layout;
    this.#entrants = warriors.map(({ instructions, start }) => ({
      image: createCoreImage(instructions, this.#layout, this.#tagging),
      start,
    }));
    this.#words.fill(0, pSpaces / 4, pSpaces / 4 + pSpaceSize * warriors.length);
    this.#words.fill(coreSize - 1, ownCells / 4, ownCells / 4 + warriors.length);
    this.#pSpaceOf = warriors.map(({ pin }, index) => {
      const owner = pin === null ? index : warriors.findIndex((other) => other.pin === pin);
      return pSpaces + owner * pSpaceSize * 4;
    });
  }

  fight(round: Round): RoundFacts {
    if (this.#entrants.length === 0) throw new RangeError("fight: no warriors entered");
    const observe = isObserved(round);
    const toTheEnd = round.toTheEnd === true;
    this.#load(round);
    if (this.settings.warriors === 2 && !toTheEnd) this.#duel(observe, round.tie);
    else this.#melee(observe, toTheEnd);
    const facts = this.#facts(round);
    choice.fought(this.#missing, facts.instructions);
    return facts;
  }

  readCore(): Instruction[] {
    return Array.from({ length: this.settings.coreSize }, (_, address) =>
      readCell(this.#words, address, this.#layout, this.#tagging),
    );
  }

  readPSpace(warrior: number): number[] {
    const shared = (this.#pSpaceOf[warrior] ?? 0) / 4;
    const own = this.#words[this.#layout.ownCells / 4 + warrior] ?? 0;
    return [own, ...this.#words.subarray(shared + 1, shared + this.settings.pSpaceSize)];
  }

  /** Goes over to other handlers, and forgets the code and the core made for those before. */
  #retag(tagging: Tagging): void {
    this.#tagging = tagging;
    this.#functions.clear();
    clearCore(this.#words, this.#layout);
    new Uint16Array(this.#memory.buffer, this.#layout.codes).set(tagging.codeOf);
  }

  /** Empties the core and the queues, places the warriors; records lie in the order of turns. */
  #load(round: Round): void {
    const { positions, first = 0 } = round;
    const layout = this.#layout;
    const { coreSize, warriors } = this.settings;
    const observed = observedOf(round, warriors);
    clearCore(this.#words, layout);
    if (observed.length > 0) this.#words.fill(0, layout.covered / 4, (layout.pages << 16) / 4);
    for (let turn = 0; turn < warriors; turn++) {
      const warrior = (first + turn) % warriors;
      const entrant = this.#entrants[warrior];
      const position = positions[warrior];
      if (entrant === undefined || position === undefined)
        throw new RangeError(`fight: no position for warrior ${warrior}`);
      loadImage(this.#words, entrant.image, position, layout);
      const start = ((position + entrant.start) % coreSize) * CELL;
      const record = this.#recordOf(turn) / 4;
      this.#words.fill(0, record, record + RECORD.queue / 4);
      this.#setQueue(this.#recordOf(turn) + RECORD.queue + (this.#firstHead & layout.queueMask), start);
      const set = (field: number, value: number): void => {
        this.#words[record + field / 4] = value;
      };
      set(RECORD.head, this.#firstHead);
      set(RECORD.tail, this.#firstHead + layout.entry);
      set(RECORD.ownCell, layout.ownCells + 4 * warrior);
      set(RECORD.pSpace, this.#pSpaceOf[warrior] ?? 0);
      set(RECORD.covered, layout.covered + warrior * coreSize);
      set(RECORD.written, layout.written + warrior * coreSize);
      set(RECORD.observed, Number(observed.includes(warrior)));
    }
  }

  /** Heads of queues count instructions up to 0, when the cycles are over. */
  get #firstHead(): number {
    return -this.settings.maxCycles * this.#layout.entry;
  }

  /** Address of the record of the warrior that moves first (0), second (1) … */
  #recordOf(turn: number): number {
    return this.#layout.records + turn * this.#layout.stride;
  }

  #setQueue(address: number, value: number): void {
    const { buffer } = this.#memory;
    if (this.#layout.narrow) new Uint16Array(buffer, address, 1)[0] = value;
    else new Uint32Array(buffer, address, 1)[0] = value;
  }

  #duel(observe: boolean, tie: Tie | undefined): void {
    const duel: Duel = this.#function("duel", observe);
    if (tie !== undefined && tie.cycles < this.settings.maxCycles) {
      duel(this.#firstHead + tie.cycles * this.#layout.entry);
      const counts = [0, 1].map((turn) => this.#processesOf(turn));
      if (counts.includes(0) || counts.every((count) => count > tie.processes)) return;
    }
    duel(0);
  }

  /** Processes of the warrior that moves first (0), second (1) … */
  #processesOf(turn: number): number {
    const record = this.#recordOf(turn) / 4;
    const head = this.#words[record + RECORD.head / 4] ?? 0;
    const tail = this.#words[record + RECORD.tail / 4] ?? 0;
    return ((tail - head) >>> 0) / this.#layout.entry;
  }

  #melee(observe: boolean, toTheEnd: boolean): void {
    const { warriors, maxCycles } = this.settings;
    fightMelee({
      fight: this.#function("melee", observe) as MeleeFunction,
      words: this.#words,
      layout: this.#layout,
      records: Array.from({ length: warriors }, (_, turn) => this.#recordOf(turn)),
      head: this.#firstHead,
      instructions: maxCycles * warriors,
      quorum: toTheEnd || warriors === 1 ? 1 : 2,
    });
  }

  #function(name: "duel" | "melee", observe: boolean): WasmFunction {
    const key = `${name}/${observe}`;
    const known = this.#functions.get(key);
    if (known !== undefined) return known;
    const module = compileMars(this.#layout, this.#tagging, { duel: name === "duel", observe });
    const { exports } = new Instance(module, { env: { memory: this.#memory } });
    const created = exports[name] as WasmFunction;
    this.#functions.set(key, created);
    return created;
  }

  /**
   * Reads the records; a warrior's head counts its instructions, so the one that executed most tells the
   * cycles.
   */
  #facts(round: Round): RoundFacts {
    const { first = 0 } = round;
    const { warriors } = this.settings;
    const { entry } = this.#layout;
    const executed: number[] = [];
    const processes: number[] = [];
    for (let warrior = 0; warrior < warriors; warrior++) {
      const turn = (warrior - first + warriors) % warriors;
      const head = this.#words[(this.#recordOf(turn) + RECORD.head) / 4] ?? 0;
      executed.push(((head - this.#firstHead) >>> 0) / entry);
      processes.push(this.#processesOf(turn));
    }
    const survivors = processes.flatMap((count, warrior) => (count > 0 ? [warrior] : []));
    for (const [warrior, count] of processes.entries()) {
      this.#words[this.#layout.ownCells / 4 + warrior] = count > 0 ? survivors.length : 0;
    }
    return {
      winner: survivors.length === 1 && warriors > 1 ? (survivors[0] ?? null) : null,
      cycles: Math.max(...executed),
      instructions: executed.reduce((sum, count) => sum + count, 0),
      processes,
      deaths: executed.map((count, warrior) => ((processes[warrior] ?? 0) > 0 ? null : count)),
      observations: isObserved(round)
        ? observedOf(round, warriors).map((warrior) => this.#observation(warrior, first))
        : null,
    };
  }

  #observation(warrior: number, first: number): Observation {
    const { coreSize, warriors } = this.settings;
    const { covered, written } = this.#layout;
    const record = this.#recordOf((warrior - first + warriors) % warriors) / 4;
    const counter = (field: number): number =>
      (this.#words[record + field / 4] ?? 0) + (this.#words[record + field / 4 + 1] ?? 0) * 2 ** 32;
    const marks = (map: number): number => {
      const bytes = new Uint8Array(this.#memory.buffer, map + warrior * coreSize, coreSize);
      let sum = 0;
      for (const byte of bytes) sum += byte;
      return sum;
    };
    return {
      threadsSpawned: counter(RECORD.spawned),
      memoryCovered: marks(covered),
      memoryWritten: marks(written),
      reads: counter(RECORD.reads),
      writes: counter(RECORD.writes),
    };
  }
}
