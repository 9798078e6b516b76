import { type ChildProcess, spawn } from "node:child_process";
import type { Duplex } from "node:stream";
import { fileURLToPath } from "node:url";
import { GalapagosError, siblingModule } from "../../../core/index.ts";
import { type Bubblewrap, bubblewrapCommand, systemFolders } from "../bubblewrap.ts";
import { processTree, residentBytes } from "../process-tree.ts";
import type { IsolateReply, IsolateSettings, StepReply } from "./isolate-child.ts";

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
  const module = fileURLToPath(siblingModule(import.meta.url, "./isolate-child"));
  const node = [
    process.execPath,
    "--no-node-snapshot",
    "--disable-warning=ExperimentalWarning",
    "--max-old-space-size=128",
  ];
  const inner = [...node, module, JSON.stringify(settings)];
  const readable = [process.execPath, settings.addon, module, settings.watchdog];
  const [command, ...args] = bubblewrap
    ? bubblewrapCommand(
        bubblewrap,
        {
          readable: [...systemFolders(), ...readable],
          env: {},
          seccompFd: bubblewrap.filter ? 5 : 0,
          limits: [],
        },
        inner,
      )
    : (inner as [string, ...string[]]);
  const child = spawn(command, args, {
    env: {},
    ...bubblewrap?.user,
    cwd: "/",
    stdio: ["pipe", "ignore", "pipe", "pipe", "pipe", "pipe"],
  });
  let lastWords = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString("utf8")).slice(-1000);
  });
  const ignore = (): void => {};
  child.on("error", ignore);
  const pipes = child.stdio as readonly (Duplex | null | undefined)[];
  for (const pipe of pipes) pipe?.on("error", ignore);
  pipes[5]?.end(bubblewrap?.filter ?? "");

  const replies: IsolateReply[] = [];
  let ended = false;
  let wake: (() => void) | null = null;
  let text = "";
  pipes[3]?.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
    if (text.length > longestReply) child.kill("SIGKILL");
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
      const reply = readLine(text.slice(0, end));
      if (reply) replies.push(reply);
      else child.kill("SIGKILL");
      text = text.slice(end + 1);
    }
    wake?.();
  });
  child.once("close", () => {
    ended = true;
    wake?.();
  });
  async function next(): Promise<IsolateReply | null> {
    while (replies.length === 0 && !ended) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return replies.shift() ?? null;
  }

  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill("SIGKILL");
  }, START_MS);
  const first = await next();
  clearTimeout(timer);
  if (first?.type !== "ready") throw noStart(lastWords.trim(), isLate);
  const enginePid = processTree(child.pid ?? 0).at(-1) ?? 0;
  return { process: child, next, enginePid, baseBytes: residentBytes([enginePid]), served: 0 };
}

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

/** A line of the child, or `null` when it is not one that a healthy child writes. */
function readLine(line: string): IsolateReply | null {
  try {
    const value = JSON.parse(line) as IsolateReply;
    const known =
      value.type === "ready" ||
      (value.type === "steps" ? value.replies.every(isStepReply) : isStepReply(value));
    return known ? value : null;
  } catch {
    return null;
  }
}

function isStepReply(value: StepReply): boolean {
  return (
    (value.type === "reply" && typeof value.reply === "string" && typeof value.ms === "number") ||
    (value.type === "threw" && typeof value.description === "string") ||
    (value.type === "ended" && typeof value.cpuMs === "number")
  );
}
