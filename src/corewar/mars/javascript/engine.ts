/**
 * The MARS in plain JavaScript: it stops within a round where told, which `corewar watch` and `debug` need,
 * and fights where WebAssembly cannot.
 */
import { GalapagosError } from "../../../core/index.ts";
import type { Instruction, Warrior } from "../../instruction.ts";
import { CycleClock } from "../cycle-clock.ts";
import type { Engine, Observation, Round, RoundFacts } from "../engine.ts";
import { isObserved, observedOf } from "../observed.ts";
import type { MarsSettings } from "../settings.ts";
import { kindAt, kindIndex } from "./codes.ts";
import { compileInterpreter, type Interpreter, numbering, type State } from "./interpreter.ts";

const EMPTY = numbering.numberOf[kindIndex({ opcode: "DAT", modifier: "F", aMode: "$", bMode: "$" })] ?? 0;

function createState({ coreSize, maxProcesses, pSpaceSize, warriors }: MarsSettings): State {
  let ring = 1;
  while (ring < maxProcesses) ring *= 2;
  return {
    A: new Int32Array(coreSize),
    B: new Int32Array(coreSize),
    C: new Int32Array(coreSize),
    Q: new Int32Array(ring * warriors),
    HEAD: new Int32Array(warriors),
    TAIL: new Int32Array(warriors),
    NEXT: new Int32Array(warriors),
    NOW: new Int32Array(2),
    P: new Int32Array(pSpaceSize * warriors),
    share: new Int32Array(warriors),
    last: new Int32Array(warriors),
    READS: new Float64Array(warriors),
    WRITES: new Float64Array(warriors),
    SPAWNED: new Float64Array(warriors),
    COVERED: new Float64Array(warriors),
    WRITTEN: new Float64Array(warriors),
    MARKS: new Uint8Array(coreSize * warriors),
    OWNER: new Uint16Array(coreSize),
  };
}

/** A warrior as it is copied into the core. */
interface Image {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly kinds: readonly number[];
  readonly start: number;
}

function imageOf(warrior: Warrior): Image {
  return {
    a: warrior.instructions.map((instruction) => instruction.a),
    b: warrior.instructions.map((instruction) => instruction.b),
    kinds: warrior.instructions.map((instruction) => numbering.numberOf[kindIndex(instruction)] ?? 0),
    start: warrior.start,
  };
}

/**
 * The engine in plain JavaScript: reference, fallback, and the one that can stop within a round. Beyond
 * {@link Engine} a round can be begun, advanced by instructions and looked at in between.
 */
export class JavaScriptEngine implements Engine {
  readonly kind = "javascript";
  readonly settings: MarsSettings;
  #state: State;
  #images: readonly Image[] = [];
  #interpreters = new Map<string, Interpreter>();
  #interpret: Interpreter;
  #clock = new CycleClock(1);
  #round: Round = { positions: [] };
  #deaths: (number | null)[] = [];
  #executed = 0;
  #ended = true;

  constructor(settings: MarsSettings) {
    this.settings = settings;
    this.#state = createState(settings);
    this.#interpret = this.#interpreter(settings.warriors === 2, false);
  }

  #interpreter(duel: boolean, observe: boolean): Interpreter {
    const key = `${duel}/${observe}`;
    const known = this.#interpreters.get(key);
    if (known !== undefined) return known;
    const compiled = compileInterpreter(this.#state, { settings: this.settings, observe }, duel);
    this.#interpreters.set(key, compiled);
    return compiled;
  }

  enter(warriors: readonly Warrior[]): void {
    const { settings } = this;
    if (warriors.length !== settings.warriors) {
      throw new GalapagosError(
        `this simulator was built for ${settings.warriors} warriors, but ${warriors.length} came`,
        { code: "corewar/warriors", hint: "create an engine with settings.warriors set to their number" },
      );
    }
    const state = this.#state;
    this.#images = warriors.map(imageOf);
    state.P.fill(0);
    state.last.fill(settings.coreSize - 1);
    for (const [index, { pin }] of warriors.entries()) {
      const first = pin === null ? index : warriors.findIndex((other) => other.pin === pin);
      state.share[index] = first * settings.pSpaceSize;
    }
  }

