import { exportedNames } from "./mutate/exports.ts";
import { isNode, type SyntaxNode } from "./syntax.ts";

/**
 * True when a program has its entry point: exported from a module, or defined at the top of a script.
 * A pattern that takes values apart is given the benefit of the doubt.
 *
 * @param root - the `Program` node
 */
export function declaresEntry(root: SyntaxNode, name: string): boolean {
  const exported = exportedNames(root);
  if (exported.size > 0) return exported.has(name);
  return (root.body as readonly SyntaxNode[]).some((statement) => {
    const declared = Array.isArray(statement.declarations)
      ? (statement.declarations as SyntaxNode[])
      : [statement];
    return declared.some(({ id }) => isNode(id) && (id.type !== "Identifier" || id.name === name));
  });
}
