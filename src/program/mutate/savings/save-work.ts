import { isNode, type SyntaxNode } from "../../syntax.ts";
import { deleteStatement, insertion, removal } from "../change-statements.ts";
import { embed, isPortable } from "../embed.ts";
import type { MutationOperator } from "../operator.ts";
import type { OperatorTable } from "../table.ts";
import { keepValue } from "./keep-value.ts";
import { lookUp } from "./look-up.ts";
import { putIn } from "./put-in.ts";
import { short } from "../short.ts";
import { loopsAround } from "./steady.ts";
import { useIdiom } from "./use-idiom.ts";

/** Moves a statement out of a loop, to before it. */
const hoistStatement: MutationOperator = {
  name: "hoist",
  apply({ parent: { source, sites, statements }, random }) {
    const places = statements.flatMap((statement) => {
      const loop = loopsAround(statement.site).at(-1);
      return loop?.editable && loop.at >= 0 && isPortable(sites, statement.site, loop)
        ? [{ statement, loop }]
        : [];
    });
    if (places.length === 0) return null;
    const { statement, loop } = random.pick(places);
    const { start, end } = statement.site.node;
    const text = source.slice(start, end);
    const edits = [insertion(source, { site: loop, needed: false }, text, true), removal(source, statement)];
    return { edits, note: `moved ${short(text)} out of its loop` };
  },
};

/** The argument of a call, or what a method is called on, in the place of the whole; a list in the place of its copy. */
const dropCall: MutationOperator = {
  name: "drop-call",
  apply({ parent: { source, sites }, random }) {
    const places = sites.flatMap((site) => {
      const inner =
        site.editable && site.parent?.node.type !== "ExpressionStatement" ? innerOf(site.node) : [];
      return inner.map((one) => ({ site, one }));
    });
    if (places.length === 0) return null;
    const { site, one } = random.pick(places);
    const { start, end } = site.node;
    const text = embed(source.slice(one.start, one.end), one.type, site);
    return {
      edits: [{ start, end, text }],
      note: `${short(source.slice(start, end))} → ${short(text)}`,
    };
  },
};

/** Changes that may leave what a program computes as it is, and save work. */
export const SAVINGS: OperatorTable["code"] = [
  [useIdiom, 30],
  [keepValue, 26],
  [lookUp, 10],
  [hoistStatement, 12],
  [putIn, 8],
  [dropCall, 12],
  [deleteStatement, 10],
];

/** Share of the changes that save work, where run time is the objective. */
export const SAVINGS_SHARE = 0.8;

function innerOf(node: SyntaxNode): readonly SyntaxNode[] {
  const { type, callee } = node;
  if (type === "ArrayExpression") {
    const [only, ...others] = node.elements as readonly unknown[];
    const copied = isNode(only) && only.type === "SpreadElement" && others.length === 0;
    return copied && isNode(only.argument) ? [only.argument] : [];
  }
  if (type !== "CallExpression" && type !== "NewExpression") return [];
  const given = node.arguments as readonly SyntaxNode[];
  const [only] = given;
  const argument = only && given.length === 1 && only.type !== "SpreadElement" ? [only] : [];
  const receiver = isNode(callee) && callee.type === "MemberExpression" ? callee.object : null;
  return isNode(receiver) && receiver.type !== "Super" ? [...argument, receiver] : argument;
}
