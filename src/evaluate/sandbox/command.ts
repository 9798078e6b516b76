import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, extname, join } from "node:path";
import type { Duplex } from "node:stream";
import { GalapagosError } from "../../core/index.ts";
import type { Limits, Problem } from "../../problem/index.ts";
import { type Failure, failure } from "../failures.ts";
import { type Bubblewrap, systemFolders, wallCommand } from "./bubblewrap.ts";
import { cpuMs, isBusy, processTree, residentBytes } from "./process-tree.ts";
import type { PreparedProgram, Sandbox, SandboxRun } from "./sandbox.ts";

/** How often memory is looked at, milliseconds. */
const WATCH_MS = 20;
const MIB = 1 << 20;
/** Data segment beyond limits.memoryMb that an interpreter may need for itself. */
const RUNTIME_MB = 128;
/** Processes that a command may have beyond those its user has already. */
const PROCESSES = 48;
/** Descriptors on which the system-call filter and the program's text arrive. */
const FILTER = 3;
const PROGRAM = 4;
/** What a command sees besides its seed. */
const ENVIRONMENT = {
  PATH: "/usr/local/bin:/usr/bin:/bin",
  HOME: "/tmp",
  LANG: "C.UTF-8",
  TZ: "UTC",
  PYTHONHASHSEED: "0",
  PYTHONDONTWRITEBYTECODE: "1",
};
/** Without a wall: limits where there is prlimit, and at least the direct child dies with us. */
const PRLIMIT = "/usr/bin/prlimit";
const ORPHAN_GUARD = existsSync("/usr/bin/setpriv")
  ? ["/usr/bin/setpriv", "--pdeathsig", "KILL", "--no-new-privs", "--"]
  : [];
/** Characters of standard error that are kept for the message. */
const LAST_WORDS = 2000;

/**
 * Sandbox level 3: a command in any language, one process per call. The input is JSON on standard input, the answer JSON on
 * standard output, `{program}` in the command line stands for the candidate's file. Unprivileged user, resource limits,
 * bubblewrap, system-call filter; SIGKILL for the whole tree at the deadline. `wall` is `null` only when the user asked
 * for unsafe runs.
 */
