import { freshName } from "../../fresh-name.ts";
import { insertion } from "../change-statements.ts";
import { isPortable } from "../embed.ts";
import type { MutationOperator } from "../operator.ts";
import type { ProgramIndex } from "../program-index.ts";
import type { Site } from "../sites.ts";
import type { StatementSite } from "../statements.ts";
import { namesIn } from "./names-in.ts";
import { short } from "../short.ts";
import { isSteady, loopsAround } from "./steady.ts";

/** A name for the value of an expression: before a loop in which it stays the same, or where it is asked for several times. */
export const keepValue: MutationOperator = {
  name: "keep",
  apply({ parent, random }) {
    const { source, sites } = parent;
    const expressions = sites.filter(isWork);
    if (expressions.length === 0) return null;
    const expression = random.pick(expressions);
    const text = source.slice(expression.node.start, expression.node.end);
    const equal = expressions.filter(({ node }) => source.slice(node.start, node.end) === text);
    const places = placesFor(parent, expression, equal);
    if (places.length === 0) return null;
    const place = random.pick(places);
    const name = freshName(text, namesIn(sites));
    const edits = [
      insertion(source, place, `const ${name} = ${text};`, true),
      ...equal
        .filter((one) => isWithin(one, place.site))
        .map(({ node: { start, end } }) => ({ start, end, text: name })),
    ];
    const { start, end } = place.site.node;
    return { edits, note: `kept ${short(text)} before ${short(source.slice(start, end))}` };
  },
};

/** Statements that the value may be found before: those that ask for it again and again, and leave it as it is. */
function placesFor(
  { sites, statements }: ProgramIndex,
  expression: Site,
  equal: readonly Site[],
): readonly StatementSite[] {
  const loops = loopsAround(expression);
  return statements.filter(({ site }) => {
    if (!isWithin(expression, site) || /Function|Class/.test(site.node.type)) return false;
    const repeats = loops.some((loop) => isWithin(loop, site));
    if (!repeats && equal.filter((one) => isWithin(one, site)).length < 2) return false;
    return isSteady(sites, expression, site) && isPortable(sites, expression, site);
  });
}

function isWithin({ index, last }: Site, around: Site): boolean {
  return index >= around.index && last <= around.last;
}

/** Expressions of some work that are read as a whole: no target of an assignment, and no method apart from what it is called on. */
function isWork({ node, parent, key, role, editable }: Site): boolean {
  if (!editable || role !== "read" || !WORK.test(node.type)) return false;
  const above = parent?.node.type ?? "";
  if (above === "ExpressionStatement" || above === "UpdateExpression") return false;
  return !(
    key === "callee" ||
    (key === "argument" && above === "UnaryExpression" && parent?.node.operator === "delete")
  );
}

const WORK = /^(?:Call|New|Member|Binary|TSNonNull)Expression$/;
