/** A refusal of the operating system, in words. */
export interface SystemFault {
  /** A clause that begins in lower case and ends with the system's code: "the file system is read-only (EROFS)". */
  readonly words: string;
  /** Advice on what can be done. */
  readonly hint: string;
}

/** The words for an error of the operating system; `null` for any other error, and for a code that has none. */
export function systemFault(error: unknown): SystemFault | null {
  const { code = "" } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  const found = MEANINGS[code];
  return found === undefined ? null : { words: `${found[0]} (${code})`, hint: found[1] };
}

/** The words for an error, the system's or any other. */
export function faultWords(error: unknown): string {
  return systemFault(error)?.words ?? (error instanceof Error ? error.message : String(error));
}

const OTHER = "name another place";
const MEANINGS: { readonly [code: string]: readonly [meaning: string, hint: string] | undefined } = {
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
  EEXIST: ["something else has this name", OTHER],
  EISDIR: ["it is a folder, and a file was expected", "name a file"],
  ENXIO: ["it is a device or a socket, and a file was expected", "name a file"],
};
