import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleOfEntry } from "./bundles.js";

/**
 * URL of a module beside the calling one, for workers and child processes that are started by file: `.ts` in
 * a checkout, `.js` in the package, and its bundle where there is one.
 *
 * @param from - the caller's `import.meta.url`
 * @param path - relative path without extension, e.g. `./worker`
 */
export function siblingModule(from: string, path: string): URL {
  return bundleOfEntry(new URL(`${path}${extname(fileURLToPath(from))}`, from));
}
