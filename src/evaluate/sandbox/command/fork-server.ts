import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { GalapagosError } from "../../../core/index.ts";
import type { Limits } from "../../../problem/index.ts";
import { type Failure, failure } from "../../failures.ts";
import { NOBODY, TMP_BYTES } from "../bubblewrap.ts";
import { endProcess, processTree } from "../process-tree.ts";
import type { SandboxRun } from "../sandbox.ts";
import { ranOutOfMemory } from "./enclose.ts";
import { TASK_FOLDER } from "./furniture.ts";
import { knownOriginal } from "./known-original.ts";
import type { Jail, JailFile } from "./jail.ts";
import { type LapProgram, type LapRuns, PARTS } from "./laps.ts";
import { RUNTIME_MB } from "./resource-limits.ts";
import { exitFailure, killAll, pipesOf } from "./supervise.ts";
import { watch } from "./watch.ts";

/** A call of a fork server: a program for its own interpreter, or a command line. */
interface ForkRequest {
  /** `null` where the command line says it all. */
  readonly code: string | null;
  /** Further files of the program, that it imports. @defaultValue [] */
  readonly parts?: readonly { readonly path: string; readonly text: string }[];
  readonly words: readonly string[] | null;
  readonly input: string;
  readonly seed: number;
}

/** Programs that run by turns, and the laps that they run. */
interface LapRequest {
  readonly programs: readonly LapProgram[];
  readonly laps: readonly string[];
  readonly seed: number;
}

/** How a child ended, as the fork server saw it. */
interface ForkReply {
  /** Exit code; negative: the signal. */
  readonly code: number;
  /** Its standard output; `null` where that was too long. */
  readonly text: string | null;
  /** The end of its standard error. */
  readonly said: string;
  /** Time of the processor, and of the clock, from the program's first word on, milliseconds. */
  readonly cpuMs: number;
  readonly wallMs: number;
}

/** How a fork server is started. */
export interface ForkServerStart {
  readonly jail: Jail;
  /** Command line of the Python that serves, without a program. */
  readonly interpreter: readonly string[];
  /** Modules that are imported before the first child. */
  readonly imports: readonly string[];
  /** Files that its children find besides. */
  readonly files: readonly JailFile[];
  readonly env: { readonly [name: string]: string };
  readonly limits: Limits;
  /** The system-call filter of its children; `null` where there is none. */
  readonly filter: Buffer | null;
  /** Tell the processor's time, not the clock's? */
  readonly countsCpu: boolean;
  /** A call whose time is no program's own. */
  readonly idle: Omit<ForkRequest, "seed">;
  /** Programs run in laps; `null` where they do not. */
  readonly laps: LapRuns | null;
}

/** A fork server that is ready: trusted code in a jail, of which each call gets a walled child. */
export interface ForkServer {
  run(request: ForkRequest): Promise<SandboxRun>;
  /**
   * Ends of programs that ran in laps, as {@link lapRun} and {@link raceRun} read them. Throws `evaluate/warm` when calls that do
   * nothing do not come to their end: no program is to blame.
   */
  race(request: LapRequest): Promise<{ readonly status: "ok"; readonly reply: string } | Failure>;
  readonly isAlive: boolean;
  readonly served: number;
  close(): void;
}

/**
 * Starts a fork server and waits until a first child ran. Throws `evaluate/warm` when it does not come up: a module is
 * missing, or namespaces in namespaces are forbidden.
 */
export async function startForkServer(start: ForkServerStart): Promise<ForkServer> {
  const { jail, limits, filter, countsCpu } = start;
  const child = spawnServer(start);
  const lines = linesOf(child);
  child.stdin?.write(`${JSON.stringify(setupOf(start))}\n`);
  const first = JSON.parse((await lines.next(START_MS)) ?? "{}") as { ready?: boolean; failed?: string };
  if (first.ready !== true) {
    killAll(child, false);
    const why = first.failed ?? (lines.said() || "it ended without a word");
    throw new GalapagosError(`expected a fork server that is ready, got: ${why}`, {
      code: "evaluate/warm",
      hint: 'Correct "imports" in "warm", or leave "warm" out: programs then start a process of their own.',
    });
  }
  const own = new Set(processTree(child.pid ?? 0));
  let served = 0;

  async function ask(request: object, limits: Limits): Promise<{ status: "ok"; reply: string } | Failure> {
    served++;
    let ended: Failure | null = null;
    const pids = (): number[] => processTree(child.pid ?? 0).filter((pid) => !own.has(pid));
    const containment = { ...jail.containment(), tmpBytes: null, sharesMemory: filter === null };
    const watching = watch({
      ...{ pids, limits, containment },
      end(why) {
        ended ??= why;
        for (const pid of pids()) endProcess(pid);
      },
    });
    child.stdin?.write(`${JSON.stringify(request)}\n`);
    const line = await lines.next(limits.deadlineMs + PATIENCE_MS);
    watching.stop();
    if (ranOutOfMemory(child)) {
      // the kernel ended a process of the group, and may have chosen any: another server takes this one's place
      killAll(child, false);
      return ended ?? failure("memory", "oom", `more than ${limits.memoryMb} MiB (limits.memoryMb)`);
    }
    if (line === null) {
      killAll(child, false);
      return ended ?? failure("error", "crash", `the fork server is gone: ${lines.said()}`);
    }
    return ended ?? { status: "ok", reply: line };
  }

  async function run(request: ForkRequest): Promise<SandboxRun> {
    const asked = await ask(request, limits);
    return asked.status === "ok"
      ? outcomeOf(JSON.parse(asked.reply) as ForkReply, request, { limits, countsCpu })
      : asked;
  }

  const originalOf = knownOriginal((laps) =>
    ask({ laps, seed: 0, original: null }, { ...limits, deadlineMs: START_MS }),
  );
  async function race({ programs, laps, seed }: LapRequest): ReturnType<ForkServer["race"]> {
    const original = await originalOf(laps);
    const turns = programs.length;
    // beside two programs runs one that does nothing
    const [deadlineMs, memoryMb] = [
      turns * limits.deadlineMs,
      (turns === 1 ? 1 : turns + 1) * limits.memoryMb,
    ];
    return ask({ programs, laps, seed, original }, { ...limits, deadlineMs, memoryMb });
  }

  return {
    ...{ run, race },
    get isAlive() {
      return lines.isOpen();
    },
    get served() {
      return served;
    },
    close: () => killAll(child, false),
  };
}

