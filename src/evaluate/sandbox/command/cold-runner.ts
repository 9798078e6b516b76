import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { siblingModule } from "../../../core/index.ts";
import { failure } from "../../failures.ts";
import type { ColdReply, ColdRequest, ColdStart } from "./cold-process.ts";
import { type ColdRun, type ColdRunner, runnerHere } from "./cold-run.ts";
import type { Jail } from "./jail.ts";
import type { SupervisedRun } from "./supervise.ts";

/**
 * A lane's runner: the first commands are children of this process, and when it is plain that more will come, a small process
 * starts them. Where that one is lost, a command is run again here.
 *
 * @param start - what the small process needs; `null` where commands have no walls, whose ends depend on who started them
 */
export function createColdRunner(jail: Jail, start: ColdStart | null): ColdRunner {
  const here = runnerHere(jail);
  let helper: ChildProcess | null = null;
  let runs = 0;
  let isClosed = false;

  function there(what: ColdRun, jailed: ColdStart): Promise<SupervisedRun | null> {
    const process = helper ?? startHelper(jailed);
    helper = process;
    return new Promise((resolve) => {
      const settle = (outcome: SupervisedRun | null): void => {
        process.off("message", hear);
        process.off("exit", lose);
        process.off("error", lose);
        resolve(outcome);
      };
      const hear = ({ outcome }: ColdReply): void => settle(outcome);
      const lose = (): void => {
        helper = null;
        settle(null);
      };
      process.on("message", hear);
      process.on("exit", lose);
      process.on("error", lose);
      process.send({ run: what } satisfies ColdRequest, (error) => {
        if (error) lose();
      });
    });
  }

  return {
    async run(what) {
      runs += 1;
      if (start === null || runs <= FIRST) return here.run(what);
      const outcome = await there(what, start);
      if (outcome !== null) return outcome;
      return isClosed ? CLOSED : here.run(what);
    },
    async close() {
      isClosed = true;
      await here.close();
      if (helper?.exitCode !== null || helper.signalCode !== null) return;
      const gone = once(helper, "exit");
      helper.disconnect();
      await gone;
    },
  };
}

function startHelper(jail: ColdStart): ChildProcess {
  const module = fileURLToPath(siblingModule(import.meta.url, "./cold-process"));
  const helper = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", module], {
    cwd: "/",
    env: {},
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    serialization: "advanced",
  });
  helper.on("error", () => {});
  helper.send({ jail } satisfies ColdRequest, () => {});
  return helper;
}

/** The end of a command whose lane was closed meanwhile. */
const CLOSED: SupervisedRun = {
  ...failure("timeout", "wall", "stopped: its evaluator was closed"),
  lastWords: "",
};

/** Commands that are started here: about as many as cost what a process of Node costs to start. */
const FIRST = 8;
