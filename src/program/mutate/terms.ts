import { isPortable } from "./embed.ts";
import type { MutationContext } from "./operator.ts";
import { visibleValues } from "./scope.ts";
import type { Site } from "./sites.ts";

/** Text of a new expression, and the node type it has. */
export interface Term {
  readonly text: string;
  readonly type: string;
}

const CONSTANTS = [0, 1, 2, 0.5, 0.1, 3, 4, 10, 0.25, 0.01, 100];

/**
 * A constant: a common one, one of the magnitude of some number in the program, or one drawn log-uniformly.
 */
export function constant({ random, parent }: MutationContext): Term {
  const draw = random.next();
  const { all } = parent.numbers;
  let value = random.pick(CONSTANTS);
  if (draw < 0.3 && all.length > 0) value = Math.abs(random.pick(all).value) * random.next() * 1.5;
  else if (draw < 0.6) value = 10 ** (4 * random.next() - 2.5);
  return { text: String(Number(value.toPrecision(2))), type: "NumericLiteral" };
}

/** A variable that may hold a number at `site`; a constant when there is none. */
export function variable(context: MutationContext, site: Site): Term {
  const names = visibleValues(site.scope, site.node.start);
  return names.length === 0 ? constant(context) : { text: context.random.pick(names), type: "Identifier" };
}

/**
 * A number to be used at `site`: a variable, a constant, or a copy of some expression of the same program.
 */
export function term(context: MutationContext, site: Site): Term {
  const { random, parent } = context;
  const draw = random.next();
  if (draw < 0.4) return variable(context, site);
  if (draw < 0.65) return constant(context);
  for (let attempt = 0; attempt < 4; attempt++) {
    const { pool } = parent.expressions;
    if (pool.length === 0) break;
    const from = random.pick(pool);
    if (from.node.type === "NumericLiteral" || !isPortable(parent.sites, from, site)) continue;
    return { text: parent.source.slice(from.node.start, from.node.end), type: from.node.type };
  }
  return variable(context, site);
}
