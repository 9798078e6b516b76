import { statfsSync } from "node:fs";
import { GalapagosError } from "../core/index.ts";

/** Name of the network file system with this `statfs` type, or `null` for any other; Linux numbers. */
export function networkFileSystem(type: number): string | null {
  return NETWORK_FILE_SYSTEMS[type >>> 0] ?? null;
}

/**
 * Refuses a folder on a network file system: a write-ahead log needs memory shared by all who open it, and
 * locks that the kernel lets go when a process dies; over a network neither is promised
 * (https://www.sqlite.org/wal.html). Knows Linux only; elsewhere opening the log is the test.
 *
 * @throws GalapagosError `store/file-system`
 */
export function refuseNetworkFolder(folder: string): void {
  if (process.platform !== "linux") return;
  let name: string | null;
  try {
    name = networkFileSystem(statfsSync(folder).type);
  } catch {
    return; // A missing folder is reported by whoever opens it.
  }
  if (name === null) return;
  throw new GalapagosError(`${folder} lies on ${name}; a run needs a local disk for its database.`, {
    code: "store/file-system",
    hint: "Choose a local folder: galapagos run <problem> --out <folder>",
  });
}

/**
 * Magic numbers of Linux file systems (statfs(2), linux/magic.h) on which SQLite's locks or shared memory
 * fail.
 */
const NETWORK_FILE_SYSTEMS: { readonly [type: number]: string } = {
  26985: "NFS",
  20859: "SMB",
  4283649346: "CIFS",
  4266872130: "SMB2",
  1397113167: "AFS",
  1799439955: "AFS",
  1937076805: "Coda",
  12805120: "Ceph",
  198183888: "Lustre",
  1196443219: "GPFS",
  428016422: "BeeGFS",
};