function spawnServer({ jail, interpreter, files, env, limits }: ForkServerStart): ChildProcess {
  const child = jail.start({
    words: [...interpreter, jail.path(SERVER)],
    files: [...OWN.map((name) => ({ name, content: sourceOf(name) })), ...files],
    env: { ...env, ...ONE_THREAD },
    limits: { deadlineMs: limits.deadlineMs, memoryMb: limits.memoryMb + SERVER_MB, processes: 128 },
    isTrusted: true,
  });
  child.on("error", () => {});
  pipesOf(child);
  return child;
}

/** The server's first message: imports, limits and filter. */
function setupOf({ imports, limits, filter, files, jail, countsCpu, idle, laps }: ForkServerStart): object {
  const isApart = files.some(({ name }) => name.startsWith(`${TASK_FOLDER}/`));
  return {
    imports,
    countsCpu,
    idle,
    laps: laps && jail.path(LAPS),
    ...(laps ?? { calls: null }),
    folder: isApart ? jail.path(TASK_FOLDER) : "/",
    // it came through a message between threads, as plain bytes
    filter: filter === null ? null : Buffer.from(filter).toString("base64"),
    ...{ uid: NOBODY, gid: NOBODY, tmpBytes: TMP_BYTES, outputBytes: limits.outputKb * 1024 },
    limits: {
      RLIMIT_CORE: 0,
      RLIMIT_DATA: (limits.memoryMb + RUNTIME_MB) * MIB,
      RLIMIT_FSIZE: 16 * MIB,
      RLIMIT_NOFILE: 256,
      RLIMIT_NPROC: 48,
      RLIMIT_CPU: Math.ceil((limits.deadlineMs * 2) / 1000) + 1,
    },
  };
}

function outcomeOf(
  { code, text, said, cpuMs, wallMs }: ForkReply,
  { parts = [] }: ForkRequest,
  { limits, countsCpu }: Pick<ForkServerStart, "limits" | "countsCpu">,
): SandboxRun {
  if (text === null) return failure("output", "size", `more than ${limits.outputKb} KiB on standard output`);
  if (code === 0) return { status: "ok", text: text.trim(), ms: countsCpu ? cpuMs : wallMs };
  const signal = SIGNALS[-code];
  const program = ["/program.py", ...parts.map(({ path }) => `${PARTS}/${path}`)];
  return exitFailure({ code, signal: signal ?? null, lastWords: said, program }, limits);
}

/** The lines that a process writes to standard output, one by one. */
function linesOf(child: ChildProcess) {
  const waiting: string[] = [];
  let text = "";
  let words = "";
  let open = true;
  let wake = (): void => {};
  child.stdout?.setEncoding("utf8").on("data", (more: string) => {
    text += more;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
      waiting.push(text.slice(0, end));
      text = text.slice(end + 1);
    }
    wake();
  });
  child.stderr?.setEncoding("utf8").on("data", (more: string) => {
    words = (words + more).slice(-1000);
  });
  child.once("close", () => {
    open = false;
    wake();
  });
  return {
    isOpen: () => open,
    said: () => words.trim().split("\n").at(-1) ?? "",
    /** The next line; `null` where the process ended, or none came in time. */
    async next(mostMs: number): Promise<string | null> {
      let isLate = false;
      using _late = setTimeout(() => {
        isLate = true;
        wake();
      }, mostMs);
      while (waiting.length === 0 && open && !isLate) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return waiting.shift() ?? null;
    },
  };
}

function sourceOf(name: string): string {
  return readFileSync(new URL(`./${name}`, import.meta.url), "utf8");
}

const SERVER = "fork-server.py";
const LAPS = "fork-laps.py";
const OWN = [SERVER, LAPS];
/** Libraries of numbers must not have threads when they are forked. */
const ONE_THREAD = { OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };
/** Memory that the server may take for its modules, beside its children, MiB. */
const SERVER_MB = 1024;
/** Longest import of the modules, milliseconds. */
const START_MS = 60_000;
/** Time beyond the deadline after which the server itself is given up, milliseconds. */
const PATIENCE_MS = 5_000;
const MIB = 1 << 20;
/** Signals that say more than their number. */
const SIGNALS: { readonly [number: number]: NodeJS.Signals | undefined } = {
  6: "SIGABRT",
  9: "SIGKILL",
  11: "SIGSEGV",
  24: "SIGXCPU",
};
