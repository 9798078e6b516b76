import type { JsonObject, Random } from "../../core/index.ts";
import { applyEdits, lineAt } from "../mutate/edits.ts";
import type { MutationResult } from "../mutate/mutate.ts";
import { SAVINGS_SHARE } from "../mutate/savings/save-work.ts";
import { readSteps } from "../mutate/step-sizes.ts";
import { numberShare } from "../mutate/table.ts";
import type { TokenMutationInput } from "../mutate/tokens.ts";
import { sameOutsideRegions } from "../regions.ts";
import {
  changeName,
  changeOperator,
  flipConstant,
  negateCondition,
  replaceOperand,
  unwrapOperand,
  wrapOperand,
} from "./change-expressions.ts";
import { moveAllNumbers, moveNumber, moveNumbers, numbersOf } from "./change-numbers.ts";
import {
  copyStatement,
  deleteStatement,
  duplicateStatement,
  guardStatement,
  swapStatements,
  takeStatement,
} from "./change-statements.ts";
import type { TokenContext, TokenOperator } from "./changes.ts";
import { addDifference, takeNumbers } from "./cross-numbers.ts";
import type { LexicalRules } from "./rules.ts";
import { SAVINGS } from "./savings/save-work.ts";
import { structureFault } from "./structure.ts";
import { tokenFingerprint } from "./token-fingerprint.ts";
import { readTokens, type TokenProgram } from "./token-program.ts";

/**
 * Varies a program over its tokens by what is known of its language: numbers, operators, names in scope,
 * expressions and statements with their blocks, in the evolve regions only; strings and comments are left
 * alone. The child hangs together and is another program. Pure, like `mutate`.
 */
export function mutateByRules(input: TokenMutationInput, rules: LexicalRules): MutationResult {
  const { source, random, strategy, maxLength = 65_536 } = input;
  const program = readTokens(source, rules);
  if (program === null)
    return { status: "unchanged", reason: "the program's brackets or strings do not fit" };
  const own = tokenFingerprint(source, rules);
  const mates = input.mates.flatMap((mate) => {
    const read = mate === source ? null : readTokens(mate, rules);
    return read === null ? [] : [read];
  });
  const context: TokenContext = { program, mates, steps: readSteps(strategy), random };
  const attempts = attemptsFor(source.length);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const saves = input.forSpeed === true && random.next() < SAVINGS_SHARE;
    const crosses = mates.length > 0 && attempt < attempts / 2;
    const table = saves ? SAVINGS : crosses ? CROSSOVERS : tableFor(program, random);
    const [operator] = random.weighted(table, weightOf);
    const made = operator.apply(context);
    const child = made === null ? null : applyEdits(source, made.edits);
    if (made === null || child === null || child === source || child.length > maxLength) continue;
    if (!sameOutsideRegions(source, child) || structureFault(child, rules) !== null) continue;
    const fingerprint = tokenFingerprint(child, rules);
    if (fingerprint.tree === own.tree) continue;
    const line = lineAt(source, made.edits[0]?.start ?? 0);
    return {
      status: "changed",
      source: child,
      fingerprint,
      note: `${made.note.slice(0, 160)} (line ${line})`,
      operator: operator.name,
      strategy: heritable(strategy, context, made.steps),
    };
  }
  return { status: "unchanged", reason: `none of ${attempts} draws changed the program` };
}

/**
 * Draws until a change comes out that hangs together and does something: each reads the child anew, so a long
 * program has fewer.
 */
function attemptsFor(characters: number): number {
  return Math.max(6, Math.min(24, Math.floor(600_000 / characters)));
}

type Weighted = readonly (readonly [operator: TokenOperator, weight: number])[];

const NUMBERS: Weighted = [
  [moveNumber, 60],
  [moveNumbers, 28],
  [moveAllNumbers, 12],
];

const CODE: Weighted = [
  [changeOperator, 14],
  [changeName, 12],
  [replaceOperand, 16],
  [wrapOperand, 20],
  [unwrapOperand, 10],
  [negateCondition, 2],
  [flipConstant, 2],
  [deleteStatement, 6],
  [duplicateStatement, 4],
  [swapStatements, 5],
  [copyStatement, 5],
  [guardStatement, 4],
];

const CROSSOVERS: Weighted = [
  [takeNumbers, 25],
  [addDifference, 35],
  [takeStatement, 40],
];

function tableFor(program: TokenProgram, random: Random): Weighted {
  return random.next() < numberShare(numbersOf(program).length) ? NUMBERS : CODE;
}

function weightOf([, weight]: Weighted[number]): number {
  return weight;
}

function heritable(strategy: JsonObject, { steps }: TokenContext, moved: object | undefined): JsonObject {
  return { ...strategy, ...steps, ...moved };
}
