import { existsSync, readdirSync, rmdirSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { GalapagosError } from "../../core/index.ts";

/** Where `--out` puts the run: itself, when it is new or empty; below it, when it holds other things. */
export function placeOf(out: string | undefined): { resultsRoot?: string; name?: string } {
  if (out === undefined) return {};
  const folder = resolve(out);
  const entries = existsSync(folder) ? readdirSync(folder) : [];
  if (entries.includes("run.db")) {
    throw new GalapagosError(`${folder} holds a run already`, {
      code: "run/exists",
      hint: `go on with it: galapagos resume ${out}, or choose another folder`,
    });
  }
  if (entries.length > 0) return { resultsRoot: folder };
  // an empty folder is as good as none: the run makes its own, atomically
  if (existsSync(folder)) rmdirSync(folder);
  return { resultsRoot: dirname(folder), name: basename(folder) };
}
