import { parse } from "@babel/parser";
import type { FeatureDimension, Language } from "../../../problem/index.ts";

/**
 * Features that need no scorer: `length`, the program's characters, always; `nodes`, the nodes of its syntax tree, only
 * where a feature dimension asks for it, because parsing costs more than a trivial evaluation.
 */
export function builtInFeatures(
  source: string,
  language: Language,
  dimensions: readonly FeatureDimension[],
): { readonly [name: string]: number } {
  const wantsNodes = dimensions.some((dimension) => dimension.name === "nodes");
  const parsed = language === "javascript" || language === "typescript";
  if (!wantsNodes || !parsed) return { length: source.length };
  return { length: source.length, nodes: countNodes(source, language) };
}

/** Counts syntax-tree nodes without recursion; 0 where the text does not parse. */
function countNodes(source: string, language: Language): number {
  let root: unknown;
  try {
    root = parse(source, {
      sourceType: "unambiguous",
      errorRecovery: true,
      attachComment: false,
      plugins: language === "typescript" ? ["typescript"] : [],
    }).program;
  } catch {
    return 0;
  }
  let nodes = 0;
  const stack = [root];
  while (stack.length > 0) {
    const value = stack.pop();
    if (value === null || typeof value !== "object") continue;
    if (Array.isArray(value)) stack.push(...value);
    else {
      if ("type" in value && typeof value.type === "string") nodes++;
      for (const [key, inner] of Object.entries(value)) {
        if (key !== "loc" && key !== "extra" && inner !== null && typeof inner === "object")
          stack.push(inner);
      }
    }
  }
  return nodes;
}
