import type { Debugging } from "./debugging.ts";

/** One command: what to type, what it does, and the lines it answers with. */
export interface DebugCommand {
  readonly name: string;
  /** Another name, where its beginning names another command. */
  readonly short?: string;
  readonly usage: string;
  readonly help: string;
  readonly run: (text: string, debugging: Debugging) => readonly string[];
}
