import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { threadId } from "node:worker_threads";
import { failure } from "../../failures.ts";
import { TMP_BYTES } from "../bubblewrap.ts";
import type { ColdRun, ColdRunner } from "../command/cold-run.ts";
import { PROCESSES, RUNTIME_MB } from "../command/resource-limits.ts";
import { killAll, supervise, type SupervisedRun } from "../command/supervise.ts";
import { ask, type ContainerEngine, lastLine } from "./engine.ts";
import { layFiles } from "./lay-files.ts";

/** Folder inside in which a program's files are. */
export const HOME = "/galapagos";

/** Parts that all containers of a problem have in common. */
export interface Container {
  readonly engine: ContainerEngine;
  /** Image by name and digest, or by its id; never pulled. */
  readonly image: string;
  /** Folder of their own, in which programs lie while they run; it goes with the runner. */
  readonly folder: string;
  /** File with the system-call filter. */
  readonly profile: string;
}

let made = 0;

/**
 * A runner of commands, each in a container of its own: no network, nothing that can be written but a small /tmp, a user who is
 * nobody, no capabilities, memory and processes bounded by the engine. At the deadline the container is removed; all that are left
 * go when this process has ended, however it did, and the folder with them.
 *
 * @throws Error where the engine itself fails
 */
export function containerRunner(container: Container): ColdRunner {
  return new ContainerRunner(container);
}

class ContainerRunner implements ColdRunner {
  private readonly container: Container;
  private readonly own = `${process.pid}-${threadId}-${++made}`;
  private readonly label = `galapagos=${this.own}`;
  private readonly guard: ChildProcess;
  private runs = 0;
  private active: { readonly client: ChildProcess; readonly name: string } | null = null;

  constructor(container: Container) {
    this.container = container;
    this.guard = startGuard(container.engine, this.label, container.folder);
  }

