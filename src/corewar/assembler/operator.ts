/** Binding strength of the binary operators (redcode.ref of pMARS). */
export const PRECEDENCE: Readonly<Record<string, number>> = {
  "||": 1,
  "&&": 2,
  "==": 3,
  "!=": 3,
  "<": 3,
  ">": 3,
  "<=": 3,
  ">=": 3,
  "+": 4,
  "-": 4,
  "*": 5,
  "/": 5,
  "%": 5,
};

/** Applies the operator with this index to two values; reports an error by throwing. */
export type Apply = (operator: number, left: number, right: number) => number;

/**
 * Combines operands as everybody expects: by precedence, equal ones from the left. `operators[k]` stands
 * behind `operands[k]`.
 */
export function foldByPrecedence(
  operands: readonly number[],
  operators: readonly string[],
  apply: Apply,
): number {
  const values = [operands[0] ?? 0];
  const open: number[] = [];
  const close = (least: number): void => {
    for (let top = open.at(-1); top !== undefined && strength(operators[top]) >= least; top = open.at(-1)) {
      open.pop();
      const right = values.pop() ?? 0;
      values.push(apply(top, values.pop() ?? 0, right));
    }
  };
  for (const [index, operator] of operators.entries()) {
    close(strength(operator));
    open.push(index);
    values.push(operands[index + 1] ?? 0);
  }
  close(0);
  return values[0] ?? 0;
}

/**
 * Combines operands in the order of pMARS 0.9.2, which is another one where precedence rises and falls again:
 * it reads `10-2*3-1` as `10-(2*3-1)`, because whatever follows a stronger operator is taken together with
 * it. Warriors were written with it, so their code depends on it. `null` where pMARS gives up in the middle
 * and reports a bad expression.
 */
export function foldLikePmars(
  operands: readonly number[],
  operators: readonly string[],
  apply: Apply,
): number | null {
  let at = 0;
  /** Operator that was read but belongs to an outer level. */
  let pending: number | null = null;

  /** Goes on from a value and the operator behind it (−1: none yet) within a level of strength `outer`. */
  const go = (outer: number, value: number, operator: number): number => {
    const operand = operands[at] ?? 0;
    const next = at++;
    const combine = (right: number): number => (operator === -1 ? right : apply(operator, value, right));
    if (next >= operators.length) return combine(operand);
    pending = null;
    const [mine, theirs] = [strength(operators[operator]), strength(operators[next])];
    if (mine >= theirs) {
      const combined = combine(operand);
      if (theirs >= outer || mine <= outer) return go(mine, combined, next);
      pending = next;
      return combined;
    }
    let result = combine(go(mine, operand, next));
    const left = pending as number | null;
    if (left !== null && strength(operators[left]) >= outer) {
      result = go(theirs, result, left);
      pending = null;
    }
    return result;
  };

  const value = go(-1, 0, -1);
  return at < operands.length ? null : value;
}

function strength(operator: string | undefined): number {
  return operator === undefined ? 0 : (PRECEDENCE[operator] ?? 0);
}
