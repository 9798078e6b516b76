import { mean, type Random } from "../../core/index.ts";
import { settle, writeNumbers } from "./number-text.ts";
import type { NumberSite, NumberTable } from "./numbers.ts";
import type { Change, MutationContext, MutationOperator } from "./operator.ts";
import { adaptStep, type StepSizes } from "./step-sizes.ts";

/** Moves one number. */
export const moveOne: MutationOperator = {
  name: "number",
  apply: (context) => {
    const number = pickNumber(context);
    return number && move(context, [number], "one");
  },
};

/** Moves the numbers of one row of a list, or a lone number with its neighbours. */
export const moveRow: MutationOperator = {
  name: "number-row",
  apply: (context) => {
    const number = pickNumber(context);
    return number && move(context, rowOf(context, number), "row");
  },
};

/** Moves a few rows of one list by independent steps. */
export const moveRows: MutationOperator = {
  name: "number-rows",
  apply: (context) => {
    const { random } = context;
    const table = pickTable(context);
    if (!table || table.rows.length < 3) return null;
    const count = 2 + random.int(Math.min(4, table.rows.length - 1));
    const rows = new Set<readonly NumberSite[]>();
    for (let i = 0; i < count; i++) rows.add(random.pick(table.rows));
    return move(context, [...rows].flat(), "row");
  },
};

/** Moves all numbers of one list, or of the whole program, by a small step. */
export const moveAll: MutationOperator = {
  name: "number-all",
  apply: (context) => {
    const { all } = context.parent.numbers;
    if (all.length < 3) return null;
    const table = context.random.next() < 0.8 ? pickTable(context) : null;
    return move(context, table?.numbers ?? all, "all");
  },
};

/**
 * Stretches and shifts one column of a list, or all of its numbers, as a whole; or applies a linear map to
 * its rows.
 */
export const stretchList: MutationOperator = {
  name: "number-stretch",
  apply: (context) => {
    const { random, steps } = context;
    const table = pickTable(context);
    if (!table) return null;
    const step = adaptStep(steps.all, random);
    if (random.next() < 0.5) {
      const moves = mapRows(table, step, random);
      if (moves.size > 0)
        return finish(context, moves, `${moves.size} numbers mapped linearly`, { all: step });
    }
    const numbers = random.next() < 0.5 ? table.numbers : random.pick(table.numbers).peers.numbers;
    if (numbers.length < 3) return null;
    const middle = meanOf(numbers);
    const factor = Math.exp(3 * step * random.normal());
    const shift = random.next() < 0.5 ? step * (numbers[0]?.peers.spread ?? 0) * random.normal() : 0;
    const moves = new Map(
      numbers.map((n) => [n, settle(n, middle + (n.value - middle) * factor + shift, random)]),
    );
    return finish(context, moves, `${numbers.length} numbers stretched ×${factor.toPrecision(3)}`, {
      all: step,
    });
  },
};

/**
 * Multiplies one column of a list, or all of its numbers, by a factor from a wide range: the way out for a
 * column whose numbers are so alike that steps in units of their spread are too small.
 */
export const scaleList: MutationOperator = {
  name: "number-scale",
  apply: (context) => {
    const { random } = context;
    const table = pickTable(context);
    if (!table) return null;
    const numbers = random.next() < 0.7 ? random.pick(table.numbers).peers.numbers : table.numbers;
    const factor = Math.exp(10 ** (-2.5 * random.next()) * random.normal());
    const moves = new Map(numbers.map((n) => [n, settle(n, n.value * factor, random)]));
    return finish(context, moves, `${numbers.length} numbers scaled ×${factor.toPrecision(3)}`);
  },
};

/**
 * Every row x becomes x + A·(x − mean) + b, with a small random matrix A and vector b, in units of the
 * columns' spreads.
 */
function mapRows(table: NumberTable, step: number, random: Random): Map<NumberSite, number> {
  const columns = table.rows[0]?.map(({ peers }) => peers) ?? [];
  const moves = new Map<NumberSite, number>();
  if (columns.length < 2 || columns.length > 8 || columns.some(({ spread }) => spread === 0)) return moves;
  const means = columns.map(({ numbers }) => meanOf(numbers));
  const matrix = columns.map(() => columns.map(() => step * random.normal()));
  const shift = columns.map(() => step * random.normal());
  for (const row of table.rows) {
    if (row.length !== columns.length || row.some(({ peers }, c) => peers !== columns[c])) continue;
    const unit = row.map(({ value, peers }, c) => (value - (means[c] as number)) / peers.spread);
    row.forEach((number, c) => {
      const mixed = unit.reduce((sum, u, k) => sum + u * (matrix[c]?.[k] as number), shift[c] as number);
      moves.set(number, settle(number, number.value + number.peers.spread * mixed, random));
    });
  }
  return moves;
}

function meanOf(numbers: readonly NumberSite[]): number {
  return mean(numbers.map(({ value }) => value));
}

/**
 * Puts a row (or a lone number) somewhere quite different: anywhere in the range of its peers, or close to
 * one of them.
 */
