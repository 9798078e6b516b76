import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, extname, join } from "node:path";
import { GalapagosError } from "../../../core/index.ts";
import type { Problem } from "../../../problem/index.ts";
import { type Bubblewrap, bubblewrapCommand, systemFolders } from "../bubblewrap.ts";
import type { PreparedProgram, Sandbox, SandboxRun } from "../sandbox.ts";
import { ownProcesses, resourceLimits, sharedProcesses } from "./resource-limits.ts";
import { killAll, pipesOf, supervise } from "./supervise.ts";

/**
 * Sandbox level 3: a command in any language, one process per call. The input is JSON on standard input, the
 * answer JSON on standard output, `{program}` in the command line stands for the candidate's file.
 * Unprivileged user, resource limits, bubblewrap, system-call filter; SIGKILL for the whole tree at the
 * deadline. `bubblewrap` is `null` only when the user asked for unsafe runs.
 */
export function createCommandSandbox(
  { definition, folder: home }: Problem,
  bubblewrap: Bubblewrap | null,
): Sandbox {
  const { limits, command } = definition;
  if (!command || command.length === 0) {
    throw new GalapagosError(`problem ${definition.name}: engine command needs a "command"`, {
      code: "evaluate/command",
      hint: 'Write for example "command": ["python3", "{program}"].',
    });
  }
  const name = `program${extname(definition.seed)}`;
  const folder = bubblewrap ? null : mkdtempSync(join(tmpdir(), "galapagos-command-"));
  const path = folder ? join(folder, name) : `/${name}`;
  const inner = command.map((part) => part.replaceAll("{program}", path));
  let active: ChildProcess | null = null;

  function start(code: string, seed: number): ChildProcess {
    const env = { ...ENVIRONMENT, GALAPAGOS_SEED: String(seed >>> 0) };
    const stdio: "pipe"[] = ["pipe", "pipe", "pipe", "pipe", "pipe"];
    if (bubblewrap === null) {
      writeFileSync(path, code);
      const rlimits = [PRLIMIT, ...resourceLimits(limits), ...sharedProcesses(process.getuid?.() ?? 0), "--"];
      const guards = [...(existsSync(PRLIMIT) ? rlimits : []), ...ORPHAN_GUARD];
      const [program = "", ...args] = [...guards, ...inner];
      return spawn(program, args, { env, cwd: folder ?? "/", detached: true, stdio });
    }
    const options = {
      readable: systemFolders(),
      hidden: [home],
      file: { fd: PROGRAM, path },
      env,
      seccompFd: bubblewrap.filter ? FILTER : 0,
      limits: [
        ...resourceLimits(limits),
        ...(bubblewrap.countsApart ? [] : sharedProcesses(bubblewrap.user?.uid ?? process.getuid?.() ?? 0)),
      ],
      ...(bubblewrap.countsApart ? { limitsInside: ownProcesses() } : {}),
    };
    const [program, ...args] = bubblewrapCommand(bubblewrap, options, inner);
    const child = spawn(program, args, { env: {}, cwd: "/", ...bubblewrap.user, stdio });
    const pipes = pipesOf(child);
    pipes[FILTER]?.end(bubblewrap.filter ?? "");
    pipes[PROGRAM]?.end(code);
    return child;
  }

  async function run(program: PreparedProgram, input: string, seed: number): Promise<SandboxRun> {
    active = start(program.code, seed);
    const outcome = await supervise(active, input, limits, {
      privateTmp: bubblewrap !== null,
      sharesMemory: !bubblewrap?.filter,
    });
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
      if (active) killAll(active, bubblewrap === null);
      if (folder) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Descriptors on which the system-call filter and the program's text arrive. */
const FILTER = 3;
const PROGRAM = 4;
/** The environment of a command, besides its seed. */
const ENVIRONMENT = {
  PATH: "/usr/local/bin:/usr/bin:/bin",
  HOME: "/tmp",
  LANG: "C.UTF-8",
  TZ: "UTC",
  PYTHONHASHSEED: "0",
  PYTHONDONTWRITEBYTECODE: "1",
};
/** Without bubblewrap: limits where there is prlimit, and at least the direct child dies with us. */
const PRLIMIT = "/usr/bin/prlimit";
const ORPHAN_GUARD = existsSync("/usr/bin/setpriv")
  ? ["/usr/bin/setpriv", "--pdeathsig", "KILL", "--no-new-privs", "--"]
  : [];
