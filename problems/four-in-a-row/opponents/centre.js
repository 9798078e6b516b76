/** Plays the open column that is nearest to the middle. */
export function create({ columns, rows }) {
  let heights = [];
  const put = (column) => {
    heights[column] += 1;
  };
  return {
    begin(first, opening) {
      heights = new Array(columns).fill(0);
      opening.forEach(put);
    },
    moved: put,
    move() {
      const order = [3, 2, 4, 1, 5, 0, 6];
      const column = order.find((one) => heights[one] < rows) ?? 0;
      put(column);
      return column;
    },
  };
}
