import type { ParsedProgram } from "../parse.ts";
import { isNode, meaningfulKeys, type SyntaxNode } from "../syntax.ts";
import { type Binding, openScope, resolve, type Scope } from "./scope.ts";

/** A node in its place: what an edit needs to know of it. */
export interface Site {
  /** Position in the program's list of sites (a parent comes before its children). */
  readonly index: number;
  /** Position of its last descendant in that list. */
  last: number;
  readonly node: SyntaxNode;
  readonly parent: Site | null;
  /** Key under which the parent holds it, and the position when that is a list (else −1). */
  readonly key: string;
  readonly at: number;
  readonly scope: Scope;
  /**
   * The part of an identifier: reads or writes a variable, declares one, or merely names a property or label.
   */
  readonly role: "read" | "write" | "declare" | "name";
  /** True when its whole text lies in one evolve region and may be replaced. */
  readonly editable: boolean;
  /** True within the head of a loop, where a change is apt to make it endless. */
  readonly inLoopHead: boolean;
}

/** Keys under which types and the like hang; they do nothing when the program runs. */
const TYPE_KEYS = new Set(
  "typeAnnotation returnType typeParameters typeArguments superTypeArguments superTypeParameters implements predicate attributes".split(
    " ",
  ),
);
/** The type syntax that has a value inside. */
const TYPED_VALUES = new Set([
  "TSAsExpression",
  "TSNonNullExpression",
  "TSSatisfiesExpression",
  "TSTypeAssertion",
]);
const FUNCTION = /^(?:Function|ArrowFunction|ClassMethod|ClassPrivateMethod|ObjectMethod|StaticBlock)/;
const BLOCK = /^(?:BlockStatement|For|SwitchStatement|CatchClause|Class(?:Declaration|Expression))/;
const NOT_A_VALUE = /^(?:Array|Object|Function|ArrowFunction|Class|String|Template|New|RegExp)/;

/** Lays a program out as a flat list of sites, with scopes resolved. */
export function listSites(program: ParsedProgram): readonly Site[] {
  const sites: Site[] = [];
  const visit = (
    node: SyntaxNode,
    parent: Site | null,
    key: string,
    at: number,
    outer: Scope,
    role: Site["role"],
  ): void => {
    if (node.type.startsWith("TS") && !TYPED_VALUES.has(node.type)) return;
    const isFunction = FUNCTION.test(node.type);
    const bodyOfFunction =
      node.type === "BlockStatement" && parent !== null && FUNCTION.test(parent.node.type);
    const scope =
      isFunction || (BLOCK.test(node.type) && !bodyOfFunction) ? openScope(outer, isFunction) : outer;
    declareNames(node, scope, outer, key === "init" ? "loop" : "let");
    // Key and value of `{ a }` are one piece of text.
    const shorthand = parent?.node.type === "ObjectProperty" && parent.node.shorthand === true;
    const editable =
      !shorthand && program.regions.some((region) => region.start <= node.start && node.end <= region.end);
    const inLoopHead = parent !== null && (parent.inLoopHead ? key !== "body" : isLoopHead(parent.node, key));
    const index = sites.length;
    const site: Site = { index, last: 0, node, parent, key, at, scope, role, editable, inLoopHead };
    sites.push(site);
    for (const childKey of meaningfulKeys(node)) {
      const value = node[childKey];
      if (typeof value !== "object" || value === null || TYPE_KEYS.has(childKey)) continue;
      const childRole = roleOf(node, childKey, role);
      if (Array.isArray(value)) {
        for (let i = 0; i < value.length; i++) {
          const item: unknown = value[i];
          if (isNode(item)) visit(item, site, childKey, i, scope, childRole);
        }
      } else if (isNode(value)) visit(value, site, childKey, -1, scope, childRole);
    }
    site.last = sites.length - 1;
  };
  visit(program.root, null, "", -1, openScope(null, true), "read");
  for (const site of sites) observe(site);
  return sites;
}

