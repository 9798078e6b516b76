import type { Label } from "../binary/index.ts";
import type { ProcessQueue } from "./process-queue.ts";
import type { Registers } from "./registers.ts";
import type { Watch } from "./watch.ts";

/** All that the code of an instruction is written against. */
export interface Machine extends Registers {
  readonly processes: ProcessQueue;
  /** `null` in modules for rounds that are not observed. */
  readonly watch: Watch | null;
  /**
   * Where to go when the warrior's last process died; `null` to go on as ever (then the caller looks at the
   * queue).
   */
  readonly leave: Label | null;
  /** Emits what is to be done when a whole cell, and with it a tag, was written. */
  cellCopied(): void;
}
