import { type ChildProcess, spawn } from "node:child_process";
import type { Duplex, Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { GalapagosError, siblingModule } from "../../../core/index.ts";
import { type Bubblewrap, bubblewrapCommand, systemFolders } from "../bubblewrap.ts";
import { processTree, residentBytes } from "../process-tree.ts";
import type { IsolateReply, IsolateSettings } from "./isolate-child.ts";
import { Replies } from "./replies.ts";

/** A child process that is ready for candidates. */
export interface Child {
  readonly process: ChildProcess;
  /** Resolves with the next reply, or with `null` when the process ended. */
  next(): Promise<IsolateReply | null>;
  /** The process of V8 itself, below bubblewrap. */
  readonly enginePid: number;
  readonly baseBytes: number;
  served: number;
}

/**
 * Starts a child, inside bubblewrap where it is there, and waits until it is ready. Throws `evaluate/level`
 * when it does not start.
 *
 * @param longestReply - characters of one reply; a child that says more is ended
 */
export async function startChild(
  settings: IsolateSettings,
  bubblewrap: Bubblewrap | null,
  longestReply: number,
): Promise<Child> {
  const child = spawnEngine(settings, bubblewrap);
  let lastWords = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString("utf8")).slice(-1000);
  });
  const replies = new Replies(child, child.stdio[3] as Readable | null, longestReply);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill("SIGKILL");
  }, START_MS);
  const first = await replies.next();
  clearTimeout(timer);
  if (first?.type !== "ready") throw noStart(lastWords.trim(), isLate);
  const enginePid = processTree(child.pid ?? 0).at(-1) ?? 0;
  return {
    ...{ process: child, next: () => replies.next(), enginePid },
    ...{ baseBytes: residentBytes([enginePid]), served: 0 },
  };
}

/** Starts the process; no fault of its pipes is thrown. */
function spawnEngine(settings: IsolateSettings, bubblewrap: Bubblewrap | null): ChildProcess {
  const module = fileURLToPath(siblingModule(import.meta.url, "./isolate-child"));
  const inner = [process.execPath, ...NODE_FLAGS, module, JSON.stringify(settings)];
  const readable = [process.execPath, settings.addon, module, settings.watchdog];
  const walls = bubblewrap && {
    readable: [...systemFolders(), ...readable],
    env: {},
    seccompFd: bubblewrap.filter ? 5 : 0,
    limits: [],
  };
  const words = bubblewrap && walls ? bubblewrapCommand(bubblewrap, walls, inner) : inner;
  const [command = "", ...args] = words;
  const child = spawn(command, args, {
    env: {},
    ...bubblewrap?.user,
    cwd: "/",
    stdio: ["pipe", "ignore", "pipe", "pipe", "pipe", "pipe"],
  });
  const ignore = (): void => {};
  child.on("error", ignore);
  const pipes = child.stdio as readonly (Duplex | null | undefined)[];
  for (const pipe of pipes) pipe?.on("error", ignore);
  pipes[5]?.end(bubblewrap?.filter ?? "");
  return child;
}

const NODE_FLAGS = [
  "--no-node-snapshot",
  "--disable-warning=ExperimentalWarning",
  "--max-old-space-size=128",
];

/** Ends a child; resolves when it is gone. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}

function noStart(lastWords: string, isLate: boolean): GalapagosError {
  const late = `it was not ready within ${START_MS / 1000} s`;
  const why = lastWords || (isLate ? late : "no message");
  return new GalapagosError(`the isolated-vm process does not start: ${why}`, {
    code: "evaluate/level",
    hint: isLate ? "The machine is busy: try again with fewer --threads" : "Type: npx galapagos doctor",
  });
}

/** Longest start of a child, milliseconds; on a machine with ten times too much to do it takes as long. */
const START_MS = 60_000;
