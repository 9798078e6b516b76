import {
  boundExpression,
  changeCondition,
  changeOperator,
  permuteOperands,
  replaceExpression,
  unwrapExpression,
  wrapExpression,
} from "./change-expressions.ts";
import {
  deleteStatement,
  duplicateStatement,
  guardStatement,
  insertStatement,
  swapStatements,
} from "./change-statements.ts";
import { removeDeadCode } from "./clean.ts";
import { takeDeclaration, takeExpression, takeStatement } from "./cross-code.ts";
import { differential, takeNumbers } from "./cross-numbers.ts";
import {
  moveAll,
  moveOne,
  moveRow,
  moveRows,
  replaceRow,
  roundNumber,
  scaleList,
  stretchList,
  swapRows,
} from "./move-numbers.ts";
import type { MutationOperator } from "./operator.ts";

/** Operators with their relative weights. */
type WeightedOperators = readonly (readonly [operator: MutationOperator, weight: number])[];

/** Kinds of change. Which one is made depends on what the program consists of (see {@link numberShare}). */
export interface OperatorTable {
  readonly numbers: WeightedOperators;
  readonly code: WeightedOperators;
}

/** Changes to one program. */
export const MUTATIONS: OperatorTable = {
  numbers: [
    [moveOne, 20],
    [moveRow, 40],
    [moveRows, 14],
    [moveAll, 6],
    [stretchList, 6],
    [scaleList, 3],
    [replaceRow, 10],
    [swapRows, 2],
    [roundNumber, 1],
  ],
  code: [
    [changeOperator, 10],
    [replaceExpression, 20],
    [wrapExpression, 22],
    [boundExpression, 10],
    [unwrapExpression, 8],
    [changeCondition, 5],
    [permuteOperands, 4],
    [deleteStatement, 5],
    [duplicateStatement, 6],
    [swapStatements, 4],
    [insertStatement, 8],
    [guardStatement, 4],
    [removeDeadCode, 6],
  ],
};

/** Changes that bring in something of a relative. */
export const CROSSOVERS: OperatorTable = {
  numbers: [
    [takeNumbers, 40],
    [differential, 60],
  ],
  code: [
    [takeExpression, 60],
    [takeStatement, 20],
    [takeDeclaration, 20],
  ],
};

/**
 * Share of changes that go to numbers, for a program with `count` numbers that may move: from 0.2 for one
 * that merely computes to 0.9 for one that is a table of values.
 */
export function numberShare(count: number): number {
  return count === 0 ? 0 : 0.2 + (0.72 * count) / (count + 12);
}
