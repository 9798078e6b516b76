import { failure } from "../../failures.ts";
import { ColdHelper } from "./cold-helper.ts";
import type { ColdStart } from "./cold-process.ts";
import { type ColdRun, type ColdRunner, runnerHere } from "./cold-run.ts";
import type { Jail } from "./jail.ts";
import type { SupervisedRun } from "./supervise.ts";

/**
 * A lane's runner: the first commands are children of this process, and when it is plain that more will come, a small process
 * starts them as soon as it is ready. Where that one is lost, a command is run again here.
 *
 * @param start - what the small process needs; `null` where commands have no walls, whose ends depend on who started them
 */
export function createColdRunner(jail: Jail, start: ColdStart | null): ColdRunner {
  const here = runnerHere(jail);
  let helper: ColdHelper | null = null;
  let runs = 0;
  let isClosed = false;

  async function runHere(what: ColdRun): Promise<SupervisedRun> {
    const outcome = await here.run(what);
    return isClosed && outcome.status !== "ok" ? CLOSED : outcome;
  }

  return {
    async run(what) {
      runs += 1;
      if (helper?.isLost) helper = null;
      if (start !== null && runs >= FIRST && !isClosed) helper ??= new ColdHelper(start);
      if (!helper?.isReady) return runHere(what);
      const outcome = await helper.run(what);
      if (outcome !== null) return outcome;
      return isClosed ? CLOSED : runHere(what);
    },
    async close() {
      isClosed = true;
      await here.close();
      await helper?.close();
    },
  };
}

/** The end of a command whose lane was closed meanwhile. */
const CLOSED: SupervisedRun = {
  ...failure("timeout", "wall", "stopped: its evaluator was closed"),
  lastWords: "",
};

/** Commands that are started here: about as many as cost what a process of Node costs to start. */
const FIRST = 8;
