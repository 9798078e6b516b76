import { resolve } from "./scope.ts";
import type { Site } from "./sites.ts";

/** A statement in a list of statements. */
export interface StatementSite {
  readonly site: Site;
  /** True when it declares a name that is read somewhere, so that the program cannot do without it. */
  readonly needed: boolean;
}

/**
 * The editable statements that stand in a list (a block, the program, a switch case), in source order of
 * their lists.
 */
export function listStatements(sites: readonly Site[]): readonly StatementSite[] {
  return sites
    .filter((site) => site.editable && isListed(site))
    .map((site) => ({
      site,
      needed: declaredNames(site, sites).some((name) => (resolve(site.scope, name)?.binding.reads ?? 1) > 0),
    }));
}

function isListed({ node, parent, key, at }: Site): boolean {
  if (at < 0 || !parent || /^(?:Import|Export)/.test(node.type)) return false;
  const above = parent.node.type;
  return (key === "body" && (above === "BlockStatement" || above === "Program")) || key === "consequent";
}

/** Names that a statement declares for its neighbours. */
function declaredNames(statement: Site, sites: readonly Site[]): string[] {
  const { type } = statement.node;
  if (type === "FunctionDeclaration" || type === "ClassDeclaration") {
    const { id } = statement.node as { id?: { name?: unknown } };
    return id ? [String(id.name)] : [];
  }
  if (type !== "VariableDeclaration") return [];
  const names: string[] = [];
  for (let i = statement.index + 1; i <= statement.last; i++) {
    const site = sites[i] as Site;
    // Only the declaration's own patterns: functions inside it have scopes of their own.
    if (site.role === "declare" && site.node.type === "Identifier" && site.scope === statement.scope)
      names.push(String(site.node.name));
  }
  return names;
}
