import { readFileSync, statfsSync } from "node:fs";
import { type Failure, failure } from "../../failures.ts";
import { RUNTIME_MB } from "./resource-limits.ts";

/** How a command is contained, as far as it decides what memory it can reach. */
export interface Containment {
  /** Size of its private /tmp, bytes; `null` where it has none. */
  readonly tmpBytes: number | null;
  /** No system-call filter keeps it from shared anonymous memory. */
  readonly sharesMemory: boolean;
}

/** The end of a tree of processes that holds too much memory, or runs where hardly any is left; `null` as long as it may go on. */
export function memoryFault(
  pids: readonly number[],
  containment: Containment,
  memoryMb: number,
  meminfo?: string,
): Failure | null {
  if (memoryInUse(pids, containment) > (memoryMb + RUNTIME_MB) * MIB)
    return failure("memory", "oom", `more than ${memoryMb} MiB (limits.memoryMb)`);
  if (isShortOfMemory(meminfo))
    return failure("memory", "oom", "the machine had almost no memory left while the program ran");
  return null;
}

/**
 * Memory that a tree of processes holds, bytes: resident pages, page tables, the files of its private /tmp
 * (each costs kernel memory, however empty), and, where no filter forbids them, the whole size of shared
 * anonymous mappings, whose pages stay although no process has them in its tables. 0 where /proc does not
 * say.
 */
export function memoryInUse(pids: readonly number[], { tmpBytes, sharesMemory }: Containment): number {
  let bytes = 0;
  const shared = new Map<string, number>();
  for (const pid of pids) {
    bytes += pagesAndTables(read(`/proc/${pid}/status`));
    if (sharesMemory) addSharedMappings(read(`/proc/${pid}/maps`), shared);
  }
  for (const size of shared.values()) bytes += size;
  // The first process is bubblewrap outside; the second has the command's files.
  if (tmpBytes !== null && pids[1] !== undefined) bytes += fileBytes(`/proc/${pids[1]}/root/tmp`, tmpBytes);
  return bytes;
}

/** True when the machine, by its /proc/meminfo, has so little memory left that every command must end. */
export function isShortOfMemory(meminfo = read("/proc/meminfo")): boolean {
  const [total, available] = ["MemTotal", "MemAvailable"].map((name) => kibOf(meminfo, name));
  if (total === undefined || available === undefined) return false;
  return available < Math.min(FLOOR_BYTES, total * FLOOR_PART);
}

function pagesAndTables(status: string): number {
  return (kibOf(status, "VmRSS") ?? 0) + (kibOf(status, "VmPTE") ?? 0);
}

/** A field of /proc that is given in kB, in bytes. */
function kibOf(text: string, name: string): number | undefined {
  const found = new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text)?.[1];
  return found === undefined ? undefined : Number(found) * KIB;
}

/** Notes the size of each shared anonymous object once, by its inode, however many processes map it. */
function addSharedMappings(maps: string, sizes: Map<string, number>): void {
  for (const line of maps.split("\n")) {
    const found = /^([0-9a-f]+)-([0-9a-f]+) ...s ([0-9a-f]+) \S+ (\d+) +\/dev\/zero \(deleted\)$/.exec(line);
    if (!found) continue;
    const [, from = "", to = "", offset = "", inode = ""] = found;
    const end = Number.parseInt(offset, 16) + Number.parseInt(to, 16) - Number.parseInt(from, 16);
    sizes.set(inode, Math.max(sizes.get(inode) ?? 0, end));
  }
}

/** Kernel memory of the files of a private /tmp; 0 as long as the folder is the machine's own. */
function fileBytes(folder: string, tmpBytes: number): number {
  try {
    const { blocks, bsize, files, ffree } = statfsSync(folder);
    return blocks * bsize === tmpBytes ? (files - ffree) * INODE_BYTES : 0;
  } catch {
    return 0;
  }
}

/** A file of /proc; empty where its process ended in between, or there is no /proc. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/**
 * Kernel memory that one file of a tmpfs takes without a byte in it: inode, entry of its folder, long link.
 */
const INODE_BYTES = 1536;
const KIB = 1024;
const MIB = 1 << 20;
/**
 * Free memory of the machine under which no command goes on, bytes, and as a part of all memory where that is
 * less.
 */
const FLOOR_BYTES = 256 << 20;
const FLOOR_PART = 1 / 16;
