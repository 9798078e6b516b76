import type { Edit } from "./edits.ts";
import { isPortable, operand } from "./embed.ts";
import type { Change, MutationOperator } from "./operator.ts";
import { resolve, visibleValues } from "./scope.ts";
import type { StatementSite } from "./statements.ts";
import { short } from "./short.ts";
import { constant, term, variable } from "./terms.ts";

/** Deletes a statement that nothing else needs for its names. */
export const deleteStatement: MutationOperator = {
  name: "delete",
  apply: ({ parent, random }) => {
    const free = parent.statements.filter(
      ({ needed, site }) => !needed && site.node.type !== "ReturnStatement",
    );
    if (free.length === 0) return null;
    const statement = random.pick(free);
    return { edits: [removal(parent.source, statement)], note: `deleted ${show(parent.source, statement)}` };
  },
};

/**
 * Repeats a statement right after itself, or copies it to another place where its names mean the same; never into itself, where a
 * loop would cost its square.
 */
export const duplicateStatement: MutationOperator = {
  name: "duplicate",
  apply: ({ parent, random }) => {
    const copyable = parent.statements.filter(
      ({ site }) => isCopyable(site.node.type) && length(site) <= MOVABLE_LENGTH,
    );
    if (copyable.length === 0) return null;
    const statement = random.pick(copyable);
    const { start, end } = statement.site.node;
    const outside = parent.statements.filter(({ site: { node } }) => node.start < start || node.end > end);
    const target = random.next() < 0.5 || outside.length === 0 ? statement : random.pick(outside);
    if (target !== statement && !isPortable(parent.sites, statement.site, target.site)) return null;
    const text = parent.source.slice(start, end);
    return {
      edits: [insertion(parent.source, target, text)],
      note: `duplicated ${show(parent.source, statement)}`,
    };
  },
};

/** Exchanges two neighbouring statements. */
export const swapStatements: MutationOperator = {
  name: "swap",
  apply: ({ parent, random }) => {
    const { statements, source } = parent;
    const placed = new Map(statements.map((one) => [placeOf(one, 0), one]));
    const pairs = statements.flatMap((one) => {
      const next = placed.get(placeOf(one, 1));
      return next && !one.needed ? [{ one, next }] : [];
    });
    if (pairs.length === 0) return null;
    const { one, next } = random.pick(pairs);
    const slice = ({ site }: StatementSite): string => source.slice(site.node.start, site.node.end);
    const place = ({ site }: StatementSite, text: string): Edit => ({
      start: site.node.start,
      end: site.node.end,
      text,
    });
    return {
      edits: [place(one, slice(next)), place(next, slice(one))],
      note: `swapped ${show(source, one)} with the next`,
    };
  },
};

/**
 * Adds a small statement: an assignment to a variable or element that is changed elsewhere, or an early way
 * out.
 */
export const insertStatement: MutationOperator = {
  name: "insert",
  apply: (context) => {
    const { parent, random } = context;
    if (parent.statements.length === 0) return null;
    const target = random.pick(parent.statements);
    const writes = parent.sites.filter(
      (site) =>
        site.key === "left" &&
        site.parent?.node.type === "AssignmentExpression" &&
        isPortable(parent.sites, site, target.site),
    );
    const names = visibleValues(target.site.scope, target.site.node.start).filter((name) => {
      const kind = resolve(target.site.scope, name)?.binding.kind;
      return kind === "let" || kind === "var" || kind === "param";
    });
    const element =
      writes.length > 0 && (names.length === 0 || random.next() < 0.6) ? random.pick(writes).node : null;
    if (!element && names.length === 0) return null;
    const left = element ? parent.source.slice(element.start, element.end) : random.pick(names);
    const value = term(context, target.site);
    const sign = random.pick(["=", "+=", "-=", "*="]);
    const scaled =
      random.next() < 0.5 && sign !== "*="
        ? `${operand(value.text, value.type)} * ${constant(context).text}`
        : value.text;
    const plain = `${left} ${sign} ${scaled};`;
    const other = term(context, target.site);
    const text =
      random.next() < 0.5
        ? plain
        : `if (${variable(context, target.site).text} ${random.pick(["<", ">"])} ${operand(other.text, other.type)}) ${plain}`;
    return { edits: [insertion(parent.source, target, text, random.next() < 0.5)], note: `inserted ${text}` };
  },
};

/** Makes a statement conditional. */
export const guardStatement: MutationOperator = {
  name: "guard",
  apply: (context) => {
    const { parent, random } = context;
    const plain = parent.statements.filter(({ site }) =>
      /^(?:Expression|Return|If|For|Continue|Break)/.test(site.node.type),
    );
    if (plain.length === 0) return null;
    const { site } = random.pick(plain);
    const other = term(context, site);
    const condition = `if (${variable(context, site).text} ${random.pick(["<", ">"])} ${operand(other.text, other.type)}) `;
    return {
      edits: [{ start: site.node.start, end: site.node.start, text: condition }],
      note: `guarded by ${condition}`,
    };
  },
};

/** The place of a statement, or of one that many behind it, in its list. */
function placeOf({ site: { parent, key, at } }: StatementSite, behind: number): string {
  return `${parent?.index} ${key} ${at + behind}`;
}

function isCopyable(type: string): boolean {
  return !/Declaration$|^(?:Return|Break|Continue|Throw)/.test(type);
}

function length({ node }: StatementSite["site"]): number {
  return node.end - node.start;
}

/** Blanks before a statement on its line. */
function indentation(source: string, start: number): string {
  const line = source.lastIndexOf("\n", start - 1) + 1;
  return /^[ \t]*/.exec(source.slice(line, start))?.[0] ?? "";
}

/**
 * Inserts text as a line of its own before or after a statement, with that statement's indentation and line
 * ending.
 */
export function insertion(source: string, { site }: StatementSite, text: string, before = false): Edit {
  const eol = source.includes("\r\n") ? "\r\n" : "\n";
  const { start, end } = site.node;
  const indent = indentation(source, start);
  return before
    ? { start, end: start, text: `${text}${eol}${indent}` }
    : { start: end, end, text: `${eol}${indent}${text}` };
}

/** Removes a statement together with the line it fills. */
export function removal(source: string, { site }: StatementSite): Edit {
  let { start, end } = site.node;
  const indent = indentation(source, start);
  const lineStart = start - indent.length;
  const rest = /^[ \t]*(?:\r?\n)/.exec(source.slice(end, end + 200))?.[0];
  if (rest !== undefined && (lineStart === 0 || source[lineStart - 1] === "\n")) {
    start = lineStart;
    end += rest.length;
  }
  return { start, end, text: "" };
}

function show(source: string, { site }: StatementSite): string {
  return short(source.slice(site.node.start, site.node.end));
}

/** The change that puts `text` in the place of a statement. */
export function replacement(source: string, statement: StatementSite, text: string): Change {
  const { start, end } = statement.site.node;
  return {
    edits: [{ start, end, text }],
    note: `${show(source, statement)} → ${short(text)}`,
  };
}

/** Longest statement, in characters, that is duplicated or moved. */
const MOVABLE_LENGTH = 1500;
