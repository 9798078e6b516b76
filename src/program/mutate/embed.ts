import { isVisible } from "./scope.ts";
import type { Site } from "./sites.ts";

/** An expression's text, in parentheses unless it may stand in the place of `site` as it is. */
export function embed(text: string, type: string, site: Site): string {
  const before = site.parent?.node.type ?? "";
  const delimited =
    !OPERATES.test(before) && (DELIMITED.has(site.key) || site.key === "argument" || site.key === "property");
  const plain =
    ATOMIC.has(type) || (delimited && type !== "SequenceExpression" && type !== "ObjectExpression");
  return plain ? text : `(${text})`;
}

/** An expression's text as an operand of the operator that is put around it. */
export function operand(text: string, type: string): string {
  return ATOMIC.has(type) ? text : `(${text})`;
}

/**
 * True when every name that the expression or statement at `from` takes from its surroundings is visible at
 * `to`.
 */
export function isPortable(sites: readonly Site[], from: Site, to: Site): boolean {
  for (let i = from.index; i <= from.last; i++) {
    const site = sites[i] as Site;
    if (site.node.type !== "Identifier" || (site.role !== "read" && site.role !== "write")) continue;
    const name = String(site.node.name);
    if (declaredWithin(site, name, from)) continue;
    if (!isVisible(to.scope, name, to.node.start)) return false;
  }
  return true;
}

/** True when the name is declared by the copied text itself. */
function declaredWithin(site: Site, name: string, from: Site): boolean {
  for (let scope: Site["scope"] | null = site.scope; scope; scope = scope.outer) {
    const binding = scope.names.get(name);
    if (!binding) {
      if (scope === from.scope) return false;
      continue;
    }
    if (scope !== from.scope) return true;
    return binding.from >= from.node.start && binding.from <= from.node.end;
  }
  return false;
}

/**
 * Keys whose expression is delimited by its surroundings, so that no operator beside it can capture a part of
 * it.
 */
const DELIMITED = new Set([
  "arguments",
  "elements",
  "init",
  "right",
  "test",
  "update",
  "value",
  "expressions",
  "body",
  "label",
]);
const OPERATES = /^(?:Binary|Logical|Unary|Update|Conditional|Member|OptionalMember|Await|Spread|TS)/;
const ATOMIC = new Set([
  "Identifier",
  "NumericLiteral",
  "StringLiteral",
  "BooleanLiteral",
  "NullLiteral",
  "CallExpression",
  "MemberExpression",
  "ArrayExpression",
  "TemplateLiteral",
  "ParenthesizedExpression",
  "ThisExpression",
]);
