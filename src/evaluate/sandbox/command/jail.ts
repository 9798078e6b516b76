import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { given } from "../../../core/index.ts";
import { type Bubblewrap, bubblewrapCommand, emptyInside, systemFolders, TMP_BYTES } from "../bubblewrap.ts";
import { DIES_WITH_US } from "../orphan-guard.ts";
import type { Furniture } from "./furniture.ts";
import type { Containment } from "./memory-in-use.ts";
import { enclose } from "./enclose.ts";
import { type KernelLimits, ownProcesses, resourceLimits, sharedProcesses } from "./resource-limits.ts";
import { seccompFilter } from "../seccomp.ts";
import { pipesOf } from "./supervise.ts";

/** A file that a command finds, read-only, in its jail. */
export interface JailFile {
  readonly name: string;
  readonly content: string | Buffer;
  readonly isProgram?: boolean;
}

/** A command that is started in a jail. */
export interface JailedCommand {
  readonly words: readonly string[];
  readonly files: readonly JailFile[];
  readonly env: { readonly [name: string]: string };
  readonly limits: KernelLimits;
  /** Size of its /tmp, bytes. @defaultValue TMP_BYTES */
  readonly tmpBytes?: number;
  /** True for one that answers on a descriptor of its own: the last of its pipes, see {@link answersOf}. */
  readonly hasAnswers?: boolean;
  /**
   * True for code of the toolkit's own that walls in what it starts: no filter of its own, and it may write to /proc.
   * @defaultValue false
   */
  readonly isTrusted?: boolean;
  /** True for one that is the first process of its jail, which nothing inside can end. @defaultValue false */
  readonly isFirst?: boolean;
  /** True for one that may make pairs of connected sockets, which reach nothing outside. @defaultValue false */
  readonly makesPairs?: boolean;
}

/**
 * Where commands run: an unprivileged user, resource limits, bubblewrap, a system-call filter. Without bubblewrap, which
 * only a user who asked for unsafe runs gets, a folder of the machine's and nothing but the limits.
 */
export interface Jail {
  /** The path of a file in the jail. */
  path(name: string): string;
  start(command: JailedCommand): ChildProcess;
  containment(tmpBytes?: number): Containment;
  close(): void;
}

/** Makes a jail with what a problem needs, in which nobody sees the folders that are hidden. */
export function createJail(
  bubblewrap: Bubblewrap | null,
  hidden: readonly string[],
  furniture: Furniture,
): Jail {
  return bubblewrap === null ? unsafeJail(furniture) : walledJail(bubblewrap, hidden, furniture);
}

/** Number of the descriptor on which a command with so many files answers. */
export function answersOf(files: number): number {
  return FIRST_FILE + files;
}

function walledJail(bubblewrap: Bubblewrap, hidden: readonly string[], furniture: Furniture): Jail {
  const path = (name: string): string => `/${name}`;
  const { filter, user } = bubblewrap;
  // worked out once: some hundred looks at the file system
  const readable = systemFolders();
  const empty = emptyInside(readable, hidden);
  return {
    path,
    start({
      words,
      files,
      env,
      limits: own,
      tmpBytes,
      isTrusted = false,
      isFirst = false,
      hasAnswers = false,
      makesPairs = false,
    }) {
      const limits = { ...given({ processes: furniture.processes }), ...own };
      const placed = files.map((file, index) => placedFile(file, FIRST_FILE + index, path));
      const options = {
        ...{
          ...{ readable, empty },
          bound: furniture.bound,
          links: furniture.links,
          sharedMemoryBytes: furniture.sharedMemoryBytes,
          files: placed,
          env,
          seccompFd: filter && !isTrusted ? FILTER : 0,
        },
        ...limitsOf(bubblewrap, { ...limits, isTrusted }),
        ...(tmpBytes === undefined ? {} : { tmpBytes }),
        ...(isTrusted && { writesProc: true }),
        isFirst,
      };
      const [program, ...args] = bubblewrapCommand(bubblewrap, options, words);
      const stdio = Array<"pipe">(answersOf(files.length) + (hasAnswers ? 1 : 0)).fill("pipe");
      const child = spawn(program, args, { env: {}, cwd: "/", ...user, stdio });
      enclose(child, limits, tmpBytes ?? TMP_BYTES);
      const pipes = pipesOf(child);
      pipes[FILTER]?.end(filter && makesPairs ? PAIRING : (filter ?? ""));
      for (const [index, { content }] of files.entries()) pipes[FIRST_FILE + index]?.end(content);
      return child;
    },
    containment: (tmpBytes = TMP_BYTES) => ({ tmpBytes, sharesMemory: !filter }),
    close() {},
  };
}

function placedFile({ name, isProgram }: JailFile, fd: number, path: Jail["path"]) {
  return { fd, path: path(name), mode: isProgram ? ("0555" as const) : ("0444" as const) };
}

/** The kernel's limits of a command: on processes those of its own, or of all that its user has. */
function limitsOf({ user, countsApart }: Bubblewrap, limits: Parameters<typeof resourceLimits>[0]) {
  const own = resourceLimits(limits);
  if (countsApart) return { limits: [...own, ...ownProcesses(limits.processes)], limitsInside: true };
  const uid = user?.uid ?? process.getuid?.() ?? 0;
  return { limits: [...own, ...sharedProcesses(uid, limits.processes)] };
}

function unsafeJail({ processes }: Furniture): Jail {
  const folder = mkdtempSync(join(tmpdir(), "galapagos-command-"));
  const path = (name: string): string => join(folder, name);
  return {
    path,
    start({ words, files, env, limits, hasAnswers = false }) {
      for (const { name, content, isProgram } of files) {
        rmSync(path(name), { force: true });
        mkdirSync(dirname(path(name)), { recursive: true });
        writeFileSync(path(name), content, { mode: isProgram ? 0o755 : 0o644 });
      }
      const shared = sharedProcesses(process.getuid?.() ?? 0, limits.processes ?? processes);
      const rlimits = existsSync(PRLIMIT) ? [PRLIMIT, ...resourceLimits(limits), ...shared, "--"] : [];
      const guard = DIES_WITH_US.length === 0 ? [] : [...DIES_WITH_US.slice(0, -1), "--no-new-privs", "--"];
      const [program = "", ...args] = [...rlimits, ...guard, ...words];
      return spawn(program, args, {
        env,
        cwd: folder,
        detached: true,
        stdio: Array<"pipe">(answersOf(files.length) + (hasAnswers ? 1 : 0)).fill("pipe"),
      });
    },
    containment: () => ({ tmpBytes: null, sharesMemory: true }),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const PAIRING = seccompFilter({ processes: "allow", sockets: "pairs" });
/** Descriptors on which the system-call filter and the files arrive. */
const FILTER = 3;
const FIRST_FILE = 4;
const PRLIMIT = "/usr/bin/prlimit";