export const replaceRow: MutationOperator = {
  name: "number-replace",
  apply: (context) => {
    const { random } = context;
    const first = pickNumber(context);
    if (!first) return null;
    const moves = new Map<NumberSite, number>();
    const { table } = first;
    if (!table) {
      const factor = random.pick([0, 0.5, 2, -1, 10, 0.1]);
      moves.set(
        first,
        settle(first, first.value === 0 ? random.pick([1, -1, 0.1, 0.5, 2]) : first.value * factor, random),
      );
    } else {
      const model = random.next() < 0.3 ? random.pick(table.rows) : null;
      const row = random.next() < 0.2 ? [first] : rowOf(context, first);
      for (const number of row) {
        const { low, high, spread } = number.peers;
        const twin = model?.find((other) => other.peers === number.peers);
        const target = twin
          ? twin.value + 0.2 * spread * random.normal()
          : low - 0.1 * spread + random.next() * (high - low + 0.2 * spread);
        moves.set(number, settle(number, target, random));
      }
    }
    return finish(context, moves, "");
  },
};

/** Exchanges two rows of a list, or two numbers of one column. */
export const swapRows: MutationOperator = {
  name: "number-swap",
  apply: (context) => {
    const { random } = context;
    const table = pickTable(context);
    if (!table || table.rows.length < 2) return null;
    const one = random.pick(table.rows);
    const other = random.pick(table.rows);
    const only = random.next() < 0.3 ? random.pick(one).peers : null;
    const moves = new Map<NumberSite, number>();
    for (const number of one) {
      const twin = other.find((candidate) => candidate.peers === number.peers);
      if (!twin || (only && number.peers !== only)) continue;
      moves.set(number, twin.value);
      moves.set(twin, number.value);
    }
    return finish(context, moves, `rows swapped`);
  },
};

/** Rounds one number, or sets it to a nearby small integer or simple fraction. */
export const roundNumber: MutationOperator = {
  name: "number-round",
  apply: (context) => {
    const { all } = context.parent.numbers;
    if (all.length === 0) return null;
    const number = context.random.pick(all);
    const digits = 1 + context.random.int(3);
    const value =
      context.random.next() < 0.3 ? Math.round(number.value) : Number(number.value.toPrecision(digits));
    return finish(context, new Map([[number, value]]), "");
  },
};

/**
 * How often a number that stands alone in the code is given up for one in a list, where there are lists to
 * tune.
 */
const SPARED_SHARE = 0.75;

function pickNumber({ parent, random }: MutationContext): NumberSite | null {
  const { all, tables } = parent.numbers;
  if (all.length === 0) return null;
  const number = random.pick(all);
  if (number.table || tables.length === 0 || random.next() >= SPARED_SHARE) return number;
  return random.pick(all.filter(({ table }) => table));
}

function pickTable({ parent, random }: MutationContext): NumberTable | null {
  const { tables, all } = parent.numbers;
  // By way of a number, so that a long list is chosen more often than a short one.
  return tables.length === 0 ? null : (random.pick(all).table ?? random.pick(tables));
}

/**
 * The row a number belongs to; for a flat list a short run of neighbours; for a lone number its neighbours in
 * the text.
 */
function rowOf({ parent, random }: MutationContext, number: NumberSite): readonly NumberSite[] {
  const { table } = number;
  const row = table?.rows.find((candidate) => candidate.includes(number));
  if (row && row.length > 1) return row;
  const line = table?.numbers ?? parent.numbers.all;
  const from = line.indexOf(number);
  return line.slice(from, from + 2 + random.int(3));
}

function move(
  context: MutationContext,
  numbers: readonly NumberSite[],
  size: keyof StepSizes,
): Change | null {
  const { random, steps } = context;
  const inherited = adaptStep(steps[size], random);
  const step = random.next() < FREE_STEP_SHARE ? 10 ** (-4 * random.next()) : inherited;
  const moves = new Map<NumberSite, number>();
  for (const number of numbers) {
    // Where everything moves a little, a whole number stays: the least that it could move is a lot.
    if (size === "all" && number.integer) continue;
    moves.set(number, settle(number, number.value + step * unitOf(number, random) * random.normal(), random));
  }
  return finish(context, moves, "", { [size]: inherited });
}

/** Length of a step of 1 for a number: the spread of its peers, else its own magnitude, else 1. */
function unitOf({ value, peers }: NumberSite, random: Random): number {
  if (peers.spread > 0) return peers.spread;
  return value === 0 || random.next() < ABSOLUTE_SHARE ? 1 : Math.abs(value);
}

/** Turns moves into edits and a note. */
export function finish(
  context: MutationContext,
  moves: ReadonlyMap<NumberSite, number>,
  note: string,
  steps?: Partial<StepSizes>,
): Change | null {
  const edits = writeNumbers(context.parent.source, moves);
  const [first] = edits;
  if (!first) return null;
  const described =
    note || describe(context.parent.source.slice(first.start, first.end), first.text, edits.length);
  return steps ? { edits, note: described, steps } : { edits, note: described };
}

function describe(before: string, after: string, count: number): string {
  return count === 1
    ? `number ${before} → ${after.trim()}`
    : `${count} numbers, the first ${before} → ${after.trim()}`;
}

/**
 * How often a step ignores the inherited size and draws one from the whole range, log-uniformly: a way back
 * from sizes grown too small.
 */
const FREE_STEP_SHARE = 0.2;
/** How often a lone number moves in units of 1 rather than of itself, so that it can cross zero. */
const ABSOLUTE_SHARE = 0.15;
