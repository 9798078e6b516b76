import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Duplex } from "node:stream";
import { given } from "../../../core/index.ts";
import { type Bubblewrap, bubblewrapCommand, emptyInside, systemFolders, TMP_BYTES } from "../bubblewrap.ts";
import { DIES_WITH_US } from "../orphan-guard.ts";
import type { Furniture } from "./furniture.ts";
import type { Containment } from "./memory-in-use.ts";
import { enclose } from "./enclose.ts";
import { type KernelLimits, ownProcesses, resourceLimits, sharedProcesses } from "./resource-limits.ts";
import { seccompFilter } from "../seccomp.ts";
import { killAll, pipesOf } from "./supervise.ts";

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

/** A jail for one command that waits for its files, and for the word to begin. */
export interface PreparedJail {
  /** Puts in what the files hold, those of the command in their order, and lets it begin; `null` where the jail has ended meanwhile. */
  begin(files: readonly JailFile[]): ChildProcess | null;
  /** Ends it; its command never begins. */
  discard(): void;
}

/**
 * Where commands run: an unprivileged user, resource limits, bubblewrap, a system-call filter. Without bubblewrap, which
 * only a user who asked for unsafe runs gets, a folder of the machine's and nothing but the limits.
 */
export interface Jail {
  /** The path of a file in the jail. */
  path(name: string): string;
  start(command: JailedCommand): ChildProcess;
  /** Sets a jail up for a command whose files come later; `null` where that cannot be done without danger. */
  prepare(command: JailedCommand): PreparedJail | null;
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
  function prepare({
    words,
    files,
    env,
    limits: own,
    tmpBytes,
    isTrusted = false,
    isFirst = false,
    hasAnswers = false,
    makesPairs = false,
  }: JailedCommand) {
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
    pipesOf(child);
    return { child, filter: filter && makesPairs ? PAIRING : (filter ?? "") };
  }

  return {
    path,
    start(command) {
      const { child, filter: bytes } = prepare(command);
      fill(child, command.files, bytes);
      return child;
    },
    prepare(command) {
      // without a filter to wait for, a jail whose owner dies would begin with empty files; and where all processes of a user count
      // together, those that wait would count, too
      if (!filter || command.isTrusted || !bubblewrap.countsApart) return null;
      const { child, filter: bytes } = prepare(command);
      child.on("error", () => {});
      return {
        begin(files) {
          if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return null;
          fill(child, files, bytes);
          return child;
        },
        discard: () => discard(child),
      };
    },
    containment: (tmpBytes = TMP_BYTES) => ({ tmpBytes, sharesMemory: !filter }),
    close() {},
  };
}

/**
 * Gives a jail what its files hold, and last of all the filter: bubblewrap waits for each of them in this order, and ends where the
 * filter is empty, as it is when its owner dies before. A jail that waits for no filter is ended when a file does not come whole. So no
 * command goes on with half of its files.
 */
function fill(child: ChildProcess, files: readonly JailFile[], filter: Buffer | string): void {
  const pipes = child.stdio as readonly (Duplex | null | undefined)[];
  let open = files.length;
  const done = (error?: Error | null): void => {
    if (error) {
      pipes[FILTER]?.destroy();
      killAll(child, false);
      return;
    }
    open -= 1;
    if (open <= 0) pipes[FILTER]?.end(filter);
  };
  if (open === 0) done();
  for (const [index, { content }] of files.entries()) pipes[FIRST_FILE + index]?.end(content, done);
}

/** Ends a jail that waits: its first process does not yet die with bubblewrap's outer one, but for want of a filter. */
function discard(child: ChildProcess): void {
  killAll(child, false);
  for (const pipe of child.stdio as readonly (Duplex | null | undefined)[]) pipe?.destroy();
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
    prepare: () => null,
    containment: () => ({ tmpBytes: null, sharesMemory: true }),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const PAIRING = seccompFilter({ processes: "allow", sockets: "pairs" });
/** Descriptors on which the system-call filter and the files arrive. */
const FILTER = 3;
const FIRST_FILE = 4;
const PRLIMIT = "/usr/bin/prlimit";
