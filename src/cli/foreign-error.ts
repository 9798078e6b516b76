import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { GalapagosError, packageFolder } from "../core/index.ts";

/**
 * An error that code of a problem has thrown where nobody could catch it, in words: a timer or a promise that it left behind. `null` for
 * one that began in the toolkit itself, which is a mistake of ours.
 */
export function ofForeignCode(error: unknown): GalapagosError | null {
  if (!(error instanceof Error) || error instanceof GalapagosError) return null;
  const place = foreignPlace(error.stack ?? "");
  if (place === null) return null;
  return new GalapagosError(`${place}: ${error.message.slice(0, 300)}`, {
    code: "problem/left-behind",
    hint: "a timer or a promise of that code failed when nobody waited for it any more: await it, or catch its error; the run goes on with galapagos resume",
    cause: error,
  });
}

/**
 * The place, with its line, of the code that an error comes from, where that is not the toolkit's. Packages are passed over: whoever called
 * them decides, since ours lie beside those of a problem where the toolkit is installed.
 */
function foreignPlace(stack: string): string | null {
  for (const line of stack.split("\n")) {
    const place = placeIn(line);
    if (place === null) continue;
    if (OWN.some((name) => place.startsWith(join(packageFolder(), name) + sep))) return null;
    if (!place.includes(`${sep}node_modules${sep}`)) return place;
  }
  return null;
}

const OWN = ["src", "dist", "islands", "bin"];

/** The file that a line of a stack names, with its line. */
function placeIn(text: string): string | null {
  const [, url, line] =
    /^\s+at (?:.{0,200} )?\(?((?:file:\/\/|\/)[^\s()]{1,1000}):(\d{1,9}):\d{1,9}\)?$/.exec(
      text.slice(0, 2000),
    ) ?? [];
  if (url === undefined) return null;
  try {
    return `${url.startsWith("file:") ? fileURLToPath(url) : url}:${line}`;
  } catch {
    return null;
  }
}
