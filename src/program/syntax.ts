/**
 * A node of the syntax tree, as much of it as this room relies on: its type, its range in the source, and
 * children under arbitrary keys. (ESTree-like; the parser's own union of some 250 node types helps nobody who
 * treats them all alike.)
 */
export interface SyntaxNode {
  readonly type: string;
  /** Offset of the first character. */
  readonly start: number;
  /** Offset just past the last character. */
  readonly end: number;
  readonly [key: string]: unknown;
}

/** True for anything that has the shape of a syntax node. */
export function isNode(value: unknown): value is SyntaxNode {
  return (
    typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string"
  );
}

/** Keys that never hold a child or a meaning: positions, raw text, comments, the parser's notes. */
const IGNORED = new Set(["type", "start", "end", "loc", "range", "extra", "comments", "errors", "tokens"]);

interface Layout {
  readonly raw: readonly string[];
  readonly meaningful: readonly string[];
}

const layouts = new Map<string, Layout[]>();

/**
 * Keys of a node that carry its meaning, in alphabetical order. The answer depends on the node's keys alone;
 * layouts are remembered because a parser builds few of them and this is asked for every node of every child.
 */
export function meaningfulKeys(node: SyntaxNode): readonly string[] {
  let known = layouts.get(node.type);
  if (!known) {
    known = [];
    layouts.set(node.type, known);
  }
  search: for (const layout of known) {
    let i = 0;
    for (const key in node) {
      if (layout.raw[i] !== key) continue search;
      i++;
    }
    if (i === layout.raw.length) return layout.meaningful;
  }
  const raw = Object.keys(node);
  const meaningful = raw.filter((key) => !IGNORED.has(key)).sort();
  known.push({ raw, meaningful });
  return meaningful;
}

/** The expression inside any parentheses around it. */
export function withoutParentheses(node: SyntaxNode): SyntaxNode {
  let inner = node;
  while (inner.type === "ParenthesizedExpression" && isNode(inner.expression)) inner = inner.expression;
  return inner;
}
