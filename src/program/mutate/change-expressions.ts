import type { Random } from "../../core/index.ts";
import type { SyntaxNode } from "../syntax.ts";
import { embed, operand } from "./embed.ts";
import { ARITHMETIC, COMPARISONS } from "./expressions.ts";
import type { Change, MutationContext, MutationOperator } from "./operator.ts";
import type { Site } from "./sites.ts";
import { constant, type Term, term, variable } from "./terms.ts";

/** Exchanges an operator: arithmetic, comparison, logic, assignment. */
export const changeOperator: MutationOperator = {
  name: "operator",
  apply: ({ parent, random }) => {
    const { operators } = parent.expressions;
    if (operators.length === 0) return null;
    const { node } = pickOutsideLoopHeads(operators, random);
    const sign = String(node.operator);
    const others = ALTERNATIVES.find((signs) => signs.includes(sign))?.filter((other) => other !== sign);
    if (!others) return null;
    const other = random.pick(others);
    const from =
      node.type === "UpdateExpression" ? node.start : ((node.left as SyntaxNode).end ?? node.start);
    const start = parent.source.indexOf(sign, from);
    if (start < 0 || start >= node.end) return null;
    return { edits: [{ start, end: start + sign.length, text: other }], note: `${sign} → ${other}` };
  },
};

/**
 * Puts another number in the place of one: a variable for a constant, a constant for a variable, or a copied
 * expression.
 */
export const replaceExpression: MutationOperator = {
  name: "replace",
  apply: (context) => {
    const site = pickNumeric(context);
    if (!site) return null;
    const isLiteral = site.node.type === "NumericLiteral";
    const draw = context.random.next();
    const fresh =
      draw < 0.3
        ? term(context, site)
        : isLiteral || draw < 0.6
          ? variable(context, site)
          : constant(context);
    return rewrite(context, site, fresh);
  },
};

/** Puts arithmetic, a bound or a choice around a number. */
export const wrapExpression: MutationOperator = {
  name: "wrap",
  apply: (context) => {
    const site = pickNumeric(context);
    if (!site || /^(?:Numeric|Update)/.test(site.node.type)) {
      // A wrapped constant is mostly another constant: try once more for something that varies.
      const second = pickNumeric(context);
      return second && second.node.type !== "UpdateExpression" ? wrap(context, second) : null;
    }
    return wrap(context, site);
  },
};

function wrap(context: MutationContext, site: Site): Change {
  const { random, parent } = context;
  const text = parent.source.slice(site.node.start, site.node.end);
  const inner = operand(text, site.node.type);
  const other = term(context, site);
  const second = operand(other.text, other.type);
  const call = (name: string): Term => ({ text: `Math.${name}(${text})`, type: "CallExpression" });
  const binary = (sign: string): Term => ({ text: `${inner} ${sign} ${second}`, type: "BinaryExpression" });
  const draw = random.int(20);
  if (draw < 4) return rewrite(context, site, binary("*"));
  if (draw < 7) return rewrite(context, site, binary("+"));
  if (draw < 9) return rewrite(context, site, binary("-"));
  if (draw < 11) return rewrite(context, site, binary("/"));
  if (draw < 13)
    return rewrite(context, site, { text: `Math.min(${text}, ${other.text})`, type: "CallExpression" });
  if (draw < 15)
    return rewrite(context, site, { text: `Math.max(${text}, ${other.text})`, type: "CallExpression" });
  if (draw < 17)
    return rewrite(context, site, call(random.pick(["abs", "sqrt", "floor", "exp", "log", "sign", "cbrt"])));
  if (draw < 18) return rewrite(context, site, { text: `-${inner}`, type: "UnaryExpression" });
  const condition = `${variable(context, site).text} ${random.pick(["<", ">"])} ${operandOf(term(context, site))}`;
  const branches = random.next() < 0.5 ? `${inner} : ${second}` : `${second} : ${inner}`;
  return rewrite(context, site, { text: `${condition} ? ${branches}`, type: "ConditionalExpression" });
}

/**
 * Bounds a value from above or below: a constant or variable joins an existing `Math.min` or `Math.max`, or a
 * new one.
 */
export const boundExpression: MutationOperator = {
  name: "bound",
  apply: (context) => {
    const { parent, random } = context;
    const calls = parent.expressions.calls.filter(({ node }) => {
      const callee = node.callee as SyntaxNode;
      return /^Math\.(?:min|max)$/.test(parent.source.slice(callee.start, callee.end));
    });
    const site = calls.length > 0 && random.next() < 0.6 ? random.pick(calls) : pickNumeric(context);
    if (!site || site.node.type === "NumericLiteral" || site.node.type === "UpdateExpression") return null;
    const limit = random.next() < 0.6 ? constant(context) : term(context, site);
    const [last] = (site.node.arguments as SyntaxNode[] | undefined)?.slice(-1) ?? [];
    if (last && calls.includes(site)) {
      return {
        edits: [{ start: last.end, end: last.end, text: `, ${limit.text}` }],
        note: `bound by ${limit.text}`,
      };
    }
    const text = parent.source.slice(site.node.start, site.node.end);
    const bounded = `Math.${random.pick(["min", "max"])}(${text}, ${limit.text})`;
    return rewrite(context, site, { text: bounded, type: "CallExpression" });
  },
};

