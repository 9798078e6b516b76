import { performance } from "node:perf_hooks";
import type { RunEvent } from "../core/index.ts";
import type { RedQueenOptions } from "../run/index.ts";
import { type Display, openDisplay } from "./display.ts";
import { Progress } from "../report/index.ts";
import { sittingFlags, type WatchOptions } from "./watched.ts";
import type { Shell } from "./shell.ts";

/** Plays the turns of an adversarial run with live progress of each on standard error. */
export async function watchTurns<T>(
  shell: Shell,
  flags: WatchOptions,
  play: (options: RedQueenOptions) => Promise<T>,
): Promise<T> {
  let display: Display | null = null;
  let progress: Progress | null = null;
  const note = (text: string): void => (display ? display.note(text) : shell.say(text));
  try {
    return await shell.drained(note, (signal) =>
      play({
        signal,
        ...sittingFlags(flags),
        onTurn: ({ round, rounds, problem, config }) => {
          display?.close();
          display = null;
          if (flags.quiet) return;
          shell.say(`round ${round} of ${rounds}: ${problem.definition.name}`);
          progress = new Progress(problem.definition, config, () => performance.now());
          display = openDisplay(progress, shell.io.stderr);
        },
        onEvents: (events: readonly RunEvent[]) => {
          for (const event of events) {
            progress?.take(event);
            if (event.type === "warning") note(`warning: ${event.message}`);
          }
        },
      }),
    );
  } finally {
    (display as Display | null)?.close();
  }
}