  async run(what: ColdRun): Promise<SupervisedRun> {
    const home = mkdtempSync(join(this.container.folder, "run-"));
    try {
      layFiles(home, what.command.files);
      return await this.start(what, home);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  }

  async close(): Promise<void> {
    await this.end();
    // it looks for what the engine did not remove, or made meanwhile
    this.guard.stdin?.end();
  }

  private async start({ command, input, program }: ColdRun, home: string): Promise<SupervisedRun> {
    const { engine } = this.container;
    const name = `galapagos-${this.own}-${++this.runs}`;
    const client = spawn(engine.path, this.wordsOf(command, name, home), { env: engine.env, cwd: "/" });
    this.active = { client, name };
    const { limits } = command;
    // the clock begins before the container does
    const waited = { ...limits, deadlineMs: limits.deadlineMs + START_MS, memoryMb: CLIENT_MB };
    const watched = { tmpBytes: command.tmpBytes ?? TMP_BYTES, sharesMemory: false };
    const outcome = await supervise(client, input, waited, watched, { program });
    if (client.exitCode === null) await this.end();
    this.active = null;
    return told(outcome, client.exitCode, limits);
  }

  /** Arguments of the engine's command for a container that runs another one. */
  private wordsOf(command: ColdRun["command"], name: string, home: string): readonly string[] {
    const [first = "", ...words] = command.words;
    return [
      ...["run", "--rm", "--interactive", "--name", name, "--label", this.label],
      ...wallsOf(this.container, command),
      ...["--volume", `${home}:${HOME}:ro,Z`],
      ...Object.entries(command.env).flatMap(([key, value]) => ["--env", `${key}=${value}`]),
      ...["--entrypoint", first, this.container.image, ...words],
    ];
  }

  private async end(): Promise<void> {
    if (this.active === null) return;
    const { client, name } = this.active;
    killAll(client, false);
    await ask(this.container.engine, ["rm", "--force", "--volumes", name]);
  }
}

/** The walls of a container, as both engines' commands take them. */
export function wallsOf(
  { engine: { name }, profile }: Pick<Container, "engine" | "profile">,
  { limits, tmpBytes = TMP_BYTES }: Pick<ColdRun["command"], "limits" | "tmpBytes">,
): readonly string[] {
  const memory = `${limits.memoryMb + RUNTIME_MB + Math.ceil(tmpBytes / (1 << 20))}m`;
  const processes = limits.processes ?? PROCESSES;
  // more than all of them can use until the deadline, which is told as what it is: the end of a container that could not be removed
  const seconds = Math.ceil((limits.deadlineMs + START_MS) / 1000) * processes;
  const fileBytes = (limits.fileMb ?? 16) << 20;
  const files = limits.openFiles ?? 256;
  const isPodman = name === "podman";
  // a proxy's address, which engines hand on, may hold a password
  const proxies = ["http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "all_proxy"];
  return [
    ...["--pull", "never", "--network", "none", "--ipc", "none", "--hostname", "sandbox"],
    ...[
      "--read-only",
      "--tmpfs",
      `/tmp:rw,exec,nosuid,nodev,size=${tmpBytes},mode=1777`,
      "--workdir",
      "/tmp",
    ],
    ...["--user", "65534:65534", "--cap-drop", "all", "--security-opt", "no-new-privileges"],
    ...["--security-opt", `seccomp=${profile}`],
    ...["--memory", memory, "--memory-swap", memory, "--pids-limit", String(processes)],
    ...["--ulimit", `nofile=${files}:${files}`, "--ulimit", "nproc=4096:4096", "--ulimit", "core=0:0"],
    ...["--ulimit", `fsize=${fileBytes}:${fileBytes}`, "--ulimit", `cpu=${seconds}:${seconds}`],
    ...proxies.flatMap((key) => ["--env", `${key}=`, "--env", `${key.toUpperCase()}=`]),
    // Podman's `rm --force` asks first, and waits
    ...(isPodman ? ["--read-only-tmpfs=false", "--http-proxy=false", "--stop-timeout", "0"] : []),
  ];
}

/** How a container ended, in the words of a command's end. */
function told(
  outcome: SupervisedRun,
  exitCode: number | null,
  limits: ColdRun["command"]["limits"],
): SupervisedRun {
  if (outcome.status === "ok") return outcome;
  const { lastWords } = outcome;
  if (exitCode === ENGINE_FAILED) throw new Error(`the container engine: ${lastLine(lastWords)}`);
  if (outcome.status === "timeout") {
    const message = `still running after ${limits.deadlineMs} ms (limits.deadlineMs), and ${START_MS} for the container to start`;
    return { ...failure("timeout", "wall", message), lastWords };
  }
  if (exitCode !== KILLED) return outcome;
  const message = `ended by SIGKILL, which the engine sends to what takes more than ${limits.memoryMb} MiB (limits.memoryMb)`;
  return { ...failure("memory", "oom", message), lastWords };
}

/** A process that outlives this one, and then removes the containers that it has left, and the folder; it waits for the end of its input. */
function startGuard({ path, env }: ContainerEngine, label: string, folder: string): ChildProcess {
  const guard = spawn("/bin/sh", ["-c", GUARD, path, label, folder], {
    ...{ env, cwd: "/", detached: true, stdio: ["pipe", "ignore", "ignore"] },
  });
  guard.on("error", () => {});
  guard.stdin?.on("error", () => {});
  guard.unref();
  return guard;
}

/** Twice, because a container may be about to start. */
const GUARD = `cat >/dev/null
for pause in 0 0.5; do
  sleep $pause
  left=$("$0" ps --all --quiet --filter "label=$1") && [ -n "$left" ] && "$0" rm --force --volumes $left
done
rm -rf -- "$2"`;
/** Exit codes of an engine that failed by itself, and of a container that was killed. */
const ENGINE_FAILED = 125;
const KILLED = 137;
/** Time for a container to start beside the deadline, milliseconds. */
const START_MS = 5_000;
/** Memory of the engine's command, which is not the program's, MiB. */
const CLIENT_MB = 1024;
