import { freshName } from "../../fresh-name.ts";
import { parseProgram } from "../../parse.ts";
import { isNode, type SyntaxNode } from "../../syntax.ts";
import { embed, operand } from "../embed.ts";
import type { MutationOperator } from "../operator.ts";
import { IDIOMS } from "./idioms.ts";
import { type Held, matchNode } from "./match.ts";
import { namesIn } from "./names-in.ts";
import { short } from "../short.ts";

/** Another way of writing something: `x.push(a)` for `x = [...x, a]`. */
export const useIdiom: MutationOperator = {
  name: "idiom",
  apply({ parent: { source, sites }, random }) {
    const places = sites.flatMap((site) =>
      site.editable && site.role === "read"
        ? (patterns().get(site.node.type) ?? []).flatMap(({ pattern, fast }) => {
            const held = matchNode(source, pattern, site.node);
            return held === null ? [] : [{ site, fast, held }];
          })
        : [],
    );
    if (places.length === 0) return null;
    const { site, fast, held } = random.pick(places);
    const { start, end, type } = site.node;
    const written = filled(fast, { source, held, names: namesIn(sites) });
    const text = /Statement$/.test(type) ? written : embed(written, "BinaryExpression", site);
    return { edits: [{ start, end, text }], note: `${short(source.slice(start, end))} → ${short(written)}` };
  },
};

/** The new writing, its holes filled: each holds a whole operand, or stands between commas and brackets as it is. */
function filled(
  fast: string,
  {
    source,
    held,
    names,
  }: { readonly source: string; readonly held: Held; readonly names: ReadonlySet<string> },
): string {
  return fast.replace(/\$\w+|@\w+/g, (hole, at: number) => {
    if (hole.startsWith("@")) return freshName(hole.slice(1), names);
    const node = held.get(hole) as SyntaxNode;
    const text = source.slice(node.start, node.end);
    const stands = OPENS.test(fast.slice(0, at)) && CLOSES.test(fast.slice(at + hole.length));
    return stands || /Statement$|Declaration$|Pattern$/.test(node.type) ? text : operand(text, node.type);
  });
}

/** Ends of a text behind which an expression stands as it is, and beginnings of one before which it does. */
const OPENS = /[([,=]\s*$/;
const CLOSES = /^\s*[)\],;]/;

interface Pattern {
  readonly pattern: SyntaxNode;
  readonly fast: string;
}

/** The idioms as trees by the types of their nodes, made when they are first asked for. */
function patterns(): ReadonlyMap<string, readonly Pattern[]> {
  read ??= Map.groupBy(
    IDIOMS.map(([slow, fast]) => ({ pattern: treeOf(slow), fast })),
    ({ pattern }) => pattern.type,
  );
  return read;
}

let read: ReadonlyMap<string, readonly Pattern[]> | undefined;

function treeOf(slow: string): SyntaxNode {
  const parsed = parseProgram(slow, "javascript");
  if (parsed.status !== "ok") throw new Error(`${slow}: ${parsed.message}`);
  const [statement] = parsed.program.root.body as readonly SyntaxNode[];
  const node = statement as SyntaxNode;
  return !slow.endsWith(";") && isNode(node.expression) ? node.expression : node;
}
