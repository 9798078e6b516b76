import type { SyntaxNode } from "../syntax.ts";
import { insertion, replacement } from "./change-statements.ts";
import { embed, isPortable } from "./embed.ts";
import type { MutationOperator } from "./operator.ts";
import type { Site } from "./sites.ts";
import { short } from "./short.ts";
import type { StatementSite } from "./statements.ts";

/** Copies an expression of the mate over one of the parent that plays the same part. */
export const takeExpression: MutationOperator = {
  name: "take-expression",
  apply: ({ parent, mates, random }) => {
    const [mate] = mates;
    if (!mate) return null;
    const kind = random.next() < 0.75 ? "numeric" : random.next() < 0.5 ? "conditions" : "compound";
    const [targets, sources] = [parent.expressions[kind], mate.expressions[kind]];
    if (targets.length === 0 || sources.length === 0) return null;
    for (let attempt = 0; attempt < 6; attempt++) {
      const from = random.pick(sources);
      const target = random.pick(targets);
      const text = mate.source.slice(from.node.start, from.node.end);
      const before = parent.source.slice(target.node.start, target.node.end);
      const isPlain =
        /^(?:Numeric|Unary)/.test(from.node.type) && /^(?:Numeric|Unary)/.test(target.node.type);
      if (isPlain || text === before || text.length > 600 || !isPortable(mate.sites, from, target)) continue;
      const { start, end } = target.node;
      return {
        edits: [{ start, end, text: embed(text, from.node.type, target) }],
        note: `took ${short(text)} from the mate`,
      };
    }
    return null;
  },
};

/**
 * Copies a statement of the mate into the parent: in place of its twin, one that differs in numbers alone, where there is one; else
 * beside a statement, or in place of one of the same kind. Relatives differ in numbers most of all: a twin set beside its like is
 * no new idea, and a loop inside its like costs the square.
 */
export const takeStatement: MutationOperator = {
  name: "take-statement",
  apply: ({ parent, mates, random }) => {
    const [mate] = mates;
    if (!mate || parent.statements.length === 0) return null;
    const own = new Set(parent.statements.map(({ site }) => textOf(parent.source, site.node)));
    const fresh = mate.statements.filter(
      ({ site }) => !/Declaration$/.test(site.node.type) && !own.has(textOf(mate.source, site.node)),
    );
    if (fresh.length === 0) return null;
    const from = random.pick(fresh);
    const text = textOf(mate.source, from.site.node);
    const twins = parent.statements.filter(
      ({ site }) => shapeOf(textOf(parent.source, site.node)) === shapeOf(text),
    );
    const replaces = twins.length > 0 || random.next() < 0.5;
    for (let attempt = 0; attempt < 6; attempt++) {
      const target = random.pick(twins.length > 0 ? twins : parent.statements);
      if (!isPortable(mate.sites, from.site, target.site)) continue;
      if (!replaces) {
        return {
          edits: [insertion(parent.source, target, text)],
          note: `took ${short(text)} from the mate`,
        };
      }
      if (target.site.node.type === from.site.node.type) return replacement(parent.source, target, text);
    }
    return null;
  },
};

/** A statement's text without its numbers and blanks: twins have one shape. */
function shapeOf(text: string): string {
  return text.replace(/\b[0-9][0-9.]*(?:e[+-]?[0-9]+)?/gi, "0").replace(/\s+/g, "");
}

/**
 * Takes over a whole declaration (a function, a variable with its list) that both relatives have under one
 * name.
 */
export const takeDeclaration: MutationOperator = {
  name: "take-declaration",
  apply: ({ parent, mates, random }) => {
    const [mate] = mates;
    if (!mate) return null;
    const theirs = new Map(mate.statements.flatMap((statement) => named(statement)));
    const pairs = parent.statements.flatMap((statement) =>
      named(statement).flatMap(([name]) => {
        const twin = theirs.get(name);
        const differs =
          twin && textOf(mate.source, twin.site.node) !== textOf(parent.source, statement.site.node);
        return differs && isPortable(mate.sites, twin.site, statement.site) ? [{ statement, twin }] : [];
      }),
    );
    if (pairs.length === 0) return null;
    const { statement, twin } = random.pick(pairs);
    return replacement(parent.source, statement, textOf(mate.source, twin.site.node));
  },
};

function named(statement: StatementSite): [string, StatementSite][] {
  const { node } = statement.site;
  const declarations = node.declarations as SyntaxNode[] | undefined;
  const id = (declarations ? declarations[0]?.id : node.id) as { type: string; name?: string } | undefined;
  if (!/Declaration$/.test(node.type) || id?.type !== "Identifier") return [];
  return [[`${depthOf(statement.site)} ${node.type} ${id.name}`, statement]];
}

/** Number of functions around a place: names of one level correspond. */
function depthOf(site: Site): number {
  let depth = 0;
  for (let at = site.parent; at; at = at.parent) if (/Function|Method/.test(at.node.type)) depth++;
  return depth;
}

function textOf(source: string, node: SyntaxNode): string {
  return source.slice(node.start, node.end);
}
