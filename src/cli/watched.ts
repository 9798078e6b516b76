import { performance } from "node:perf_hooks";
import { given, onAbort, type RunEvent } from "../core/index.ts";
import { Progress } from "../report/index.ts";
import type { ResumeRunOptions, SittingOptions, SittingPart } from "../run/index.ts";
import { type MachineFlags, machineOf } from "./machine-flags.ts";
import { type Display, openDisplay } from "./display.ts";
import type { Shell } from "./shell.ts";

/** Output flags that `run`, `resume` and `fork` share. */
export interface WatchOptions extends MachineFlags {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly threads?: number;
}

/** A watched sitting's options, for whoever runs it. */
export type WatchedSitting = Required<Pick<ResumeRunOptions, "onEvents" | "onPart" | "signal">> &
  Pick<SittingOptions, "threads" | "unsafe" | "queue" | "workers">;

/**
 * Runs a sitting with live progress on standard error. The first Ctrl-C (or SIGTERM) drains: what is in
 * flight is recorded; the second leaves at once.
 */
export async function watch<T>(
  shell: Shell,
  flags: WatchOptions,
  run: (sitting: WatchedSitting) => Promise<T>,
): Promise<T> {
  let display: Display | null = null;
  let progress: Progress | null = null;
  const note = (text: string): void => (display ? display.note(text) : shell.say(text));
  const onPart = ({ definition, config, turn }: SittingPart): void => {
    display?.close();
    display = null;
    if (flags.quiet) return;
    if (turn !== undefined) shell.say(`round ${turn.round} of ${turn.rounds}: ${definition.name}`);
    progress = new Progress(definition, config, () => performance.now());
    display = openDisplay(progress, shell.io);
  };
  const onEvents = (events: readonly RunEvent[]): void => {
    for (const event of events) {
      progress?.take(event);
      const text = noteOf(event);
      if (text !== null) note(text);
    }
  };
  try {
    const machine = { ...machineOf(shell, flags), ...given({ threads: flags.threads }) };
    return await shell.drained(note, (signal) => {
      onAbort(signal, () => {
        if (progress !== null) progress.isStopping = true;
      });
      return run({ signal, ...machine, onEvents, onPart });
    });
  } finally {
    (display as Display | null)?.close();
  }
}

/** Says what of some events a person is to know. */
export function sayEvents(shell: Shell, events: readonly RunEvent[]): void {
  for (const event of events) {
    const text = noteOf(event);
    if (text !== null) shell.say(text);
  }
}

/** A line that stays, for what of an event a person is to know; `null` for most. */
function noteOf(event: RunEvent): string | null {
  if (event.type === "warning") return `warning: ${event.message}`;
  if (event.type === "evaluator-restarted") return `warning: the evaluator was restarted: ${event.reason}`;
  return null;
}
