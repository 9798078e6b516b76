import type { Instruction, Warrior } from "../instruction.ts";
import { JavaScriptEngine, type MarsSettings, type Round, type RoundFacts } from "../mars/index.ts";

/** The warrior whose turn it is, and the address that it executes next. */
export interface Turn {
  readonly warrior: number;
  readonly address: number;
}

/** Tells, before an instruction is executed, whether to stop there. */
export type Stop = (turn: Turn, instruction: Instruction) => boolean;

/**
 * One round that can be stopped, changed and taken back. Going back fights it again from its beginning, with
 * the changes that were made until then: a round is a function of its warriors, places and changes alone.
 */
export class DebugSession {
  readonly settings: MarsSettings;
  readonly warriors: readonly Warrior[];
  readonly #engine: JavaScriptEngine;
  readonly #round: Round;
  /** Changes in the order of time, which counts executed instructions. */
  #edits: { readonly time: number; readonly make: () => void }[] = [];
  #goesOn = true;

  constructor(settings: MarsSettings, warriors: readonly Warrior[], round: Round) {
    this.settings = settings;
    this.warriors = warriors;
    this.#round = { ...round, observe: true };
    this.#engine = new JavaScriptEngine(settings);
    this.#begin();
  }

  /** Instructions executed so far, all warriors' together. */
  get time(): number {
    return this.#engine.facts().instructions;
  }

  get goesOn(): boolean {
    return this.#goesOn;
  }

  /** The next instruction's place; `null` when the round is over. */
  turn(): Turn | null {
    const warrior = this.#engine.turn();
    const address = this.#engine.nextAddress(warrior);
    return this.#goesOn && address !== null ? { warrior, address } : null;
  }

  facts(): RoundFacts {
    return this.#engine.facts();
  }

  cell(address: number): Instruction {
    return this.#engine.cell(address);
  }

  /** Warrior that last executed or wrote a cell; `null` for none. */
  ownerOf(address: number): number | null {
    const owner = this.#engine.owners()[address] ?? 0;
    return owner === 0 ? null : owner - 1;
  }

  /** Addresses that a warrior's processes execute next, in their order. */
  queueOf(warrior: number): number[] {
    return this.#engine.queueOf(warrior);
  }

  pSpaceOf(warrior: number): number[] {
    return this.#engine.readPSpace(warrior);
  }

  /** Executes so many instructions, or fewer when the round ends before. */
  step(instructions: number): void {
    this.#goesOn = this.#engine.advance(instructions);
  }

  /** Executes until it shall stop, at least one instruction; returns whether it stopped before the end. */
  runUntil(stop: Stop): boolean {
    for (;;) {
      this.step(1);
      const turn = this.turn();
      if (turn === null) return false;
      if (stop(turn, this.cell(turn.address))) return true;
    }
  }

  /** Executes until the process that is next has its following turn; returns false when it has died. */
  followProcess(): boolean {
    const turn = this.turn();
    if (turn === null) return false;
    // what it leaves comes to the end of the queue, so all that wait now go first
    let ahead = this.queueOf(turn.warrior).length - 1;
    this.step(1);
    if (this.queueOf(turn.warrior).length <= ahead) return false;
    while (this.#goesOn && !(this.turn()?.warrior === turn.warrior && ahead-- === 0)) this.step(1);
    return true;
  }

  /** Executes to the end. */
  finish(): void {
    this.step(Number.MAX_SAFE_INTEGER);
  }

  /** Goes back to a time; changes that were made later are forgotten. */
  backTo(time: number): void {
    this.#edits = this.#edits.filter((edit) => edit.time <= time);
    this.#begin();
    for (const { time: at, make } of this.#edits) {
      this.step(at - this.time);
      make();
    }
    this.step(Math.max(0, time) - this.time);
  }

  /** Puts an instruction into a cell. */
  edit(address: number, instruction: Instruction): void {
    this.#change(() => this.#engine.change(address, instruction));
  }

  /** Puts one process at an address in the place of all processes of the warrior whose turn it is. */
  redirect(address: number): void {
    const turn = this.turn();
    if (turn !== null) this.#change(() => this.#engine.redirect(turn.warrior, address));
  }

  #change(make: () => void): void {
    this.#edits.push({ time: this.time, make });
    make();
  }

  #begin(): void {
    this.#engine.enter(this.warriors);
    this.#engine.begin(this.#round);
    this.#goesOn = true;
  }
}
