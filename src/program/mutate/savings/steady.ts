import { resolve } from "../scope.ts";
import type { Site } from "../sites.ts";

/**
 * True when no variable that an expression asks for is declared or given another value within a statement around it. What is done
 * to the values is not known.
 */
export function isSteady(sites: readonly Site[], expression: Site, within: Site): boolean {
  const changed = new Set(
    sites
      .slice(within.index, within.last + 1)
      .filter(({ node, role, parent, key }) => {
        const isUpdate = parent?.node.type === "UpdateExpression" && key === "argument";
        return node.type === "Identifier" && (role === "write" || role === "declare" || isUpdate);
      })
      .map(({ node, scope }) => resolve(scope, String(node.name))?.binding),
  );
  return sites
    .slice(expression.index, expression.last + 1)
    .every(
      ({ node, role, scope }) =>
        node.type !== "Identifier" ||
        role !== "read" ||
        !changed.has(resolve(scope, String(node.name))?.binding),
    );
}

/** The loops around a site within its function, the outermost first. */
export function loopsAround({ parent }: Site): readonly Site[] {
  const loops: Site[] = [];
  for (let site = parent; site !== null && !/Function|Method/.test(site.node.type); site = site.parent)
    if (/^(?:For|While|DoWhile)/.test(site.node.type)) loops.unshift(site);
  return loops;
}
