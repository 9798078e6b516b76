import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { GalapagosError, packageFolder } from "../core/index.ts";

/**
 * An error that code of a problem has thrown where nobody could catch it, in words: a timer or a promise that it left behind. `null` for
 * one that began in the toolkit itself, which is a mistake of ours.
 */
export function ofForeignCode(error: unknown): GalapagosError | null {
  if (!(error instanceof Error) || error instanceof GalapagosError) return null;
  const place = firstPlace(error.stack ?? "");
  if (place === null || isOwn(place)) return null;
  return new GalapagosError(`${place}: ${error.message.slice(0, 300)}`, {
    code: "problem/left-behind",
    hint: "a timer or a promise of that code failed when nobody waited for it any more: await it, or catch its error; the run goes on with galapagos resume",
    cause: error,
  });
}

/** True for a place in the toolkit's own code, or in what it depends on. */
function isOwn(place: string): boolean {
  return OWN.some((name) => place.startsWith(join(packageFolder(), name) + sep));
}

const OWN = ["src", "dist", "islands", "bin", "node_modules"];

/** The first place of a stack that is in a file, with its line. */
function firstPlace(stack: string): string | null {
  const [, url, line] = /\(?((?:file:\/\/|\/)[^\s()]{1,1000}?):(\d{1,9}):\d{1,9}\)?$/m.exec(stack) ?? [];
  if (url === undefined) return null;
  try {
    return `${url.startsWith("file:") ? fileURLToPath(url) : url}:${line}`;
  } catch {
    return null;
  }
}
