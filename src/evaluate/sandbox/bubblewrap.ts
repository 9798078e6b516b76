import { execFile } from "node:child_process";
import { accessSync, constants, existsSync, lstatSync, readlinkSync, realpathSync } from "node:fs";
import { release } from "node:os";
import { delimiter, isAbsolute, join, relative, sep } from "node:path";
import { seccompFilter } from "./seccomp.ts";
/** Size of the private /tmp, bytes. */
export const TMP_BYTES = 16 << 20;

/** Bubblewrap as it can be used here: it puts Linux namespaces around a command. */
export interface Bubblewrap {
  /** Uid and gid to start it with: nobody when this process is root, else our own. */
  readonly user: { readonly uid: number; readonly gid: number } | null;
  /**
   * Filter bytes that go down the pipe at `seccompFd`, or `null` where no filter exists for this processor.
   */
  readonly filter: Buffer | null;
  /**
   * True where Linux counts the processes of each user namespace apart (5.14 and later), so that a limit set
   * inside is one sandbox's own.
   */
  readonly countsApart: boolean;
  /** Paths of the two programs that build it. */
  readonly programs: { readonly bwrap: string; readonly prlimit: string };
}

/** A file that is made inside, from what comes down a descriptor. */
interface GivenFile {
  readonly fd: number;
  /** Absolute path inside. */
  readonly path: string;
  readonly mode: "0444" | "0555";
}

/** The view of a command inside, and its limits. */
export interface BubblewrapOptions {
  /** Files and folders that are visible, read-only, at the same path. */
  readonly readable: readonly string[];
  /** Files and folders that are visible, read-only, at another path. @defaultValue none */
  readonly bound?: readonly { readonly from: string; readonly to: string }[];
  /** Entries of readable folders that are empty, see {@link emptyInside}. @defaultValue none */
  readonly empty?: readonly string[];
  /** Symbolic links. */
  readonly links?: readonly { readonly path: string; readonly to: string }[];
  /** Size of a private /dev/shm, bytes. @defaultValue 0: it is empty and read-only */
  readonly sharedMemoryBytes?: number;
  /** Read-only files whose content arrives on descriptors. */
  readonly files?: readonly GivenFile[];
  /** True where it is the first process inside, which nothing inside can end. @defaultValue false */
  readonly isFirst?: boolean;
  /** True where it may write to /proc, as the maps of further namespaces need. @defaultValue false */
  readonly writesProc?: boolean;
  /** Size of the private /tmp, bytes. @defaultValue TMP_BYTES */
  readonly tmpBytes?: number;
  readonly env: { readonly [name: string]: string };
  /** File descriptor on which the filter arrives; 0 when there is none. */
  readonly seccompFd: number;
  /** Resource limits as prlimit takes them, e.g. `--data=…`. */
  readonly limits: readonly string[];
  /** True where they are set inside, so that processes are counted by the user namespace's own count. @defaultValue false */
  readonly limitsInside?: boolean;
}

/** The outcome of asking for bubblewrap: usable, or why not and what to do. */
export type BubblewrapProbe =
  | { readonly available: true; readonly bubblewrap: Bubblewrap }
  | { readonly available: false; readonly reason: string; readonly hint: string };

const INSTALL_HINT = "Install it with: sudo apt-get install bubblewrap";

/** Where programs are looked for when nobody says otherwise: the user's PATH. */
export function defaultSearchPath(): string {
  return process.env.PATH ?? "/usr/local/bin:/usr/bin:/bin";
}

/** The first program of this name in the absolute folders of a search path. */
export function findProgram(name: string, searchPath: string): string | null {
  for (const folder of searchPath.split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // It is not there.
    }
  }
  return null;
}

/**
 * Tries bubblewrap for real: many systems forbid user namespaces although the program is there.
 *
 * @param processes - whether the system-call filter lets the command make processes
 * @param searchPath - folders in which `bwrap` and `prlimit` are looked for
 */
export async function probeBubblewrap(
  processes: "allow" | "deny",
  searchPath = defaultSearchPath(),
): Promise<BubblewrapProbe> {
  if (process.platform !== "linux") {
    return {
      available: false,
      reason: "bubblewrap exists on Linux only",
      hint: "Use a Linux machine or container.",
    };
  }
  const bwrap = findProgram("bwrap", searchPath);
  if (bwrap === null)
    return { available: false, reason: "there is no bwrap on the PATH", hint: INSTALL_HINT };
  const prlimit = findProgram("prlimit", searchPath);
  if (prlimit === null) {
    return {
      available: false,
      reason: "there is no prlimit on the PATH",
      hint: "Install it with: sudo apt-get install util-linux",
    };
  }
  const root = process.getuid?.() === 0;
  const bubblewrap: Bubblewrap = {
    user: root ? { uid: NOBODY, gid: NOBODY } : null,
    filter: process.arch === "x64" ? seccompFilter({ processes }) : null,
    countsApart: countsApart(release()) && systemFolders().some((folder) => prlimit.startsWith(`${folder}/`)),
    programs: { bwrap, prlimit },
  };
  const options = { readable: systemFolders(), env: {}, seccompFd: 0, limits: [] };
  const [command, ...args] = bubblewrapCommand(bubblewrap, options, ["/usr/bin/true"]);
  return new Promise((resolve) => {
    execFile(command, args, { ...bubblewrap.user, env: {}, timeout: 10_000 }, (error, _out, stderr) => {
      if (!error) resolve({ available: true, bubblewrap });
      else {
        const reason = `bubblewrap does not work here: ${stderr.trim() || error.message}`;
        const hint =
          "User namespaces seem to be forbidden. On Ubuntu see kernel.apparmor_restrict_unprivileged_userns; in Docker use --security-opt seccomp=unconfined.";
        resolve({ available: false, reason, hint });
      }
    });
  });
}

