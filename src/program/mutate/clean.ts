import type { SyntaxNode } from "../syntax.ts";
import { removal } from "./change-statements.ts";
import { embed } from "./embed.ts";
import type { Change, MutationContext, MutationOperator } from "./operator.ts";
import { short } from "./short.ts";
import type { StatementSite } from "./statements.ts";

/**
 * Removes one piece of code that does nothing: an unused declaration, an unreachable or idle statement, an
 * idle operation.
 */
export const removeDeadCode: MutationOperator = {
  name: "clean",
  apply: (context) => {
    const { parent, random } = context;
    const dead = parent.statements.filter((statement) => isDead(context, statement));
    const idle = idleOperations(context);
    const total = dead.length + idle.length;
    if (total === 0) return null;
    const draw = random.int(total);
    const statement = dead[draw];
    if (!statement) return idle[draw - dead.length] ?? null;
    const { start, end } = statement.site.node;
    const text = short(parent.source.slice(start, end));
    return { edits: [removal(parent.source, statement)], note: `dead code removed: ${text}` };
  },
};

function isDead({ parent }: MutationContext, { site, needed }: StatementSite): boolean {
  const { node } = site;
  if (/^(?:Variable|Function|Class)Declaration$/.test(node.type)) return !needed;
  if (node.type === "EmptyStatement") return true;
  if (node.type === "ExpressionStatement" && isIdle(parent.source, node.expression as SyntaxNode))
    return true;
  if (node.type === "IfStatement" && isLiteral(node.test as SyntaxNode, false) && !node.alternate)
    return true;
  const list = site.parent?.node[site.key] as readonly SyntaxNode[];
  return list.slice(0, site.at).some(({ type }) => /^(?:Return|Break|Continue|Throw)Statement$/.test(type));
}

/** True for an expression whose evaluation changes nothing: `x;`, `1 + 2;`, `x = x;`. */
function isIdle(source: string, node: SyntaxNode): boolean {
  if (node.type === "AssignmentExpression") {
    const text = (of: unknown): string => source.slice((of as SyntaxNode).start, (of as SyntaxNode).end);
    const isSelf = node.operator === "=" && text(node.left) === text(node.right);
    return isSelf || (/^[+-]=$/.test(String(node.operator)) && isLiteral(node.right as SyntaxNode, 0));
  }
  return /^(?:Identifier|NumericLiteral|StringLiteral|BooleanLiteral)$/.test(node.type);
}

function isLiteral(node: SyntaxNode, value: number | boolean): boolean {
  return /^(?:Numeric|Boolean)Literal$/.test(node.type) && node.value === value;
}

/** Operations that return an operand as it is: `x + 0`, `x * 1`, `!!x`, `c ? x : x`, doubled parentheses. */
function idleOperations({ parent }: MutationContext): Change[] {
  const changes: Change[] = [];
  for (const site of parent.expressions.compound) {
    const kept = keptOperand(parent.source, site.node);
    if (!kept) continue;
    const { start, end } = site.node;
    const text = embed(parent.source.slice(kept.start, kept.end), kept.type, site);
    changes.push({
      edits: [{ start, end, text }],
      note: `simplified ${parent.source.slice(start, end).slice(0, 60)}`,
    });
  }
  return changes;
}

function keptOperand(source: string, node: SyntaxNode): SyntaxNode | null {
  const [left, right] = [node.left as SyntaxNode, node.right as SyntaxNode];
  if (node.type === "BinaryExpression") {
    const neutral =
      node.operator === "*" || node.operator === "/"
        ? 1
        : node.operator === "+" || node.operator === "-"
          ? 0
          : null;
    if (neutral === null) return null;
    if (isLiteral(right, neutral)) return left;
    return isLiteral(left, neutral) && (node.operator === "*" || node.operator === "+") ? right : null;
  }
  if (node.type === "ConditionalExpression") {
    const [yes, no] = [node.consequent as SyntaxNode, node.alternate as SyntaxNode];
    if (
      isLiteral(node.test as SyntaxNode, true) ||
      source.slice(yes.start, yes.end) === source.slice(no.start, no.end)
    )
      return yes;
    return isLiteral(node.test as SyntaxNode, false) ? no : null;
  }
  if (node.type === "UnaryExpression" && node.operator === "!") {
    const inner = node.argument as SyntaxNode;
    return inner.type === "UnaryExpression" && inner.operator === "!" ? (inner.argument as SyntaxNode) : null;
  }
  return null;
}
