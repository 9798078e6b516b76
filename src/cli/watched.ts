import { performance } from "node:perf_hooks";
import type { RunConfig } from "../config/index.ts";
import { EXIT, given, objectiveOf, type RunEvent, shellWord } from "../core/index.ts";
import type { ProblemDefinition } from "../problem/index.ts";
import type { RunSummary, SittingOptions } from "../run/index.ts";
import { Progress, renderSummary } from "../report/index.ts";
import { openDisplay } from "./display.ts";
import type { Shell } from "./shell.ts";

/** Output flags that `run`, `resume` and `fork` share. */
export interface WatchOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  /** Print no result: the caller says what several runs found together. */
  readonly silent?: boolean;
  readonly threads?: number;
  readonly unsafe?: boolean;
}

/** The options of a sitting that flags state. */
export function sittingFlags({ threads, unsafe }: WatchOptions): Pick<SittingOptions, "threads" | "unsafe"> {
  return given({ threads, unsafe });
}

/** What a watched sitting hands to whoever runs it. */
export type WatchedSitting = Pick<SittingOptions, "onEvents" | "signal" | "threads" | "unsafe">;

/**
 * Runs a sitting with live progress on standard error and its summary on standard output, and sets the exit code. The first
 * Ctrl-C (or SIGTERM) drains: what is in flight is recorded; the second leaves at once.
 */
export async function runWatched(
  shell: Shell,
  definition: ProblemDefinition,
  config: RunConfig,
  flags: WatchOptions,
  run: (sitting: WatchedSitting) => Promise<RunSummary>,
): Promise<RunSummary> {
  const progress = new Progress(definition, config, () => performance.now());
  const display = flags.quiet ? null : openDisplay(progress, shell.io.stderr);
  let folder = "";
  try {
    const note = (text: string): void => (display ? display.note(text) : shell.say(text));
    const summary = await shell.drained(note, (signal) =>
      run({
        signal,
        ...sittingFlags(flags),
        onEvents: (events: readonly RunEvent[]) => {
          for (const event of events) {
            if (event.type === "run-started") folder = event.run;
            progress.take(event);
            const text = noteOf(event);
            if (text !== null) note(text);
          }
        },
      }),
    );
    display?.close();
    shell.exitCode = exitCodeOf(summary, config, definition);
    if (flags.silent) return summary;
    const shown = shell.shown(folder);
    if (!flags.json) shell.print(renderSummary(summary, definition, config, shown));
    else {
      shell.printJson(summary);
      if (summary.status === "interrupted")
        shell.say(`saved; go on with: galapagos resume ${shellWord(shown)}`);
    }
    return summary;
  } finally {
    display?.close();
  }
}

/** Says what of some events a person is to know. */
export function sayEvents(shell: Shell, events: readonly RunEvent[]): void {
  for (const event of events) {
    const text = noteOf(event);
    if (text !== null) shell.say(text);
  }
}

/** What of an event a person is told in a line that stays; `null` for most. */
export function noteOf(event: RunEvent): string | null {
  if (event.type === "warning") return `warning: ${event.message}`;
  if (event.type === "evaluator-restarted") return `warning: the evaluator was restarted: ${event.reason}`;
  return null;
}

/** How a run ended, as an exit code. */
export function exitCodeOf(summary: RunSummary, config: RunConfig, definition: ProblemDefinition): number {
  if (summary.status === "interrupted") return EXIT.interrupted;
  return config.target === null || reaches(summary, config.target, definition)
    ? EXIT.done
    : EXIT.targetNotReached;
}

/** Whether the best program reaches the target, in the run and in its verification. */
function reaches(summary: RunSummary, target: number, { objective }: ProblemDefinition): boolean {
  const { status } = (summary.verified ?? { status: "ok" }) as { readonly status?: unknown };
  if (summary.best === null || status !== "ok") return false;
  return objectiveOf(objective.direction).reaches(summary.best.score, target);
}
