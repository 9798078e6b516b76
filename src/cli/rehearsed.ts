import { url as debuggerUrl } from "node:inspector";
import { given, showDuration } from "../core/index.ts";
import { inProcessBackend } from "../evaluate/index.ts";
import type { RehearsalOptions, Waiting } from "../run/index.ts";
import type { AnswerFlags } from "./commands/model-flags.ts";
import { type MachineFlags, machineOf } from "./machine-flags.ts";
import type { Shell } from "./shell.ts";
import { sayEvents } from "./watched.ts";

/**
 * The options of `check` and `eval` that follow from where they run: warnings and signs of life go to
 * standard error, and under a debugger the evaluator runs in this process, where a breakpoint stops it.
 *
 * @param of - evaluations that there will be
 */
export function rehearsed(shell: Shell, flags: MachineFlags & AnswerFlags, of: number): RehearsalOptions {
  const isDebugged = debuggerUrl() !== undefined;
  if (isDebugged)
    shell.say(
      "a debugger is attached: the evaluator runs in this process, and nothing limits the scorer's time",
    );
  return {
    ...machineOf(shell, flags),
    ...given({ model: flags.model }),
    ...(isDebugged && { openBackend: inProcessBackend }),
    onEvents: (events) => sayEvents(shell, events),
    onWaiting: (waiting) => shell.say(signOfLife(waiting, of)),
  };
}

function signOfLife({ phase, done, elapsedMs }: Waiting, of: number): string {
  if (done >= of && of > 1)
    return `… the seed has its scores; engines, compute and holes are looked at (${showDuration(elapsedMs)} so far)`;
  const where = {
    evaluator: "the evaluator is being loaded",
    program: "the program runs",
    scorer: "the scorer runs",
  }[phase];
  const count = of > 1 && phase !== "evaluator" ? `, ${done} of about ${of} evaluations done` : "";
  return `… ${where} (${showDuration(elapsedMs)} so far${count})`;
}
