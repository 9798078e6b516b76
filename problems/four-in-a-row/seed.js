/** Makes a player; each match gets one of its own, which plays a game against each opponent. */
export function create({ columns, rows }) {
  /** 0, or who holds a field: 1 for itself, 2 for the opponent; by column, and by row from the bottom. */
  let board = [];

  /** The longest row through the field where a piece of `who` would fall; 0 where a column is full. */
  function rowThrough(column, who) {
    const row = board[column].length;
    if (row >= rows) return 0;
    let longest = 1;
    for (const [dx, dy] of [
      [1, 0],
      [0, 1],
      [1, 1],
      [1, -1],
    ]) {
      let length = 1;
      for (let step = 1; board[column + step * dx]?.[row + step * dy] === who; step++) length += 1;
      for (let step = 1; board[column - step * dx]?.[row - step * dy] === who; step++) length += 1;
      longest = Math.max(longest, length);
    }
    return Math.min(4, longest);
  }

  // EVOLVE-BLOCK-START
  /** How much a column is worth; the largest is played. */
  function worth(column) {
    const mine = rowThrough(column, 1);
    const theirs = rowThrough(column, 2);
    const middle = Math.abs(column - 3);
    return 1 * mine + 0.1 * theirs - 0.5 * middle + 0.1 * board[column].length;
  }
  // EVOLVE-BLOCK-END

  return {
    /** A game begins: who moves first, and the columns of the opening, which are played already. */
    begin(first, opening) {
      board = Array.from({ length: columns }, () => []);
      for (let turn = 0; turn < opening.length; turn++)
        board[opening[turn]].push((turn % 2 === 0) === first ? 1 : 2);
    },
    /** The opponent played this column. */
    moved(column) {
      board[column].push(2);
    },
    /** The column to play. */
    move() {
      let best = -1;
      let most = -Infinity;
      for (let column = 0; column < columns; column++) {
        if (board[column].length >= rows) continue;
        const value = worth(column);
        if (best < 0 || value > most) {
          best = column;
          most = value;
        }
      }
      board[best].push(1);
      return best;
    },
  };
}
