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
 * starts them as soon as it is ready. Where that one is lost, a command is run again here.
 *
 * @param start - what the small process needs; `null` where commands have no walls, whose ends depend on who started them
 */
export function createColdRunner(jail: Jail, start: ColdStart | null): ColdRunner {
  const here = runnerHere(jail);
  let helper: ChildProcess | null = null;
  let isReady = false;
  let runs = 0;
  let isClosed = false;

  function prepare(jailed: ColdStart): void {
    const process = startHelper(jailed);
    const lose = (): void => {
      if (helper === process) helper = null;
    };
    helper = process;
    isReady = false;
    process.once("message", () => {
      isReady = true;
    });
    process.once("exit", lose);
    process.once("error", lose);
  }

  function there(what: ColdRun, process: ChildProcess): Promise<SupervisedRun | null> {
    return new Promise((resolve) => {
      const settle = (outcome: SupervisedRun | null): void => {
        process.off("message", hear);
        process.off("exit", lose);
        process.off("error", lose);
        resolve(outcome);
      };
      const hear = ({ outcome }: ColdReply): void => settle(outcome);
      const lose = (): void => settle(null);
      process.on("message", hear);
      process.on("exit", lose);
      process.on("error", lose);
      process.send({ run: what } satisfies ColdRequest, (error) => {
        if (!error) return;
        if (helper === process) helper = null;
        lose();
      });
    });
  }

  async function runHere(what: ColdRun): Promise<SupervisedRun> {
    const outcome = await here.run(what);
    return isClosed && outcome.status !== "ok" ? CLOSED : outcome;
  }

  return {
    async run(what) {
      runs += 1;
      if (start !== null && runs >= FIRST && helper === null && !isClosed) prepare(start);
      if (helper === null || !isReady) return runHere(what);
      const outcome = await there(what, helper);
      if (outcome !== null) return outcome;
      return isClosed ? CLOSED : runHere(what);
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
