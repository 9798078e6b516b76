/** How many points in how many dimensions. */
export interface Input {
  readonly points: number;
  readonly dimension: number;
}

/** The shape of the table that answers an input. */
export function tableOf({ points, dimension }: Input = { points: 16, dimension: 2 }) {
  const columns = `[${["x", "y", "z", "u", "v", "w"].slice(0, dimension).join(", ")}]`;
  return { rows: points, columns, row: "point" };
}
