import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type ControlRequest, hasInbox, openRun, sendRequest } from "../../run/index.ts";
import { isRunning } from "../../store/index.ts";
import { GalapagosError, printable } from "../../core/index.ts";

/** How a stopped run is acted on: by the command line itself. */
export interface CommandLine {
  /** Program and first arguments, e.g. `node bin/galapagos.js`. */
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
}

/** Outcome of an act. */
interface Acted {
  readonly status: "done" | "refused";
  readonly message: string;
}

/** How long a running process may take to answer: it records what is in flight first. */
const PATIENCE_MS = 120_000;
/** Time between two looks whether a run that is resumed takes requests, and so goes on, milliseconds. */
const LOOK_MS = 200;
const MOST_WORDS = 20_000;

/** Acts on runs for a person at the page; children that it starts are its own. */
export interface Actor {
  act(folder: string, request: ControlRequest): Promise<Acted>;
  /** Tells its children to record what is in flight, and waits for their end. */
  close(): Promise<void>;
}

/**
 * The actor of a dashboard. A run that goes on is asked through its inbox; a stopped one is acted on by the command line, so that what is
 * typed and what is clicked leave the same record.
 */
export function createActor(line: CommandLine): Actor {
  const children = new Set<ChildProcess>();
  const start = (args: readonly string[], input?: string) => {
    const started = startLine(line, args, input);
    children.add(started.child);
    return { ...started, ended: started.ended.finally(() => children.delete(started.child)) };
  };
  return {
    async act(folder, request) {
      if (isLive(folder)) return asked(folder, request);
      switch (request.type) {
        case "go-on":
        case "budget": {
          const { child, ended } = start(["resume", folder, "--quiet", ...flagsOf(request)]);
          const acted = await Promise.race([ended, begun(folder, ended)]);
          child.unref();
          return acted;
        }
        case "inject":
          return start(["inject", folder, "-", `--note=${request.note}`], request.source).ended;
        case "hint":
          return start(["memory", "hint", "--", request.text, folder]).ended;
        default:
          return { status: "refused", message: "it does not go on" };
      }
    },
    async close() {
      await Promise.all(
        [...children].map(async (child) => {
          const gone = once(child, "close");
          child.kill("SIGINT");
          await gone;
        }),
      );
    },
  };
}

/** Outcome of a resumption that goes on: its run takes requests. A command that ended first has told its own. */
async function begun(folder: string, ended: Promise<Acted>): Promise<Acted> {
  const waits = new AbortController();
  void ended.then(() => waits.abort());
  const until = AbortSignal.any([waits.signal, AbortSignal.timeout(PATIENCE_MS)]);
  // an inbox without a process is one that was killed
  const goesOn = (): boolean => hasInbox(folder) && isLive(folder);
  while (!goesOn() && !until.aborted) await sleep(LOOK_MS);
  return goesOn()
    ? { status: "done", message: "it goes on" }
    : { status: "refused", message: "it has not begun yet; look again in a while" };
}

/** Starts the command line; its last words are the outcome's message. */
function startLine(line: CommandLine, args: readonly string[], input = "") {
  const [program, ...first] = line.command;
  const child = spawn(program, [...first, ...args], { cwd: line.cwd, stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  let words = "";
  const hear = (text: Buffer): void => {
    words = `${words}${text}`.slice(-MOST_WORDS);
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const ended = once(child, "close").then(([code]): Acted => {
    return { status: code === 0 ? "done" : "refused", message: printable(words.trim()) };
  });
  return { child, ended };
}

/** True where a process writes the run, or the newest turn of its rounds. */
function isLive(folder: string): boolean {
  return (
    isRunning(folder) ||
    openRun(folder)
      .parts()
      .some((part) => isRunning(part.folder))
  );
}

async function asked(folder: string, request: ControlRequest): Promise<Acted> {
  try {
    return await sendRequest(folder, request, AbortSignal.timeout(PATIENCE_MS));
  } catch (error) {
    if (error instanceof GalapagosError)
      return { status: "refused", message: [error.message, ...(error.hint ? [error.hint] : [])].join("; ") };
    return { status: "refused", message: "it has not answered yet; look again in a while" };
  }
}

function flagsOf(request: Extract<ControlRequest, { readonly type: "budget" | "go-on" }>): readonly string[] {
  if (request.type === "go-on") return [];
  const { evaluations, timeMs, usd } = request;
  return [
    ...(evaluations === undefined ? [] : ["--evaluations", String(evaluations)]),
    ...(timeMs === undefined ? [] : ["--time", `${timeMs}ms`]),
    ...(usd === undefined ? [] : ["--budget", `${usd}usd`]),
  ];
}
