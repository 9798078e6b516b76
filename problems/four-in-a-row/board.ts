/** Columns and rows of the board. */
const COLUMNS = 7;
const ROWS = 6;

/** The sides: 1 moves first, 2 second. */
export type Side = 1 | 2;

/** A board: 0 or the side that holds a field, by column and by row from the bottom. */
export type Board = readonly (readonly number[])[];

export const EMPTY: Board = Array.from({ length: COLUMNS }, () => []);

/** True where a column takes another piece. */
export function isOpen(board: Board, column: unknown): column is number {
  if (typeof column !== "number" || !Number.isInteger(column)) return false;
  return (board[column]?.length ?? ROWS) < ROWS;
}

/** The board after a piece fell into an open column. */
export function dropped(board: Board, column: number, side: Side): Board {
  return board.map((pieces, index) => (index === column ? [...pieces, side] : pieces));
}

/** True where the top piece of a column stands in a row of four. */
export function wins(board: Board, column: number): boolean {
  const row = (board[column]?.length ?? 0) - 1;
  const side = board[column]?.[row];
  const run = (dx: number, dy: number): number => {
    let length = 0;
    while (board[column + (length + 1) * dx]?.[row + (length + 1) * dy] === side) length++;
    return length;
  };
  return DIRECTIONS.some(([dx, dy]) => run(dx, dy) + run(-dx, -dy) >= 3);
}

export function isFull(board: Board): boolean {
  return board.every((pieces) => pieces.length === ROWS);
}

const DIRECTIONS = [
  [1, 0],
  [0, 1],
  [1, 1],
  [1, -1],
] as const;
