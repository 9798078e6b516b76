import type { DebugSession } from "../../../corewar/index.ts";
import { Breakpoints } from "./breakpoints.ts";

/** Where a command's answers go: `@` before it keeps them from the screen, `&` from the log as well. */
export interface Audience {
  readonly screen: boolean;
  readonly log: boolean;
}

/** Taker of the next line, or the next part of a chain, in the place of a command; returns lines to show. */
type Pending = (text: string) => readonly string[];

/** A round under the debugger, and all that was said of it. */
export class Debugging {
  readonly session: DebugSession;
  readonly breakpoints: Breakpoints = new Breakpoints();
  /** The letters c … z, as `calc x=5` sets them; a and b are the operands of the current instruction. */
  readonly registers: Map<string, number> = new Map();
  /** Chains of commands by their names. */
  readonly macros: Map<string, string> = new Map();
  /** The current address, `.`: shown last, or executed next after every execution. */
  current: number;
  /** The range that was named last, `,`. */
  range: readonly [from: number, to: number];
  pending: Pending | null = null;
  /** For whom the answers to it are. */
  audience: Audience = { screen: true, log: true };
  /** The warrior whose processes addresses count, from 0 on, in the rest of a chain behind `pqueue`; `null`: addresses are the core's. */
  queued: number | null = null;
  /** The current address and the range as they were before `pqueue`. */
  #outside: readonly [current: number, range: readonly [from: number, to: number]] = [0, [0, 0]];
  /** File that answers are written to besides; `null` for none. */
  log: string | null = null;
  /** The place of a file that somebody names. */
  readonly placeOf: (file: string) => string;

  constructor(session: DebugSession, placeOf: (file: string) => string) {
    this.session = session;
    this.placeOf = placeOf;
    this.current = session.turn()?.address ?? 0;
    this.range = [this.current, this.current];
  }

  /** Places that an address may be: cells of the core, or processes of a queue. */
  get size(): number {
    if (this.queued === null) return this.session.settings.coreSize;
    return Math.max(1, this.session.queueOf(this.queued).length);
  }

  /** The cell at an address. */
  cellAt(address: number): number {
    return this.queued === null ? address : (this.session.queueOf(this.queued)[address] ?? 0);
  }

  /** Lets addresses count the processes of a warrior, the first of which is the current one. */
  enterQueue(warrior: number): void {
    this.leaveQueue();
    this.#outside = [this.current, this.range];
    this.queued = warrior;
    this.current = 0;
    this.range = [0, 0];
  }

  /** Lets addresses be the core's again, the cell of the current process being the current one; of a queue without processes, the one before. */
  leaveQueue(): void {
    if (this.queued === null) return;
    const cell = this.session.queueOf(this.queued)[this.current];
    this.queued = null;
    [this.current, this.range] = cell === undefined ? this.#outside : [cell, [cell, cell]];
  }

  /** Makes a cell the current address, and addresses the core's. */
  goTo(cell: number): void {
    if (this.queued !== null) this.range = [cell, cell];
    this.queued = null;
    this.current = cell;
  }

  /** Makes the address that is executed next the current one. */
  follow(): void {
    const next = this.session.turn()?.address;
    if (next === undefined) this.leaveQueue();
    else this.goTo(next);
  }
}
