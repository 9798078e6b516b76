import { constants } from "node:fs";
import { type FileHandle, open, realpath } from "node:fs/promises";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { GalapagosError } from "../core/index.ts";

/** The purpose of one file of a problem, and its largest size. */
export interface FileRole {
  /** How messages call it: "the seed program". */
  readonly what: string;
  /** Largest size, bytes. */
  readonly maxBytes: number;
}

/**
 * Text of a file inside a problem's folder. Refuses what a problem has no business with: paths and symbolic
 * links that leave the folder, pipes and devices (reading them could wait for ever), files over `maxBytes`,
 * bytes that are not UTF-8. The text is kept to the byte, a byte order mark included.
 *
 * @param folder - absolute path of the problem's folder
 * @param file - path relative to it
 * @throws GalapagosError `problem/file`
 */
export async function readInside(folder: string, file: string, role: FileRole): Promise<string> {
  const bytes = await readBytesInside(folder, file, role);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    return refuser(role, resolve(folder, file))(
      "UTF-8 text",
      "bytes that are not UTF-8",
      "save the file as UTF-8",
      error,
    );
  }
}

/** The way in which files of one role are refused. */
function refuser(role: FileRole, path: string) {
  return (expected: string, came: string, hint: string, cause?: unknown): never => {
    throw new GalapagosError(`${role.what}: expected ${expected} at ${path}, got ${came}`, {
      code: "problem/file",
      hint,
      cause,
    });
  };
}

/**
 * Bytes of a file inside a problem's folder, refused as {@link readInside} refuses them, text or not.
 *
 * @throws GalapagosError `problem/file`
 */
export async function readBytesInside(folder: string, file: string, role: FileRole): Promise<Buffer> {
  const path = resolve(folder, file);
  const refuse = refuser(role, path);
  if (!isInside(folder, path)) {
    return refuse(
      "a file inside the problem's folder",
      `"${file}", which leaves it`,
      "copy the file into the folder",
    );
  }
  let handle: FileHandle | undefined;
  try {
    const [realFolder, realPath] = await Promise.all([realpath(folder), realpath(path)]);
    if (!isInside(realFolder, realPath)) {
      return refuse(
        "a file inside the problem's folder",
        `a link to ${realPath}, which leaves it`,
        "copy the file into the folder in place of the link",
      );
    }
    handle = await open(realPath, READ_WITHOUT_WAITING);
    const facts = await handle.stat();
    if (!facts.isFile()) {
      const came = facts.isDirectory() ? "a folder" : "something that is not a regular file";
      return refuse("a file", came, "give the path of a plain file");
    }
    if (facts.size > role.maxBytes) {
      return refuse(`at most ${bytes(role.maxBytes)}`, bytes(facts.size), "make the file smaller");
    }
    return await handle.readFile();
  } catch (error) {
    if (error instanceof GalapagosError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") {
      return refuse("a file", "nothing", "create the file, or correct its name in problem.json", error);
    }
    if (code === "ELOOP") return refuse("a file", "a link to itself", "put a plain file in its place", error);
    return refuse("a readable file", code ?? String(error), "check its permissions with ls -l", error);
  } finally {
    await handle?.close();
  }
}

/** Opening a pipe for reading waits for a writer unless told not to. */
const READ_WITHOUT_WAITING = constants.O_RDONLY | constants.O_NONBLOCK;

/** True when `path` is `folder` or lies below it; both absolute. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function bytes(count: number): string {
  return count < 1024
    ? `${count} bytes`
    : count < 1 << 20
      ? `${Math.ceil(count / 1024)} KiB`
      : `${Math.ceil(count / (1 << 20))} MiB`;
}
