import type { Bubblewrap } from "../bubblewrap.ts";
import { type ColdRun, runnerHere } from "./cold-run.ts";
import type { Furniture } from "./furniture.ts";
import { createJail } from "./jail.ts";
import { lookAhead } from "./lookahead.ts";
import type { SupervisedRun } from "./supervise.ts";

/**
 * Entry of a small process that runs commands for a lane. A process is copied when it starts another one, and the copy of an
 * evaluator's hundreds of megabytes costs more than the command itself.
 */
export interface ColdStart {
  readonly bubblewrap: Bubblewrap;
  readonly hidden: readonly string[];
  readonly furniture: Furniture;
  /** True where the next command's jail may be set up while one runs; false where run time is measured, which that would disturb. */
  readonly looksAhead: boolean;
}

/** Message to the process: first of all what jail it is, then a run after the other. */
export type ColdRequest = { readonly jail: ColdStart } | { readonly run: ColdRun };

/** Answer of the process: to its jail that it is ready, to a run how that ended. */
export type ColdReply = { readonly isReady: true } | { readonly outcome: SupervisedRun };

let runner: ReturnType<typeof runnerHere> | undefined;
process.on("message", async (request: ColdRequest) => {
  if ("jail" in request) {
    const { bubblewrap, hidden, furniture, looksAhead } = request.jail;
    const jail = createJail(bubblewrap, hidden, furniture);
    runner = runnerHere(jail, looksAhead ? lookAhead(jail) : null);
    process.send?.({ isReady: true } satisfies ColdReply, () => {});
    return;
  }
  const outcome = await runner?.run(request.run);
  // whoever asked may be gone by now
  if (outcome) process.send?.({ outcome } satisfies ColdReply, () => {});
});
process.on("disconnect", () => {
  // whoever asked is gone, and the command has to go; its control group can be removed when its last process has ended
  runner?.close();
  setTimeout(() => {}, LAST_MS);
});

const LAST_MS = 150;
