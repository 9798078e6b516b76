import { type JsonObject, printable } from "../../core/index.ts";

/**
 * The lines of what a scorer shows besides its verdict: artifacts by name, then what it printed, line by
 * line.
 */
export function shownByScorer({
  artifacts = {},
  printed = "",
}: {
  readonly artifacts?: JsonObject;
  readonly printed?: string;
}): readonly string[] {
  const said = printed.replace(/\n$/, "");
  return [
    ...Object.entries(artifacts).map(([name, value]) => {
      const text = typeof value === "string" ? value : JSON.stringify(value);
      return printable(`  artifact ${name}: ${text.length > MOST ? `${text.slice(0, MOST)}…` : text}`);
    }),
    ...(said === "" ? [] : said.split("\n").map((line) => printable(`  scorer printed: ${line}`))),
  ];
}

/** Most characters of one artifact that are shown. */
const MOST = 2000;
