import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { siblingModule } from "../../../core/index.ts";
import type { ColdReply, ColdRequest, ColdStart } from "./cold-process.ts";
import type { ColdRun } from "./cold-run.ts";
import type { SupervisedRun } from "./supervise.ts";

/** The small process of a lane, seen from the evaluator: it starts commands, one at a time, as soon as it is ready. */
export class ColdHelper {
  private readonly process: ChildProcess;
  private state: "starting" | "ready" | "lost" = "starting";
  /** Takes the answer to what is under way; `null` where none will come. */
  private settle: (outcome: SupervisedRun | null) => void = () => {};

  constructor(jail: ColdStart) {
    this.process = startProcess();
    this.process.on("message", (reply: ColdReply) => {
      if ("outcome" in reply) this.settle(reply.outcome);
      else this.state = "ready";
    });
    // whichever comes first: what is asked of one that ends is answered by one of them
    for (const end of ["exit", "disconnect", "error"]) this.process.on(end, () => this.lose());
    this.send({ jail });
  }

  get isReady(): boolean {
    return this.state === "ready";
  }

  get isLost(): boolean {
    return this.state === "lost";
  }

  /** Runs a command there; `null` where the process is lost before it answers. */
  run(what: ColdRun): Promise<SupervisedRun | null> {
    if (this.isLost) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.settle = resolve;
      this.send({ run: what });
    });
  }

  /** Lets it end with what it runs; resolves when it is gone. */
  async close(): Promise<void> {
    const { exitCode, signalCode, pid } = this.process;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    const gone = once(this.process, "exit");
    if (this.process.connected) this.process.disconnect();
    await gone;
  }

  private send(request: ColdRequest): void {
    // a process that was not started for want of descriptors has no channel
    if (this.process.send === undefined) {
      this.lose();
      return;
    }
    this.process.send(request, (error) => {
      if (error) this.lose();
    });
  }

  private lose(): void {
    this.state = "lost";
    this.settle(null);
  }
}

function startProcess(): ChildProcess {
  const module = fileURLToPath(siblingModule(import.meta.url, "./cold-process"));
  return spawn(process.execPath, ["--disable-warning=ExperimentalWarning", module], {
    cwd: "/",
    env: {},
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    serialization: "advanced",
  });
}
