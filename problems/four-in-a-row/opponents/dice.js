/** Plays an open column by chance. */
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
      const open = heights.flatMap((height, column) => (height < rows ? [column] : []));
      const column = open[Math.floor(Math.random() * open.length)] ?? 0;
      put(column);
      return column;
    },
  };
}
