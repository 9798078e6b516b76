import { isNode, meaningfulKeys, type SyntaxNode, withoutParentheses } from "./syntax.ts";

/** A span of source text: offsets of its first character and of the one past its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A numeric literal: its span in the source, and the span of its value in the tree's form. */
interface NumberSpot extends Span {
  readonly formStart: number;
  readonly formEnd: number;
}

/** What one walk over a syntax tree finds out. */
export interface TreeForm {
  /** Shape, names and literals as text: equal for programs that differ in layout, comments, parentheses or spelling of literals only. */
  readonly form: string;
  /** Number of nodes. */
  readonly nodes: number;
  /** Where the numeric literals are: in the source, and their values in `form`. Ascending in `form`. */
  readonly numbers: readonly NumberSpot[];
  /** Strings, templates and regular expressions: the places where white space has a meaning. Ascending. */
  readonly verbatim: readonly Span[];
}

const VERBATIM = new Set(["StringLiteral", "TemplateElement", "RegExpLiteral", "DirectiveLiteral"]);

/** Writes a tree down in one canonical line; `null` when it is nested deeper than `maxDepth`. */
export function treeForm(root: SyntaxNode, maxDepth: number): TreeForm | null {
  let form = "";
  let nodes = 0;
  let tooDeep = false;
  const verbatim: Span[] = [];
  const numbers: NumberSpot[] = [];
  const visit = (outer: SyntaxNode, depth: number): void => {
    if (depth > maxDepth) {
      tooDeep = true;
      return;
    }
    // Parentheses count as depth: a million of them would be a loop here and a crash elsewhere.
    if (outer.type === "ParenthesizedExpression") {
      nodes++;
      if (isNode(outer.expression)) visit(outer.expression, depth + 1);
      return;
    }
    const node = withoutParentheses(outer);
    nodes++;
    if (node.type === "NumericLiteral") {
      form += "Number(";
      const formStart = form.length;
      form += String(node.value);
      numbers.push({ start: node.start, end: node.end, formStart, formEnd: form.length });
      form += ")";
      return;
    }
    if (VERBATIM.has(node.type)) verbatim.push({ start: node.start, end: node.end });
    form += `${node.type}(`;
    for (const key of meaningfulKeys(node)) write(key, node[key], depth);
    form += ")";
  };
  const write = (key: string, value: unknown, depth: number): void => {
    switch (typeof value) {
      case "string":
        form += `${key}=${key === "name" || key === "operator" || key === "kind" ? value : JSON.stringify(value)};`;
        return;
      case "number":
        form += `${key}=${value};`;
        return;
      case "boolean":
        if (value) form += `${key};`;
        return;
      case "object":
        if (value === null) return;
        if (Array.isArray(value)) {
          if (value.length === 0) return;
          form += `${key}[`;
          for (const item of value) {
            if (isNode(item)) visit(item, depth + 1);
            else form += item === null ? "_" : JSON.stringify(item);
          }
          form += "]";
          return;
        }
        form += `${key}:`;
        if (isNode(value)) visit(value, depth + 1);
        else form += JSON.stringify(value);
        return;
      default:
    }
  };
  visit(root, 0);
  if (tooDeep) return null;
  verbatim.sort((a, b) => a.start - b.start);
  return { form, nodes, numbers, verbatim };
}
