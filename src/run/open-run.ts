import { openPlainRun } from "./kinds/plain-run.ts";
import { openRoundsRun } from "./kinds/rounds-run.ts";
import type { Run } from "./kinds/run.ts";
import { hasBeginning } from "./record.ts";
import { isRedQueenRun } from "./rounds/red-queen-state.ts";

/** Opens the run in a folder: of one evolution, or of rounds against champions. */
export function openRun(folder: string): Run {
  return isRedQueenRun(folder) ? openRoundsRun(folder) : openPlainRun(folder);
}

/** The run that a folder holds; `null` where none has begun there. */
export function runAt(folder: string): Run | null {
  return isRedQueenRun(folder) || hasBeginning({ folder }) ? openRun(folder) : null;
}
