import { isNode, meaningfulKeys, type SyntaxNode, withoutParentheses } from "../../syntax.ts";

/** Nodes that the holes of a pattern stand for, by the holes' names. */
export type Held = ReadonlyMap<string, SyntaxNode>;

/**
 * Compares a node with a pattern, a tree in which `$x` stands for anything; the same name for the same text. Returns what the holes
 * hold, or `null`.
 */
export function matchNode(
  source: string,
  pattern: SyntaxNode,
  node: SyntaxNode,
  held: Held = new Map(),
): Held | null {
  const hole = holeOf(pattern);
  if (hole !== null) {
    const known = held.get(hole);
    if (known === undefined) return new Map(held).set(hole, node);
    return textOf(source, known) === textOf(source, node) ? held : null;
  }
  const [wanted, given] = [withoutParentheses(pattern), withoutParentheses(node)];
  if (wanted.type !== given.type) return null;
  let result: Held | null = held;
  for (const key of meaningfulKeys(wanted)) {
    result = matchValue(source, wanted[key], given[key], result);
    if (result === null) return null;
  }
  return result;
}

function matchValue(source: string, wanted: unknown, given: unknown, held: Held): Held | null {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(given) || given.length !== wanted.length) return null;
    return wanted.reduce<Held | null>(
      (result, one, at) => (result === null ? null : matchValue(source, one, given[at], result)),
      held,
    );
  }
  if (isNode(wanted)) return isNode(given) ? matchNode(source, wanted, given, held) : null;
  return (wanted ?? null) === (given ?? null) ? held : null;
}

/** The name of a hole: a name, or a statement that is nothing but one. */
function holeOf(pattern: SyntaxNode): string | null {
  const { type, expression } = pattern;
  if (type === "ExpressionStatement" && isNode(expression)) return holeOf(expression);
  return type === "Identifier" && String(pattern.name).startsWith("$") ? String(pattern.name) : null;
}

function textOf(source: string, { start, end }: SyntaxNode): string {
  return source.slice(start, end);
}