export function createCommandSandbox(
  { definition, folder: home }: Problem,
  wall: Bubblewrap | null,
): Sandbox {
  const { limits, command } = definition;
  if (!command || command.length === 0) {
    throw new GalapagosError(`problem ${definition.name}: engine command needs a "command"`, {
      code: "evaluate/command",
      hint: 'Write for example "command": ["python3", "{program}"].',
    });
  }
  const name = `program${extname(definition.seed)}`;
  const folder = wall ? null : mkdtempSync(join(tmpdir(), "galapagos-command-"));
  const path = folder ? join(folder, name) : `/${name}`;
  const inner = command.map((part) => part.replaceAll("{program}", path));
  let active: ChildProcess | null = null;

  function start(code: string, seed: number): ChildProcess {
    const env = { ...ENVIRONMENT, GALAPAGOS_SEED: String(seed >>> 0) };
    const stdio: "pipe"[] = ["pipe", "pipe", "pipe", "pipe", "pipe"];
    if (wall === null) {
      writeFileSync(path, code);
      const rlimits = [PRLIMIT, ...resourceLimits(limits, process.getuid?.() ?? 0), "--"];
      const guards = [...(existsSync(PRLIMIT) ? rlimits : []), ...ORPHAN_GUARD];
      const [program = "", ...args] = [...guards, ...inner];
      return spawn(program, args, { env, cwd: folder ?? "/", detached: true, stdio });
    }
    const options = {
      readable: systemFolders(),
      hidden: [home],
      file: { fd: PROGRAM, path },
      env,
      seccompFd: wall.filter ? FILTER : 0,
      limits: resourceLimits(limits, wall.user?.uid ?? process.getuid?.() ?? 0),
    };
    const [program, ...args] = wallCommand(wall, options, inner);
    const child = spawn(program, args, { env: {}, cwd: "/", ...wall.user, stdio });
    const pipes = pipesOf(child);
    pipes[FILTER]?.end(wall.filter ?? "");
    pipes[PROGRAM]?.end(code);
    return child;
  }

  async function run(program: PreparedProgram, input: string, seed: number): Promise<SandboxRun> {
    active = start(program.code, seed);
    const outcome = await supervise(active, input, limits, wall === null);
    active = null;
    return outcome;
  }

  return {
    level: 3,
    engine: `command@${basename(command[0] ?? "")}`,
    fresh: () => true,
    run,
    check: (program, input) => run(program, input, 1),
    async close() {
      if (active) killAll(active, wall === null);
      if (folder) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A child's pipes, with errors silenced: a killed process closes them at any moment. */
function pipesOf(child: ChildProcess): readonly (Duplex | null | undefined)[] {
  const pipes = child.stdio as readonly (Duplex | null | undefined)[];
  for (const pipe of pipes) pipe?.on("error", () => {});
  return pipes;
}

/** Feeds one process and waits for its end under the deadline, the memory bound and the output bound. */
function supervise(
  child: ChildProcess,
  input: string,
  limits: Limits,
  detached: boolean,
): Promise<SandboxRun> {
  const started = performance.now();
  const output: Buffer[] = [];
  let size = 0;
  let lastWords = "";
  let ended: Failure | null = null;
  let peakCpuMs = 0;
  const end = (why: Failure): void => {
    ended ??= why;
    killAll(child, detached);
  };
  pipesOf(child);
  child.stdout?.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > limits.outputKb * 1024)
      end(failure("output", "size", `more than ${limits.outputKb} KiB on standard output`));
    else output.push(chunk);
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString("utf8")).slice(-LAST_WORDS);
  });
  const watch = setInterval(() => {
    const tree = processTree(child.pid ?? 0);
    peakCpuMs = Math.max(peakCpuMs, cpuMs(tree));
    if (residentBytes(tree) > (limits.memoryMb + RUNTIME_MB) * MIB) {
      end(failure("memory", "oom", `more than ${limits.memoryMb} MiB (limits.memoryMb)`));
    } else if (performance.now() - started > limits.deadlineMs) {
      const busy = isBusy(peakCpuMs, limits);
      end(
        failure(
          "timeout",
          busy ? "cpu" : "wall",
          `still running after ${limits.deadlineMs} ms (limits.deadlineMs)`,
        ),
      );
    }
  }, WATCH_MS);
  return new Promise((resolve) => {
    let spawnError = "";
    child.once("error", (error) => {
      spawnError = error.message;
      finish(null, null);
    });
    child.once("close", finish);
    child.stdin?.end(input);

    function finish(code: number | null, signal: NodeJS.Signals | null): void {
      clearInterval(watch);
      // A process that escaped its parent must not outlive it either.
      if (detached) killAll(child, true);
      if (ended) resolve(ended);
      else if (spawnError) resolve(failure("error", "exit", `the command does not start: ${spawnError}`));
      else if (code === 0) {
        const text = Buffer.concat(output).toString("utf8").trim();
        resolve({ status: "ok", text, ms: performance.now() - started });
      } else resolve(exitFailure(code, signal, lastWords, limits));
    }
  });
}

/** Why a command that ended by itself did not answer. */
function exitFailure(
  code: number | null,
  signal: NodeJS.Signals | null,
  lastWords: string,
  limits: Limits,
): Failure {
  const said = lastWords.trim().split("\n").slice(-1)[0] ?? "";
  if (/MemoryError|out of memory|bad_alloc|cannot allocate memory/i.test(lastWords)) {
    return failure("memory", "oom", `more than ${limits.memoryMb} MiB (limits.memoryMb): ${said}`);
  }
  if (signal === "SIGXCPU" || code === 152)
    return failure("timeout", "cpu", "the command used up its CPU time");
  return failure("error", "exit", `the command ended with ${signal ?? `exit code ${code}`}: ${said}`);
}

function killAll(child: ChildProcess, detached: boolean): void {
  if (child.pid === undefined) return;
  try {
    if (detached) process.kill(-child.pid, "SIGKILL");
  } catch {
    // The group is empty already.
  }
  child.kill("SIGKILL");
}

/** Limits for prlimit. The count of processes is per user, so it starts from what the user has running. */
function resourceLimits(limits: Limits, uid: number): string[] {
  const seconds = Math.ceil((limits.deadlineMs * 2) / 1000) + 1;
  return [
    `--data=${(limits.memoryMb + RUNTIME_MB) * MIB}`,
    `--fsize=${16 * MIB}`,
    "--nofile=256",
    `--cpu=${seconds}`,
    `--nproc=${tasksOf(uid) + PROCESSES}`,
  ];
}

/** Threads that a user has running now. */
function tasksOf(uid: number): number {
  let tasks = 0;
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const status = readFileSync(`/proc/${name}/status`, "utf8");
      if (Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]) === uid)
        tasks += Number(/^Threads:\s+(\d+)/m.exec(status)?.[1]);
    } catch {
      // It ended in between.
    }
  }
  return tasks;
}