function isLoopHead({ type }: SyntaxNode, key: string): boolean {
  return (
    (type === "ForStatement" && key !== "body") || (/^(?:Do)?WhileStatement$/.test(type) && key === "test")
  );
}

/** Role of the identifiers right below `node[key]`, given the role of `node` itself. */
function roleOf(node: SyntaxNode, key: string, role: Site["role"]): Site["role"] {
  const { type } = node;
  if (key === "label" || key === "exported" || key === "imported" || type === "MetaProperty") return "name";
  if ((key === "property" || key === "key") && node.computed !== true) return "name";
  if (key === "id" || key === "params" || key === "param" || key === "local")
    return type === "ExportSpecifier" ? "read" : "declare";
  if (type === "AssignmentExpression" && key === "left") return "write";
  if ((type === "ForOfStatement" || type === "ForInStatement") && key === "left") return "write";
  // Within a pattern the role goes on; everything else starts afresh.
  if (type === "ArrayPattern" || type === "RestElement") return role;
  if (type === "AssignmentPattern") return key === "left" ? role : "read";
  if (type === "ObjectPattern" || (type === "ObjectProperty" && key === "value")) return role;
  return type === "ParenthesizedExpression" ? role : "read";
}

function declareNames(node: SyntaxNode, scope: Scope, outer: Scope, asLet: "let" | "loop"): void {
  const id = isNode(node.id) ? node.id : null;
  if (node.type === "VariableDeclaration") {
    const kind = node.kind === "let" ? asLet : node.kind === "var" ? "var" : "const";
    for (const declarator of node.declarations as SyntaxNode[]) {
      const init = isNode(declarator.init) ? declarator.init.type : "";
      declarePattern(
        declarator.id,
        kind === "var" ? scope.owner : scope,
        kind,
        declarator.end,
        !NOT_A_VALUE.test(init),
      );
    }
  } else if (node.type === "FunctionDeclaration" && id) declarePattern(id, outer, "function", 0, false);
  else if (node.type === "ClassDeclaration" && id) declarePattern(id, outer, "class", node.end, false);
  else if (node.type === "FunctionExpression" && id) declarePattern(id, scope, "function", 0, false);
  else if (node.type === "ImportDeclaration") {
    for (const specifier of node.specifiers as SyntaxNode[])
      declarePattern(specifier.local, outer, "import", 0, false);
  }
  if (Array.isArray(node.params))
    for (const param of node.params) declarePattern(param, scope, "param", 0, true);
  if (node.type === "CatchClause") declarePattern(node.param, scope, "param", 0, false);
}

function declarePattern(
  pattern: unknown,
  scope: Scope,
  kind: Binding["kind"],
  from: number,
  value: boolean,
): void {
  if (!isNode(pattern)) return;
  switch (pattern.type) {
    case "Identifier":
      scope.names.set(String(pattern.name), { name: String(pattern.name), kind, from, value, reads: 0 });
      return;
    case "ArrayPattern":
      // What is taken out of a list may well be a number, whatever the list is.
      for (const element of pattern.elements as unknown[]) declarePattern(element, scope, kind, from, true);
      return;
    case "ObjectPattern":
      for (const property of pattern.properties as SyntaxNode[])
        declarePattern(property.value ?? property, scope, kind, from, true);
      return;
    case "AssignmentPattern":
      declarePattern(pattern.left, scope, kind, from, value);
      return;
    case "RestElement":
      declarePattern(pattern.argument, scope, kind, from, false);
      return;
    default:
  }
}

/** Learns from a use of a variable: that it is read, or that it cannot be a number. */
function observe(site: Site): void {
  if (site.node.type !== "Identifier" || site.role === "name" || site.role === "declare") return;
  const binding = resolve(site.scope, String(site.node.name))?.binding;
  if (!binding) return;
  if (site.role === "read") binding.reads++;
  const parent = site.parent?.node.type ?? "";
  const isContainer =
    site.key === "object" ||
    site.key === "callee" ||
    parent === "SpreadElement" ||
    (site.key === "right" && /^For(?:Of|In)/.test(parent));
  if (isContainer) binding.value = false;
}
