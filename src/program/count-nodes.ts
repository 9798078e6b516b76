import { babel } from "./babel.ts";
import type { ParsedLanguage } from "./language.ts";

/** Number of a program's syntax-tree nodes, counted without recursion; 0 where the text does not parse. */
export function countNodes(source: string, language: ParsedLanguage): number {
  let root: unknown;
  try {
    root = babel().parse(source, {
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
