import { freshName } from "../../fresh-name.ts";
import { isNode, type SyntaxNode } from "../../syntax.ts";
import { insertion } from "../change-statements.ts";
import { isPortable } from "../embed.ts";
import type { MutationOperator } from "../operator.ts";
import type { Site } from "../sites.ts";
import { namesIn } from "./names-in.ts";
import { isSteady, loopsAround } from "./steady.ts";

/** A set, made before a loop, that knows quickly what is in a list, and grows with it. */
export const lookUp: MutationOperator = {
  name: "look-up",
  apply({ parent: { source, sites, statements }, random }) {
    const tests = callsOf(sites, "includes");
    const places = tests.flatMap((test) =>
      loopsAround(test.call).flatMap((loop) => {
        const place = statements.find(({ site }) => site === loop);
        const isFree = isSteady(sites, test.list, loop) && isPortable(sites, test.list, loop);
        return place !== undefined && isFree ? [{ test, place }] : [];
      }),
    );
    if (places.length === 0) return null;
    const { test, place } = random.pick(places);
    const list = String(test.list.node.name);
    const name = freshName(`${list}_known`, namesIn(sites));
    const concerned = ({ call, list: other }: ListCall): boolean =>
      other.node.name === list && call.index > place.site.index && call.last <= place.site.last;
    const edits = [
      insertion(source, place, `const ${name} = new Set(${list});`, true),
      ...tests.filter(concerned).map(({ call: { node }, given }) => ({
        ...{ start: node.start, end: node.end },
        text: `${name}.has(${source.slice(given.start, given.end)})`,
      })),
      ...callsOf(sites, "push")
        .filter((one) => concerned(one) && one.call.parent?.node.type === "ExpressionStatement")
        .map(({ call: { node }, given }) => ({
          ...{ start: node.end, end: node.end },
          text: `, ${name}.add(${source.slice(given.start, given.end)})`,
        })),
    ];
    return { edits, note: `a set to look ${list} through` };
  },
};

/** A call of a method of a list that has a name, with one argument. */
interface ListCall {
  readonly call: Site;
  readonly list: Site;
  readonly given: SyntaxNode;
}

function callsOf(sites: readonly Site[], method: string): readonly ListCall[] {
  return sites.flatMap((call): readonly ListCall[] => {
    const { node, index, last, editable } = call;
    const callee = node.type === "CallExpression" && isNode(node.callee) ? node.callee : null;
    if (!editable || callee?.type !== "MemberExpression" || !isNode(callee.property)) return [];
    const [given, ...others] = node.arguments as readonly SyntaxNode[];
    if (callee.property.name !== method || callee.computed === true) return [];
    const list = sites.slice(index, last + 1).find((site) => site.node === callee.object);
    if (list?.node.type !== "Identifier" || given === undefined || others.length > 0) return [];
    return given.type === "SpreadElement" ? [] : [{ call, list, given }];
  });
}
