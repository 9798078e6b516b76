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

/** The findings of one walk over a syntax tree. */
export interface TreeForm {
  /**
   * Shape, names and literals as text: equal for programs that differ in layout, comments, parentheses or
   * spelling of literals only.
   */
  readonly form: string;
  /** Number of nodes. */
  readonly nodes: number;
  /** Where the numeric literals are: in the source, and their values in `form`. Ascending in `form`. */
  readonly numbers: readonly NumberSpot[];
  /** Strings, templates and regular expressions: the places where white space has a meaning. Ascending. */
  readonly verbatim: readonly Span[];
}

/** Writes a tree down in one canonical line; `null` when it is nested deeper than `maxDepth`. */
export function treeForm(root: SyntaxNode, maxDepth: number): TreeForm | null {
  const writer = new FormWriter(maxDepth);
  writer.node(root, 0);
  if (writer.isTooDeep) return null;
  writer.verbatim.sort((a, b) => a.start - b.start);
  const { form, nodes, numbers, verbatim } = writer;
  return { form, nodes, numbers, verbatim };
}

class FormWriter {
  readonly #maxDepth: number;
  readonly verbatim: Span[] = [];
  readonly numbers: NumberSpot[] = [];
  form = "";
  nodes = 0;
  isTooDeep = false;

  constructor(maxDepth: number) {
    this.#maxDepth = maxDepth;
  }

  node(outer: SyntaxNode, depth: number): void {
    if (depth > this.#maxDepth) {
      this.isTooDeep = true;
      return;
    }
    this.nodes++;
    // Parentheses count as depth: a million of them would be a loop here and a crash elsewhere.
    if (outer.type === "ParenthesizedExpression") {
      if (isNode(outer.expression)) this.node(outer.expression, depth + 1);
      return;
    }
    const node = withoutParentheses(outer);
    if (node.type === "NumericLiteral") {
      this.#number(node);
      return;
    }
    if (VERBATIM.has(node.type)) this.verbatim.push({ start: node.start, end: node.end });
    this.form += `${node.type}(`;
    for (const key of meaningfulKeys(node)) this.#field(key, node[key], depth);
    this.form += ")";
  }

  #number({ start, end, value }: SyntaxNode): void {
    this.form += "Number(";
    const formStart = this.form.length;
    this.form += String(value);
    this.numbers.push({ start, end, formStart, formEnd: this.form.length });
    this.form += ")";
  }

  #field(key: string, value: unknown, depth: number): void {
    switch (typeof value) {
      case "string":
        this.form += `${key}=${PLAIN_WORDS.has(key) ? value : JSON.stringify(value)};`;
        return;
      case "number":
        this.form += `${key}=${value};`;
        return;
      case "boolean":
        if (value) this.form += `${key};`;
        return;
      case "object":
        if (value === null) return;
        if (Array.isArray(value)) {
          this.#list(key, value, depth);
          return;
        }
        this.form += `${key}:`;
        if (isNode(value)) this.node(value, depth + 1);
        else this.form += JSON.stringify(value);
        return;
      default:
    }
  }

  #list(key: string, items: readonly unknown[], depth: number): void {
    if (items.length === 0) return;
    this.form += `${key}[`;
    for (const item of items) {
      if (isNode(item)) this.node(item, depth + 1);
      else this.form += item === null ? "_" : JSON.stringify(item);
    }
    this.form += "]";
  }
}

const VERBATIM = new Set(["StringLiteral", "TemplateElement", "RegExpLiteral", "DirectiveLiteral"]);
/** Fields whose text needs no quotes: it is a name of the grammar or of the program. */
const PLAIN_WORDS = new Set(["name", "operator", "kind"]);
