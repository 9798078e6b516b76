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

  /** Makes the address that is executed next the current one. */
  follow(): void {
    this.current = this.session.turn()?.address ?? this.current;
  }
}
