import { GalapagosError } from "../core/index.ts";

/**
 * An error of the operating system at a path that a person named, in words: what is there, and what can be done. `null` for any other
 * error, which may be a mistake of ours.
 */
export function ofTheSystem(error: unknown): GalapagosError | null {
  if (!(error instanceof Error) || error instanceof GalapagosError) return null;
  const { code = "", path } = error as NodeJS.ErrnoException;
  const words = MEANINGS[code];
  if (words === undefined || typeof path !== "string") return null;
  const [meaning, hint] = words;
  return new GalapagosError(`${path}: ${meaning} (${code})`, { code: "system/path", hint, cause: error });
}

const OTHER = "name another place";
const MEANINGS: { readonly [code: string]: readonly [meaning: string, hint: string] } = {
  ELOOP: ["links point at each other in a circle", OTHER],
  ENAMETOOLONG: ["the name is longer than the file system takes", "give a shorter name"],
  EACCES: ["permission is denied", "see who may use it: ls -ld, or name another place"],
  EPERM: ["the system does not permit it", "see who may use it: ls -ld, or name another place"],
  EROFS: ["the file system is read-only", OTHER],
  ENOSPC: ["no space is left on the disk", "make room, then go on with: galapagos resume"],
  EDQUOT: ["the quota of the disk is used up", "make room, then go on with: galapagos resume"],
  EIO: ["the disk does not answer", OTHER],
  EMFILE: ["too many files are open", "allow more: ulimit -n 4096"],
  ENFILE: ["too many files are open on this machine", "close other programs"],
  ENOTDIR: ["a part of the path is a file, not a folder", OTHER],
  EISDIR: ["it is a folder, and a file was expected", "name a file"],
  ENXIO: ["it is a device or a socket, and a file was expected", "name a file"],
};
