import { closeSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { keepCompiled, openPort, processWire, siblingModule } from "../../../core/index.ts";
import type { BackendFacts } from "../../job.ts";
import { HOST_ERRORS, type HostListener, type HostService, type HostSettings } from "../protocol.ts";
import { prepareSandbox } from "../../sandbox/registry.ts";
import { endGroup } from "./end-group.ts";
import { Lanes } from "./lanes.ts";

/**
 * Entry of the evaluator process: receives work over the IPC channel, gives it to the pool, sends verdicts
 * back in groups. It ends with its parent: at once when the channel closes, and through a watchdog thread
 * when this event loop is stuck. Many a process judges one program and is gone: the thread, a tenth of its
 * work, is started for those that stay.
 */
closeInherited();

/** When the watchdog starts, milliseconds: after the set-up, and where that takes longer than any usual one. */
const READY_MS = 1000;
const LOADING_MS = 5000;
let isWatched = false;
setTimeout(startWatchdog, LOADING_MS).unref();

const port = openPort<HostListener, HostService>(processWire(process), {
  ...HOST_ERRORS,
  serves: {
    start,
    serve: (problem) => lanes?.serve(problem),
    evaluate(job, signal) {
      if (lanes === undefined) throw HOST_ERRORS.closed();
      return lanes.judge(job, signal);
    },
    ping() {},
  },
});
process.on("disconnect", endGroup);

function startWatchdog(): void {
  if (isWatched) return;
  isWatched = true;
  new Worker(siblingModule(import.meta.url, "./watchdog")).unref();
}

let lanes: Lanes | undefined;

async function start(settings: HostSettings): Promise<BackendFacts> {
  const { setup, warnings } = await prepareSandbox(settings.problem, settings);
  const { problem, environment } = settings;
  lanes = new Lanes({ problem, setup, environment }, settings.lanes, {
    replaced: (reason) => port.tell("replaced", reason),
    slow: (phase) => port.tell("slow", phase),
    dead(reason) {
      process.stderr.write(`${reason}\n`);
      endGroup();
    },
  });
  const { level, engine } = await lanes.start();
  keepCompiled();
  setTimeout(startWatchdog, READY_MS).unref();
  return { level, engine, lanes: settings.lanes, warnings };
}

/**
 * Closes descriptors that came from whoever started us: everything Node opens itself is marked close-on-exec.
 */
function closeInherited(): void {
  // standard streams, the IPC channel and the lifeline
  const lastOwn = 4;
  // O_CLOEXEC as /proc prints it
  const closesOnExec = 0o2000000;
  if (!existsSync("/proc/self/fdinfo")) return;
  for (const name of readdirSync("/proc/self/fdinfo")) {
    const fd = Number(name);
    if (fd <= lastOwn) continue;
    try {
      const flags = /^flags:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${name}`, "utf8"))?.[1] ?? "0";
      if ((Number.parseInt(flags, 8) & closesOnExec) === 0) closeSync(fd);
    } catch {
      // It was the folder's own descriptor.
    }
  }
}