/**
 * The command line that runs `inner` inside bubblewrap: resource limits and fresh namespaces (no network,
 * own process ids), no capabilities, an empty environment, a read-only root with only what is named, private
 * /proc, /dev and a small /tmp. Everything dies with the parent.
 */
export function bubblewrapCommand(
  { programs }: Bubblewrap,
  options: BubblewrapOptions,
  inner: readonly string[],
): [string, ...string[]] {
  const limited = [programs.prlimit, "--core=0", ...options.limits, "--"] as const;
  const start = options.limitsInside ? ([programs.bwrap] as const) : ([...limited, programs.bwrap] as const);
  return [
    ...start,
    "--unshare-all",
    "--die-with-parent",
    "--new-session",
    ...(options.isFirst ? ["--as-pid-1"] : []),
    "--clearenv",
    ...["--uid", String(NOBODY), "--gid", String(NOBODY)],
    ...["--cap-drop", "ALL"],
    ...["--hostname", "sandbox"],
    // First, because what is readable may itself lie in /tmp.
    ...["--perms", "1777", "--size", String(options.tmpBytes ?? TMP_BYTES), "--tmpfs", "/tmp"],
    ...options.readable.flatMap((path) => ["--ro-bind", path, path]),
    ...(options.empty ?? []).flatMap((path) => ["--tmpfs", path, "--remount-ro", path]),
    ...systemLinks(),
    ...(options.bound ?? []).flatMap(({ from, to }) => ["--ro-bind", from, to]),
    ...(options.links ?? []).flatMap(({ path, to }) => ["--symlink", to, path]),
    ...["--proc", "/proc"],
    ...(options.writesProc ? [] : ["--remount-ro", "/proc"]),
    ...["--dev", "/dev"],
    // It reads as zeros, too, but cannot be mapped: a shared mapping of /dev/zero is memory that no limit
    // counts.
    ...["--dev-bind", "/dev/full", "/dev/zero"],
    ...["--remount-ro", "/dev"],
    ...(options.sharedMemoryBytes
      ? ["--perms", "1777", "--size", String(options.sharedMemoryBytes), "--tmpfs", "/dev/shm"]
      : []),
    ...(options.files ?? []).flatMap(({ fd, path, mode }) => {
      return ["--perms", mode, "--ro-bind-data", String(fd), path];
    }),
    ...["--remount-ro", "/"],
    ...["--chdir", "/tmp"],
    ...(options.seccompFd === 0 ? [] : ["--seccomp", String(options.seccompFd)]),
    ...Object.entries(options.env).flatMap(([name, value]) => ["--setenv", name, value]),
    ...(options.limitsInside ? limited : []),
    ...inner,
  ];
}

/**
 * Entries of readable folders that hold something hidden, by the names they have inside; symbolic links are
 * followed. They have to be empty as a whole.
 */
export function emptyInside(readable: readonly string[], hidden: readonly string[]): string[] {
  const entries = hidden.flatMap((path) =>
    readable.flatMap((folder) => {
      const way = relative(realpathSync(folder), realpathSync(path));
      if (way === ".." || way.startsWith(`..${sep}`)) return [];
      return [join(folder, way.split(sep)[0] ?? "")];
    }),
  );
  return [...new Set(entries)];
}

/** True for releases of Linux that count processes by user namespace: 5.14 and later. */
function countsApart(kernel: string): boolean {
  const [major = 0, minor = 0] = kernel.split(".").map(Number);
  return major > 5 || (major === 5 && minor >= 14);
}

/**
 * The folders that programs of the system need to run. Not all of /usr: projects live in /usr/src and
 * /usr/local, too.
 */
export function systemFolders(): string[] {
  const shared = ["bin", "sbin", "lib", "lib32", "lib64", "libexec", "share", "include"].map(
    (name) => `/usr/${name}`,
  );
  const local = ["bin", "lib", "include"].map((name) => `/usr/local/${name}`);
  return [...shared, ...local, "/etc/ld.so.cache", "/etc/alternatives"].filter((path) => existsSync(path));
}

/** True when the user inside bubblewrap can read this path. */
export function readableByNobody(path: string): boolean {
  if (process.getuid?.() !== 0) {
    try {
      accessSync(path, constants.R_OK);
      return true;
    } catch {
      return false;
    }
  }
  const parts = path.split("/").filter(Boolean);
  for (let depth = 0; depth <= parts.length; depth++) {
    const stat = lstatSync(`/${parts.slice(0, depth).join("/")}`);
    const needed = stat.isDirectory() ? 0o005 : 0o004;
    if (!stat.isSymbolicLink() && (stat.mode & needed) !== needed) return false;
  }
  return true;
}

let linked: readonly string[] | undefined;

/** /bin, /lib and their kind, where they are links into /usr. */
function systemLinks(): readonly string[] {
  linked ??= ["/bin", "/sbin", "/lib", "/lib64", "/lib32"].flatMap((path) => {
    if (!existsSync(path)) return [];
    if (lstatSync(path).isSymbolicLink()) return ["--symlink", readlinkSync(path), path];
    return ["--ro-bind", path, path];
  });
  return linked;
}

/** The user that owns nothing. */
export const NOBODY = 65534;
