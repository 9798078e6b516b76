import { withoutParentheses } from "../syntax.ts";
import type { Site } from "./sites.ts";

/** The expressions of a program, by what may be done with them. All but `pool` may be replaced. */
export interface Expressions {
  /** Places where a number is expected. */
  readonly numeric: readonly Site[];
  /** Places where a truth value is expected. */
  readonly conditions: readonly Site[];
  /** Nodes with an operator that has alternatives: arithmetic, comparisons, logic, assignments, updates. */
  readonly operators: readonly Site[];
  /** Calls with two or more plain arguments. */
  readonly calls: readonly Site[];
  /** Any expression of at least two nodes. */
  readonly compound: readonly Site[];
  /**
   * Numeric expressions of moderate size anywhere in the program, also outside its regions: material to copy.
   */
  readonly pool: readonly Site[];
}

export const ARITHMETIC: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%", "**"]);
export const COMPARISONS: ReadonlySet<string> = new Set(["<", "<=", ">", ">=", "==", "!=", "===", "!=="]);

/** Longest expression, in characters, that is copied about within a program. */
const POOL_LENGTH = 80;

/** Sorts the expressions among a program's sites. */
export function listExpressions(sites: readonly Site[]): Expressions {
  const numeric: Site[] = [];
  const conditions: Site[] = [];
  const operators: Site[] = [];
  const calls: Site[] = [];
  const compound: Site[] = [];
  const pool: Site[] = [];
  for (const site of sites) {
    const { node } = site;
    if (/^(?:Binary|Logical|Assignment|Update)Expression$/.test(node.type) && site.editable)
      operators.push(site);
    if (!isReadExpression(site)) continue;
    const isNumber = expectsNumber(site);
    if (isNumber && node.end - node.start <= POOL_LENGTH) pool.push(site);
    if (!site.editable) continue;
    if (isNumber) numeric.push(site);
    if (expectsTruth(site)) conditions.push(site);
    if (site.last > site.index) compound.push(site);
    if (isCall(node.type) && (node.arguments as { type: string }[]).length >= 2) calls.push(site);
  }
  return { numeric, conditions, operators, calls, compound, pool };
}

function isCall(type: string): boolean {
  return type === "CallExpression" || type === "NewExpression";
}

const EXPRESSION = /(?:Expression|Literal)$|^(?:Identifier)$/;

/** True for an expression whose value is read where it stands, so that another may take its place. */
function isReadExpression(site: Site): boolean {
  const { node, parent, key, role } = site;
  if (!EXPRESSION.test(node.type) || role === "name" || role === "declare" || role === "write" || !parent)
    return false;
  const above = parent.node.type;
  if (above === "UpdateExpression" || (above === "UnaryExpression" && parent.node.operator === "delete"))
    return false;
  if (key === "left" && /^(?:Assignment|For(?:Of|In))/.test(above)) return false;
  if (key === "quasi" || key === "source" || key === "directive" || node.type === "DirectiveLiteral")
    return false;
  return !(key === "callee" || key === "object") || node.type !== "Identifier";
}

const NUMERIC_ASSIGNMENTS = new Set(["-=", "*=", "/=", "%=", "**="]);

/** True where a number is expected, judged by what stands there and what is done with it. */
function expectsNumber(site: Site): boolean {
  const { node, key } = site;
  const parent = site.parent?.node;
  if (!parent || key === "callee" || key === "object") return false;
  if (isNumeric(site)) return true;
  if (parent.type === "BinaryExpression") {
    const operator = String(parent.operator);
    return (ARITHMETIC.has(operator) && operator !== "+") || /^[<>]/.test(operator);
  }
  if (parent.type === "AssignmentExpression") return NUMERIC_ASSIGNMENTS.has(String(parent.operator));
  if (parent.type === "CallExpression" && key === "arguments") {
    return isMath(parent.callee) && node.type !== "SpreadElement";
  }
  return false;
}

/** True for an expression that yields a number whatever the variables in it hold. */
function isNumeric(site: Site): boolean {
  const node = withoutParentheses(site.node);
  switch (node.type) {
    case "NumericLiteral":
    case "UpdateExpression":
      return true;
    case "UnaryExpression":
      return node.operator === "-" || node.operator === "+";
    case "BinaryExpression": {
      const operator = String(node.operator);
      return ARITHMETIC.has(operator);
    }
    case "CallExpression":
      return isMath(node.callee);
    default:
      return false;
  }
}

function isMath(callee: unknown): boolean {
  const { type, object } = callee as { type: string; object?: { type: string; name?: string } };
  return type === "MemberExpression" && object?.type === "Identifier" && object.name === "Math";
}

function expectsTruth(site: Site): boolean {
  const above = site.parent?.node.type ?? "";
  if (site.key === "test") return true;
  if (above === "LogicalExpression") return site.parent?.node.operator !== "??";
  return above === "UnaryExpression" && site.parent?.node.operator === "!";
}
