import type { ChildProcess } from "node:child_process";
import type { Lookahead } from "./lookahead.ts";
import { answersOf, type Jail, type JailedCommand } from "./jail.ts";
import type { ProcessLimits } from "./resource-limits.ts";
import { killAll, pipesOf, supervise, type SupervisedRun } from "./supervise.ts";

/** A command from its start to its end. */
export interface ColdRun {
  readonly command: JailedCommand & { readonly limits: ProcessLimits };
  /** Its standard input. */
  readonly input: string;
  /** Paths of the candidate's files inside, whose lines a failure names. */
  readonly program: readonly string[];
}

/** Runs commands to their end, one at a time. */
export interface ColdRunner {
  run(what: ColdRun): Promise<SupervisedRun>;
  /** Ends what is under way. */
  close(): Promise<void>;
}

/**
 * A runner whose commands are children of this process.
 *
 * @param ahead - sets up the next command's jail while one runs; `null`: each is set up when it is asked for
 */
export function runnerHere(jail: Jail, ahead: Lookahead | null = null): ColdRunner {
  let active: ChildProcess | null = null;
  return {
    async run({ command, input, program }) {
      const child = ahead?.take(command) ?? jail.start(command);
      active = child;
      const answers = command.hasAnswers ? pipesOf(child)[answersOf(command.files.length)] : child.stdout;
      const containment = jail.containment(command.tmpBytes);
      const outcome = await supervise(child, input, command.limits, containment, {
        program,
        answers: answers ?? null,
      });
      active = null;
      ahead?.ended();
      return outcome;
    },
    async close() {
      ahead?.close();
      if (active) killAll(active, jail.containment().tmpBytes === null);
    },
  };
}
