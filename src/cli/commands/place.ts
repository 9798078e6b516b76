import { readdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import { GalapagosError } from "../../core/index.ts";
import { isVacant, TURNS_FILE } from "../../store/index.ts";
import type { Shell } from "../shell.ts";
import { shellWord } from "../../core/index.ts";

/** Where a run goes; a property that is missing leaves it to the run. */
export interface Place {
  readonly resultsRoot: string;
  readonly name?: string;
  /** The folder of that name exists, is empty, and is to be the run's. */
  readonly adopt?: boolean;
}

/** Where `--out` puts the run: itself, when it is new or empty; below it, when it holds other things. */
export function placeOf(shell: Shell, out: string | undefined): Place {
  if (out === undefined) return { resultsRoot: shell.path("results") };
  if (out === "") {
    throw new GalapagosError("--out names no folder", {
      code: "run/out",
      hint: "name a new folder, or an existing one to put the run into; . is this one",
    });
  }
  const folder = shell.path(out);
  const entries = entriesOf(folder);
  if (entries === null || isVacant(folder))
    return { resultsRoot: dirname(folder), name: basename(folder), adopt: entries !== null };
  if (entries.includes("run.db") || entries.includes(TURNS_FILE)) {
    throw new GalapagosError(`${folder} holds a run already`, {
      code: "run/exists",
      hint: `go on with it: galapagos resume ${shellWord(out)}, or choose another folder`,
    });
  }
  return { resultsRoot: folder };
}

/** Names in a folder; `null` when there is none. */
function entriesOf(folder: string): readonly string[] | null {
  try {
    return readdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return null;
    const what = code === "ENOTDIR" ? "is a file, and a run needs a folder" : `cannot be read (${code})`;
    throw new GalapagosError(`--out: ${folder} ${what}`, {
      code: "run/out",
      hint: "name a new folder, or an existing one to put the run into",
      cause: error,
    });
  }
}
