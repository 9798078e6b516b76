import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Bounds of a control group. */
interface GroupLimits {
  readonly memoryBytes: number;
  /** Processes and threads. */
  readonly tasks: number;
}

/** A control group of the kernel's around one command: no memory of whatever kind, and no process, is beyond its count. */
export interface ControlGroup {
  /** Takes a process in, with all that it starts from now on; false where it cannot: it has ended, or may not be taken in. */
  take(pid: number): boolean;
  /** True where the kernel ended a process of the group for want of memory. */
  hasRunOut(): boolean;
  /** Removes it, when its last process is gone. */
  remove(): void;
}

/** Where control groups can be made here. */
export interface GroupPlace {
  /** Version of the kernel's interface. */
  readonly version: 1 | 2;
  /** Folders that a group is made in: one, or with version 1 one for memory and one for processes. */
  readonly folders: readonly string[];
}

/**
 * Looks for a place where this process may make control groups with bounds of memory and processes: beside its own group, as below a
 * user's slice that systemd delegated, or where it is root. `null` where there is none; the counting by looks then stands alone.
 *
 * @param own - /proc/self/cgroup, by which this process knows its groups
 * @param mount - where the kernel shows groups
 */
export function findGroupPlace(
  own = readText("/proc/self/cgroup"),
  mount = "/sys/fs/cgroup",
): GroupPlace | null {
  const groups = own.split("\n").map((line) => line.split(":"));
  const unified = groups.find(([number]) => number === "0")?.[2];
  if (unified !== undefined && existsSync(join(mount, "cgroup.controllers"))) {
    const here = join(mount, unified);
    // a group that holds processes cannot have groups with bounds, but for the kernel's first one
    const folder = unified === "/" ? here : dirname(here);
    const controllers = readText(join(folder, "cgroup.subtree_control")).split(/\s/);
    if (!controllers.includes("memory") || !controllers.includes("pids")) return null;
    return usable({ version: 2, folders: [folder] });
  }
  const folderOf = (controller: string): string | null => {
    const path = groups.find(([, controllers = ""]) => controllers.split(",").includes(controller))?.[2];
    return path === undefined ? null : join(mount, controller, path);
  };
  const [memory, pids] = [folderOf("memory"), folderOf("pids")];
  return memory === null || pids === null ? null : usable({ version: 1, folders: [memory, pids] });
}

/** The place, where a group can really be made, bounded and removed. */
function usable(place: GroupPlace): GroupPlace | null {
  removeLeftOver(place);
  const group = makeGroup(place, { memoryBytes: 1 << 30, tasks: 100 });
  group?.remove();
  return group === null ? null : place;
}

let known: { readonly place: GroupPlace | null } | undefined;

/** A control group for one command; `null` where none can be had here. */
export function openControlGroup(limits: GroupLimits): ControlGroup | null {
  known ??= { place: findGroupPlace() };
  return known.place && makeGroup(known.place, limits);
}

let made = 0;

/** Makes a group at a place; `null` where that is refused. */
export function makeGroup(
  { version, folders }: GroupPlace,
  { memoryBytes, tasks }: GroupLimits,
): ControlGroup | null {
  const name = `${PREFIX}${process.pid}-${++made}`;
  const paths = folders.map((folder) => join(folder, name));
  const memory = paths[0] ?? "";
  try {
    for (const path of paths) mkdirSync(path);
    if (version === 2) {
      write(memory, "memory.max", memoryBytes);
      write(memory, "pids.max", tasks);
      // all of a command ends when one of its processes has to
      write(memory, "memory.oom.group", 1);
      if (existsSync(join(memory, "memory.swap.max"))) write(memory, "memory.swap.max", 0);
    } else {
      write(memory, "memory.limit_in_bytes", memoryBytes);
      if (existsSync(join(memory, "memory.memsw.limit_in_bytes")))
        write(memory, "memory.memsw.limit_in_bytes", memoryBytes);
      write(paths[1] ?? "", "pids.max", tasks);
    }
  } catch {
    removeAll(paths, 0);
    return null;
  }
  return {
    take(pid) {
      try {
        for (const path of paths) write(path, "cgroup.procs", pid);
        return true;
      } catch {
        return false;
      }
    },
    hasRunOut: () =>
      /^oom_kill [1-9]/m.test(readText(join(memory, version === 2 ? "memory.events" : "memory.oom_control"))),
    remove: () => removeAll(paths, REMOVALS),
  };
}

function write(folder: string, file: string, value: number): void {
  writeFileSync(join(folder, file), String(value));
}

/** Removes groups; those in which a process still dies are tried again. */
function removeAll(paths: readonly string[], tries: number): void {
  const left = paths.filter((path) => {
    try {
      rmdirSync(path);
      return false;
    } catch {
      return existsSync(path);
    }
  });
  // a process that had gigabytes may take seconds to die on a busy machine
  const waitMs = AGAIN_MS * (REMOVALS - tries + 1);
  if (left.length > 0 && tries > 0) setTimeout(() => removeAll(left, tries - 1), waitMs).unref();
}

/** Removes what a killed process of ours has left. */
function removeLeftOver({ folders }: GroupPlace): void {
  for (const folder of folders) {
    const names = listed(folder).filter((name) => name.startsWith(PREFIX));
    for (const name of names) {
      const pid = name.slice(PREFIX.length).split("-")[0] ?? "";
      if (!existsSync(`/proc/${pid}`)) removeAll([join(folder, name)], 0);
    }
  }
}

function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A small file of the kernel's; empty where it is not there. */
function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

const PREFIX = "galapagos-";
/** How often a group is tried to be removed again, and milliseconds before the first time; each time waits that much longer. */
const REMOVALS = 40;
const AGAIN_MS = 50;
