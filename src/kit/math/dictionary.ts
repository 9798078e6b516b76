/**
 * The dictionary of a simplex method: m variables, the basis, in terms of n others, the columns, each of which rests at one
 * of its bounds. Variables 0 … n − 1 are the program's, n + i is the slack of row i.
 */
export class Dictionary {
  /** The variable of each row. */
  readonly basis: number[];
  /** The variable of each column. */
  readonly columns: number[];
  /** The value of each variable. */
  readonly values: number[];
  private readonly table: number[][];
  private readonly lower: readonly number[];
  private readonly upper: readonly number[];
  private costs: number[] = [];

  constructor(
    rows: readonly (readonly number[])[],
    right: readonly number[],
    lower: readonly number[],
    upper: readonly number[],
  ) {
    const n = lower.length - rows.length;
    this.lower = lower;
    this.upper = upper;
    this.columns = Array.from({ length: n }, (_, j) => j);
    this.basis = rows.map((_, i) => n + i);
    this.table = rows.map((row) => [...row]);
    this.values = this.columns.map((j) => restOf(lower[j] as number, upper[j] as number));
    for (const [i, row] of rows.entries())
      this.values.push(
        (right[i] as number) - row.reduce((sum, v, j) => sum + v * (this.values[j] as number), 0),
      );
  }

  /** Moves to a corner that breaks no bound, then to one where c·x is least. */
  reach(c: readonly number[]): "optimal" | "infeasible" | "unbounded" | "stopped" {
    if (this.lower.some((low, v) => low > (this.upper[v] as number))) return "infeasible";
    this.costs = [...c];
    let flat = 0;
    for (let turns = 100 * (this.basis.length + this.columns.length + 1); turns > 0; turns--) {
      const broken = this.brokenBounds();
      const costs = broken === null ? this.costs : this.slopes(broken);
      // after many steps that lead nowhere the first choice is the safe one (Bland 1977)
      const column = this.entering(costs, flat > FLAT_STEPS);
      if (column < 0) return broken === null ? "optimal" : "infeasible";
      const upwards = (costs[column] as number) < 0;
      const { length, row } = this.blocked(column, upwards ? 1 : -1, flat > FLAT_STEPS);
      if (length === Number.POSITIVE_INFINITY) return "unbounded";
      this.move(column, upwards ? length : -length, row);
      flat = length > NEAR ? 0 : flat + 1;
    }
    return "stopped";
  }

  /** For each row whether its variable is above (1), below (−1) or within (0) its bounds; `null` where all are within. */
  private brokenBounds(): number[] | null {
    let isBroken = false;
    const sides = this.basis.map((variable) => {
      const value = this.values[variable] as number;
      const slack = NEAR * Math.max(1, Math.abs(value));
      const side =
        value > (this.upper[variable] as number) + slack
          ? 1
          : value < (this.lower[variable] as number) - slack
            ? -1
            : 0;
      if (side !== 0) isBroken = true;
      return side;
    });
    return isBroken ? sides : null;
  }

  /** How the sum of what is broken changes with each column. */
  private slopes(broken: readonly number[]): number[] {
    const slopes = this.columns.map(() => 0);
    for (const [i, side] of broken.entries()) {
      if (side === 0) continue;
      const row = this.table[i] as number[];
      for (let j = 0; j < slopes.length; j++) slopes[j] = (slopes[j] as number) - side * (row[j] as number);
    }
    return slopes;
  }

  /** The column that gains most by leaving its bound, or the first that gains; −1 where none does. */
  private entering(costs: readonly number[], takesFirst: boolean): number {
    let best = -1;
    let most = EPSILON;
    for (const [j, variable] of this.columns.entries()) {
      const [low, high] = [this.lower[variable] as number, this.upper[variable] as number];
      if (low === high) continue;
      const cost = costs[j] as number;
      const value = this.values[variable] as number;
      const isOpen = cost < 0 ? value < high : value > low;
      if (!isOpen || !(Math.abs(cost) > most)) continue;
      if (takesFirst && best >= 0 && variable > (this.columns[best] as number)) continue;
      best = j;
      if (!takesFirst) most = Math.abs(cost);
    }
    return best;
  }

