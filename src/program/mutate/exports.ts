import { isNode, type SyntaxNode } from "../syntax.ts";

/** Names under which a module exports values; `default` for a default export. */
export function exportedNames(root: SyntaxNode): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of root.body as readonly SyntaxNode[]) {
    if (statement.type === "ExportDefaultDeclaration") names.add("default");
    if (statement.type !== "ExportNamedDeclaration") continue;
    const { declaration } = statement;
    if (isNode(declaration)) {
      const declared = Array.isArray(declaration.declarations)
        ? (declaration.declarations as SyntaxNode[])
        : [declaration];
      for (const { id } of declared) if (isNode(id) && id.type === "Identifier") names.add(String(id.name));
    }
    for (const { exported } of statement.specifiers as SyntaxNode[]) {
      if (isNode(exported)) names.add(String(exported.name ?? exported.value));
    }
  }
  return names;
}
