import { isNode } from "../../syntax.ts";
import { removal } from "../change-statements.ts";
import { embed } from "../embed.ts";
import type { MutationOperator } from "../operator.ts";
import type { ProgramIndex } from "../program-index.ts";
import { resolve } from "../scope.ts";
import type { StatementSite } from "../statements.ts";
import { short } from "../short.ts";

/** The value of a constant in the places where it is asked for. */
export const putIn: MutationOperator = {
  name: "put-in",
  apply({ parent, random }) {
    const { source } = parent;
    const places = parent.statements.flatMap((statement) => givenOnce(parent, statement));
    if (places.length === 0) return null;
    const { statement, name, value, uses } = random.pick(places);
    const text = source.slice(value.start, value.end);
    const edits = [
      removal(source, statement),
      ...uses.map((site) => ({
        ...{ start: site.node.start, end: site.node.end },
        text: embed(text, value.type, site),
      })),
    ];
    return { edits, note: `put ${short(text)} in for ${name}` };
  },
};

/** A declaration of one constant, with what asks for it; nothing for any other statement. */
function givenOnce({ sites }: ProgramIndex, statement: StatementSite) {
  const { node, scope } = statement.site;
  if (node.type !== "VariableDeclaration" || node.kind !== "const") return [];
  const [{ id, init }, ...others] = node.declarations as [{ id: unknown; init: unknown }];
  if (!isNode(id) || id.type !== "Identifier" || !isNode(init) || others.length > 0) return [];
  const name = String(id.name);
  const binding = resolve(scope, name)?.binding;
  const uses = sites.filter(
    (site) =>
      site.node.type === "Identifier" &&
      (site.role === "read" || site.role === "write") &&
      site.node.name === name &&
      resolve(site.scope, name)?.binding === binding,
  );
  const areFree = uses.every(({ editable, role }) => editable && role === "read");
  return areFree && uses.length > 0 ? [{ statement, name, value: init, uses }] : [];
}
