import { closeSync, existsSync, readdirSync, readFileSync, rmdirSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { type Evaluation, GalapagosError, siblingModule } from "../../../core/index.ts";
import type { FromHost, HostSettings, ToHost, Unusable } from "../../protocol.ts";
import { prepareGround } from "../../sandbox/open-sandbox.ts";
import { createLanes, type Lanes } from "./lanes.ts";

/** Standard streams, the IPC channel and the lifeline. */
const LAST_OWN_FD = 4;
/** O_CLOEXEC as /proc prints it. */
const CLOSE_ON_EXEC = 0o2000000;

/**
 * Entry of the evaluator process: receives work over the IPC channel, gives it to the pool, sends verdicts back in groups.
 * It ends with its parent: at once when the channel closes, and through a watchdog thread when this event loop is stuck.
 */
closeInherited();
new Worker(siblingModule(import.meta.url, "./watchdog")).unref();

process.on("disconnect", die);

let lanes: Lanes | undefined;
let results: (readonly [number, Evaluation])[] = [];

function send(message: FromHost): void {
  if (process.connected) process.send?.(message);
}

function die(): void {
  try {
    rmdirSync(process.cwd());
  } catch {
    // The parent, or the watchdog, removed the empty folder first.
  }
  try {
    process.kill(-process.pid, "SIGKILL");
  } catch {
    process.kill(process.pid, "SIGKILL");
  }
}

function deliver(id: number, evaluation: Evaluation): void {
  if (results.length === 0) {
    setImmediate(() => {
      send({ type: "results", results });
      results = [];
    });
  }
  results.push([id, evaluation]);
}

async function start(settings: HostSettings): Promise<void> {
  const ground = await prepareGround(settings.problem, settings);
  lanes = createLanes({ problem: settings.problem, ground }, settings.lanes, {
    verdict: deliver,
    replaced: (reason) => send({ type: "lane-replaced", reason }),
    dead(reason) {
      process.stderr.write(`${reason}\n`);
      die();
    },
  });
  const reply = await lanes.start();
  if (reply.type === "unusable") send(reply);
  else if (reply.type === "facts") {
    const facts = {
      level: reply.level,
      engine: reply.engine,
      lanes: settings.lanes,
      warnings: ground.warnings,
    };
    send({ type: "ready", facts });
  }
}

function unusable(error: unknown): Unusable {
  const known = error instanceof GalapagosError;
  return {
    type: "unusable",
    message: error instanceof Error ? error.message : String(error),
    code: known ? error.code : "evaluate/engine",
    hint: known ? error.hint : undefined,
  };
}

process.on("message", (message: ToHost) => {
  switch (message.type) {
    case "start":
      start(message.settings).catch((error: unknown) => send(unusable(error)));
      break;
    case "evaluate":
      lanes?.submit(message.items);
      break;
    case "cancel":
      lanes?.cancel(message.ids);
      break;
    case "ping":
      send({ type: "pong" });
      break;
  }
});

/** Closes descriptors that came from whoever started us: everything Node opens itself is marked close-on-exec. */
function closeInherited(): void {
  if (!existsSync("/proc/self/fdinfo")) return;
  for (const name of readdirSync("/proc/self/fdinfo")) {
    const fd = Number(name);
    if (fd <= LAST_OWN_FD) continue;
    try {
      const flags = /^flags:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${name}`, "utf8"))?.[1] ?? "0";
      if ((Number.parseInt(flags, 8) & CLOSE_ON_EXEC) === 0) closeSync(fd);
    } catch {
      // It was the folder's own descriptor.
    }
  }
}
