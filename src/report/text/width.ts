import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
let loaded: ((line: string) => number) | undefined;

/**
 * Columns of a terminal that a line takes. The package that knows is loaded by the first line with other
 * signs than summaries usually have: its tables take longer to load than all else that a summary needs.
 */
export function widthOf(line: string): number {
  if (PLAIN.test(line)) return line.length;
  loaded ??= (require("string-width") as typeof import("string-width")).default;
  return loaded(line);
}

/** Signs that take a column each: those of western languages, dashes, an ellipsis, a narrow space and the bars of sparklines. */
const PLAIN = /^[\x20-\x7e\xa0-\xac\xae-\xff\u2013\u2014\u2026\u202f\u2581-\u2588]*$/;