  fight(round: Round): RoundFacts {
    this.begin(round);
    const { tie, toTheEnd = false } = round;
    if (tie !== undefined && this.settings.warriors === 2 && !toTheEnd) {
      this.advance(2 * tie.cycles);
      if (!this.#ended && this.facts().processes.every((count) => count > tie.processes)) this.#end();
    }
    this.advance(Number.MAX_SAFE_INTEGER);
    return this.facts();
  }

  /** Loads the warriors into an empty core. */
  begin(round: Round): void {
    const { settings } = this;
    const { coreSize, warriors } = settings;
    const state = this.#state;
    state.A.fill(0);
    state.B.fill(0);
    state.C.fill(EMPTY);
    state.HEAD.fill(0);
    state.TAIL.fill(1);
    const ring = state.Q.length / warriors;
    const first = round.first ?? 0;
    for (let turn = 0; turn < warriors; turn++) {
      const index = (first + turn) % warriors;
      const image = this.#images[index];
      if (image === undefined) throw new RangeError("fight: no warriors entered");
      const position = round.positions[index] ?? 0;
      for (let at = 0; at < image.kinds.length; at++) {
        const address = (position + at) % coreSize;
        state.A[address] = image.a[at] ?? 0;
        state.B[address] = image.b[at] ?? 0;
        state.C[address] = image.kinds[at] ?? 0;
      }
      state.Q[index * ring] = (position + image.start) % coreSize;
      state.NEXT[index] = (index + 1) % warriors;
    }
    state.NOW[0] = first;
    state.NOW[1] = settings.maxCycles * warriors;
    for (const counts of [state.READS, state.WRITES, state.SPAWNED, state.COVERED, state.WRITTEN])
      counts.fill(0);
    state.MARKS.fill(0);
    state.OWNER.fill(0);
    this.#round = round;
    this.#clock = new CycleClock(warriors);
    this.#deaths = Array.from({ length: warriors }, () => null);
    this.#executed = 0;
    this.#ended = false;
    this.#interpret = this.#interpreter(warriors === 2, isObserved(round));
  }

  /** Executes up to `instructions` more, all warriors' together; returns whether the round goes on. */
  advance(instructions: number): boolean {
    const state = this.#state;
    let budget = instructions;
    while (!this.#ended && budget > 0) {
      const before = state.NOW[1] ?? 0;
      const died = this.#interpret(Math.max(0, before - budget));
      const count = before - (state.NOW[1] ?? 0);
      this.#executed += count;
      this.#clock.executed(count);
      budget -= count;
      if (died) this.#bury(state.NOW[0] ?? 0);
      if ((state.NOW[1] ?? 0) <= 0) this.#end();
    }
    return !this.#ended;
  }

  #bury(warrior: number): void {
    const state = this.#state;
    const alive = this.#clock.alive;
    this.#deaths[warrior] = this.#clock.death();
    const left = state.NOW[1] ?? 0;
    state.NOW[1] = left - 1 - Math.floor(left / alive);
    const next = state.NEXT[warrior] ?? 0;
    const previous = state.NEXT.indexOf(warrior);
    // A dead warrior is unlinked whoever points to it: only one living one does.
    for (let index = previous; index !== -1; index = state.NEXT.indexOf(warrior, index + 1)) {
      if (index !== warrior) state.NEXT[index] = next;
    }
    state.NOW[0] = next;
    const remaining = alive - 1;
    if (remaining === 0 || (remaining === 1 && this.#round.toTheEnd !== true)) this.#end();
    else if (remaining === 1) this.#interpret = this.#interpreter(false, isObserved(this.#round));
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    const survivors = this.#clock.alive;
    for (const [index, death] of this.#deaths.entries())
      this.#state.last[index] = death === null ? survivors : 0;
  }

  /** How the round went so far. */
  facts(): RoundFacts {
    const { HEAD, TAIL } = this.#state;
    const survivors = this.#deaths.flatMap((death, index) => (death === null ? [index] : []));
    return {
      winner: survivors.length === 1 && this.settings.warriors > 1 ? (survivors[0] ?? null) : null,
      cycles: this.#clock.cycle,
      instructions: this.#executed,
      processes: Array.from(TAIL, (tail, index) => tail - (HEAD[index] ?? 0)),
      deaths: [...this.#deaths],
      observations: isObserved(this.#round) ? this.#observations() : null,
    };
  }

  #observations(): Observation[] {
    const { READS, WRITES, SPAWNED, COVERED, WRITTEN } = this.#state;
    return observedOf(this.#round, this.settings.warriors).map((index) => ({
      threadsSpawned: SPAWNED[index] ?? 0,
      memoryCovered: COVERED[index] ?? 0,
      memoryWritten: WRITTEN[index] ?? 0,
      reads: READS[index] ?? 0,
      writes: WRITES[index] ?? 0,
    }));
  }

  readCore(): Instruction[] {
    return Array.from({ length: this.settings.coreSize }, (_, address) => this.cell(address));
  }

  /** The instruction at an address in [0, coreSize). */
  cell(address: number): Instruction {
    const { A, B, C } = this.#state;
    const kind = kindAt(numbering.kindOf[C[address] ?? 0] ?? 0);
    return { ...kind, a: A[address] ?? 0, b: B[address] ?? 0 };
  }

  /** Puts an instruction into a cell, between two instructions. */
  change(address: number, instruction: Instruction): void {
    const { A, B, C } = this.#state;
    A[address] = instruction.a;
    B[address] = instruction.b;
    C[address] = numbering.numberOf[kindIndex(instruction)] ?? 0;
  }

  /** Puts one process at an address in the place of all that a living warrior has, between two instructions. */
  redirect(warrior: number, address: number): void {
    const { HEAD, TAIL, Q } = this.#state;
    const ring = Q.length / this.settings.warriors;
    const head = HEAD[warrior] ?? 0;
    Q[warrior * ring + (head & (ring - 1))] = address;
    TAIL[warrior] = head + 1;
  }

  readPSpace(warrior: number): number[] {
    const { P, share, last } = this.#state;
    const begin = share[warrior] ?? 0;
    return [last[warrior] ?? 0, ...P.subarray(begin + 1, begin + this.settings.pSpaceSize)];
  }

  /**
   * Warrior (index + 1) that last executed or wrote each cell in an observed round; 0 for none. A view, not a
   * copy.
   */
  owners(): Uint16Array {
    return this.#state.OWNER;
  }

  /** Address that the warrior executes next; `null` when it is dead. */
  nextAddress(warrior: number): number | null {
    const { HEAD, TAIL } = this.#state;
    const head = HEAD[warrior] ?? 0;
    return head === TAIL[warrior] ? null : this.#queued(warrior, head);
  }

  /** Addresses that the warrior's processes execute next, in their order. */
  queueOf(warrior: number): number[] {
    const { HEAD, TAIL } = this.#state;
    const head = HEAD[warrior] ?? 0;
    return Array.from({ length: (TAIL[warrior] ?? 0) - head }, (_, at) => this.#queued(warrior, head + at));
  }

  #queued(warrior: number, at: number): number {
    const { Q } = this.#state;
    const ring = Q.length / this.settings.warriors;
    return Q[warrior * ring + (at & (ring - 1))] ?? 0;
  }

  /** Warrior whose turn it is. */
  turn(): number {
    return this.#state.NOW[0] ?? 0;
  }
}