  /** How far a column can move, and the row that stops it; −1 for the column's own other bound. */
  private blocked(
    column: number,
    sign: number,
    takesFirst: boolean,
  ): { readonly length: number; readonly row: number } {
    const variable = this.columns[column] as number;
    let length = (this.upper[variable] as number) - (this.lower[variable] as number);
    let row = -1;
    let pivot = 0;
    for (const [i, basic] of this.basis.entries()) {
      const entry = this.table[i]?.[column] as number;
      if (Math.abs(entry) < PIVOT) continue;
      const room = this.roomOf(basic, -entry * sign) / Math.abs(entry);
      if (room > length + NEAR || (row < 0 && room >= length)) continue;
      const isAhead = takesFirst && row >= 0 ? basic < (this.basis[row] as number) : Math.abs(entry) > pivot;
      if (room < length - NEAR || row < 0 || isAhead) [row, pivot] = [i, Math.abs(entry)];
      length = Math.min(length, room);
    }
    return { length: Math.max(0, length), row };
  }

  /** How far a basic variable may go in a direction before a bound that it kept breaks, or one that it broke is met. */
  private roomOf(variable: number, direction: number): number {
    const value = this.values[variable] as number;
    const [low, high] = [this.lower[variable] as number, this.upper[variable] as number];
    const slack = NEAR * Math.max(1, Math.abs(value));
    if (direction > 0) {
      if (value < low - slack) return low - value;
      return value > high + slack ? Number.POSITIVE_INFINITY : Math.max(0, high - value);
    }
    if (value > high + slack) return value - high;
    return value < low - slack ? Number.POSITIVE_INFINITY : Math.max(0, value - low);
  }

  /** Moves a column by a length; it changes places with the row that stops it, if one does. */
  private move(column: number, by: number, row: number): void {
    const { values, table } = this;
    const variable = this.columns[column] as number;
    for (const [i, basic] of this.basis.entries())
      values[basic] = (values[basic] as number) - (table[i]?.[column] as number) * by;
    values[variable] = (values[variable] as number) + by;
    if (row < 0) {
      // exactly at its other bound
      values[variable] = (by > 0 ? this.upper[variable] : this.lower[variable]) as number;
      return;
    }
    const leaving = this.basis[row] as number;
    values[leaving] = nearer(
      values[leaving] as number,
      this.lower[leaving] as number,
      this.upper[leaving] as number,
    );
    this.pivot(row, column);
    this.basis[row] = variable;
    this.columns[column] = leaving;
  }

  private pivot(row: number, column: number): void {
    const pivotRow = this.table[row] as number[];
    const pivot = pivotRow[column] as number;
    for (let j = 0; j < pivotRow.length; j++) pivotRow[j] = (pivotRow[j] as number) / pivot;
    pivotRow[column] = 1 / pivot;
    for (const [i, other] of [...this.table.entries(), [-1, this.costs] as const]) {
      if (i === row) continue;
      const factor = other[column] as number;
      if (factor === 0) continue;
      for (let j = 0; j < other.length; j++)
        other[j] = (other[j] as number) - factor * (pivotRow[j] as number);
      other[column] = -factor / pivot;
    }
  }
}

/** Where a variable rests that is in no basis: at a bound that is finite, else at 0. */
function restOf(low: number, high: number): number {
  if (Number.isFinite(low)) return low;
  return Number.isFinite(high) ? high : 0;
}

function nearer(value: number, low: number, high: number): number {
  return Math.abs(value - low) <= Math.abs(value - high) ? low : high;
}

/** Values so close to a bound are at it: what a program of the size of 1 is wrong by, and programs add up. */
const NEAR = 1e-12;
/** Costs below this count as none. */
const EPSILON = 1e-9;
/** Entries below this are no pivots. */
const PIVOT = 1e-9;
/** Steps of no length before the choice of columns becomes the safe one. */
const FLAT_STEPS = 60;
