import type { Site } from "../sites.ts";

/** Every name that a program uses for anything. */
export function namesIn(sites: readonly Site[]): ReadonlySet<string> {
  return new Set(sites.flatMap(({ node }) => (node.type === "Identifier" ? [String(node.name)] : [])));
}
