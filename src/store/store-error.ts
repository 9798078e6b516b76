import { accessSync, constants } from "node:fs";
import { GalapagosError, shellWord } from "../core/index.ts";

/**
 * Primary SQLite result code (https://www.sqlite.org/rescode.html) of an error of `node:sqlite`, or `null`.
 */
export function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number") return null;
  return error.errcode & 0xff;
}

/** SQLite's complaints about a value rather than a file: too big, constraint, type mismatch, range. */
const VALUE_CODES: readonly number[] = [18, 19, 20, 25];

/**
 * The refusal of one record that is itself at fault (a value that is missing or cannot be stored), or `null`
 * when the error is about the disk or the database.
 */
export function recordError(error: unknown): GalapagosError | null {
  if (error instanceof GalapagosError) return error;
  const code = sqliteCode(error);
  if (code !== null && !VALUE_CODES.includes(code)) return null;
  const text = error instanceof Error ? error.message : String(error);
  return new GalapagosError(`A record cannot be stored: ${text}`, {
    code: "store/invalid",
    exitCode: 1,
    cause: error,
  });
}

/** The faults of a run's files, in words: by primary SQLite result code. */
const REASONS: { readonly [code: number]: readonly [code: string, what: string, next: string] } = {
  5: ["store/busy", "stayed locked by another process", "Close the program that writes to it"],
  8: ["store/read-only", "may not be written", "Check the permissions and the mount"],
  10: ["store/io", "could not be read or written (input/output error)", "Check the disk and its quota"],
  11: ["store/corrupt", "is damaged", "Put back a copy of it, if there is one"],
  13: ["store/full", "could not be written: the disk is full", "Free some space"],
  14: ["store/io", "could not be opened", "Check the path and the permissions"],
  26: ["store/corrupt", "is not a database of a run", "Put back a copy of it, if there is one"],
};

/**
 * Any failure below the store as the error the user sees. SQLite's own failures name the run and the next
 * step; what is a `GalapagosError` already stays itself; the rest is our bug (exit code 1).
 */
export function storeError(error: unknown, folder: string): GalapagosError {
  if (error instanceof GalapagosError) return error;
  const code = sqliteCode(error);
  const text = error instanceof Error ? error.message : String(error);
  // a number that no run writes, met while reading
  if (error instanceof Error && "code" in error && error.code === "ERR_OUT_OF_RANGE")
    return corruptError(folder, text, error);
  const reason =
    code === null ? undefined : REASONS[code === CANNOT_OPEN && !isWritable(folder) ? READ_ONLY : code];
  if (!reason) {
    return new GalapagosError(`The store of ${folder} failed: ${text}`, {
      code: "store/failed",
      exitCode: 1,
      cause: error,
    });
  }
  const [name, what, next] = reason;
  return new GalapagosError(`${folder}/run.db ${what} (SQLite: ${text}).`, {
    code: name,
    hint: `${next}, then: galapagos resume ${shellWord(folder)}`,
    cause: error,
  });
}

const CANNOT_OPEN = 14;
const READ_ONLY = 8;

/** False for a folder that is there and takes no new file, which SQLite does not tell from other reasons. */
function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch (error) {
    return FILE_REASONS[(error as NodeJS.ErrnoException).code ?? ""] !== REASONS[READ_ONLY];
  }
}

/** The error for a record that cannot have been written like this. @param what - what is wrong with it */
export function corruptError(folder: string, what: string, cause?: unknown): GalapagosError {
  return new GalapagosError(`${folder}/run.db is damaged: ${what}.`, {
    code: "store/corrupt",
    hint: `Put back a copy of it, if there is one, then: galapagos resume ${shellWord(folder)}`,
    ...(cause !== undefined && { cause }),
  });
}

/** The error for a stored value that cannot be what it stands for. */
export function damagedValue(what: string, cause?: unknown): GalapagosError {
  return new GalapagosError(`The run's record is damaged: ${what}.`, {
    code: "store/corrupt",
    hint: "Put back a copy of its run.db, if there is one",
    ...(cause !== undefined && { cause }),
  });
}

/** The operating system's codes for a file, in the same words; any other is `store/io`. */
const FILE_REASONS: { readonly [errno: string]: (typeof REASONS)[number] | undefined } = {
  ENOSPC: REASONS[13],
  EDQUOT: REASONS[13],
  ENOENT: ["store/io", "could not be written: its folder is not there", "Make the folder"],
  EROFS: REASONS[8],
  EACCES: REASONS[8],
  EPERM: REASONS[8],
};

/** A failure of the file system as the error the user sees; whatever else it is stays itself. */
export function fileError(error: unknown, path: string): unknown {
  if (!(error instanceof Error && "errno" in error && "code" in error)) return error;
  const errno = String(error.code);
  const [code, what, next] = FILE_REASONS[errno] ?? [
    "store/io",
    "could not be written",
    "Check the path and the disk",
  ];
  return new GalapagosError(`${path} ${what} (${errno}).`, {
    code,
    hint: `${next}, then try again.`,
    cause: error,
  });
}