/** Replaces an operation by one of its operands. */
export const unwrapExpression: MutationOperator = {
  name: "unwrap",
  apply: (context) => {
    const { parent, random } = context;
    const site = pickNumeric(context);
    if (!site) return null;
    const inner = parent.expressions.numeric.filter(
      (other) => other.index > site.index && other.index <= site.last,
    );
    if (inner.length === 0) return null;
    const { node } = random.pick(inner);
    return rewrite(context, site, { text: parent.source.slice(node.start, node.end), type: node.type });
  },
};

/** Negates a condition, settles it for good, or joins another one to it. */
export const changeCondition: MutationOperator = {
  name: "condition",
  apply: (context) => {
    const { parent, random } = context;
    const { conditions } = parent.expressions;
    if (conditions.length === 0) return null;
    const site = pickOutsideLoopHeads(conditions, random);
    const text = operand(parent.source.slice(site.node.start, site.node.end), site.node.type);
    const draw = random.next();
    if (draw < 0.4) return rewrite(context, site, { text: `!${text}`, type: "UnaryExpression" });
    if (draw < 0.5)
      return rewrite(context, site, { text: random.pick(["true", "false"]), type: "BooleanLiteral" });
    const sign = random.pick([...COMPARISONS].slice(0, 4));
    const other = `${operandOf(term(context, site))} ${sign} ${operandOf(term(context, site))}`;
    const joined = draw < 0.65 ? other : `${text} ${random.pick(["&&", "||"])} ${other}`;
    return rewrite(context, site, { text: joined, type: "LogicalExpression" });
  },
};

/** Exchanges two arguments of a call, or the two sides of an operation that is not symmetrical. */
export const permuteOperands: MutationOperator = {
  name: "permute",
  apply: (context) => {
    const { parent, random } = context;
    const sided = parent.expressions.operators.filter(
      ({ node }) => ARITHMETIC.has(String(node.operator)) && node.operator !== "*",
    );
    const places = [...parent.expressions.calls, ...sided];
    if (places.length === 0) return null;
    const { node } = pickOutsideLoopHeads(places, random);
    const items = (Array.isArray(node.arguments) ? node.arguments : [node.left, node.right]) as SyntaxNode[];
    const i = random.int(items.length);
    const j = (i + 1 + random.int(items.length - 1)) % items.length;
    const [one, other] = [items[i], items[j]];
    if (!one || !other) return null;
    const slice = (of: SyntaxNode): string => parent.source.slice(of.start, of.end);
    const inOperation = !Array.isArray(node.arguments);
    const write = (of: SyntaxNode): string => (inOperation ? operand(slice(of), of.type) : slice(of));
    return {
      edits: [
        { start: one.start, end: one.end, text: write(other) },
        { start: other.start, end: other.end, text: write(one) },
      ],
      note: `${slice(one)} and ${slice(other)} exchanged`,
    };
  },
};

/**
 * A numeric place, drawn so that those in long literal lists do not crowd out the few that compute something.
 */
function pickNumeric({ parent, random }: MutationContext): Site | null {
  const { numeric } = parent.expressions;
  if (numeric.length === 0) return null;
  for (let attempt = 0; attempt < 8; attempt++) {
    const site = pickOutsideLoopHeads(numeric, random);
    const inList = site.parent?.node.type === "ArrayExpression" && /^(?:Numeric|Unary)/.test(site.node.type);
    if (!inList) return site;
  }
  return null;
}

/**
 * How often a place in the head of a loop is given up for another: most changes there make the loop endless.
 */
const SPARED_SHARE = 0.95;

function pickOutsideLoopHeads(sites: readonly Site[], random: Random): Site {
  const site = random.pick(sites);
  if (!site.inLoopHead || random.next() >= SPARED_SHARE) return site;
  const others = sites.filter(({ inLoopHead }) => !inLoopHead);
  return others.length > 0 ? random.pick(others) : site;
}

function operandOf({ text, type }: Term): string {
  return operand(text, type);
}

function rewrite({ parent }: MutationContext, site: Site, fresh: Term): Change {
  const { start, end } = site.node;
  const before = parent.source.slice(start, end);
  return {
    edits: [{ start, end, text: embed(fresh.text, fresh.type, site) }],
    note: `${before} → ${fresh.text}`,
  };
}

/** Alternatives of an operator sign. The first list that contains it counts. */
const ALTERNATIVES: readonly (readonly string[])[] = [
  ["+", "-", "*", "/"],
  ["<", "<=", ">", ">="],
  ["===", "!=="],
  ["==", "!="],
  ["&&", "||"],
  ["+=", "-=", "*=", "/=", "="],
  ["++", "--"],
  ["%", "/"],
  ["**", "*"],
];
