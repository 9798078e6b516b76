/** How many heights a step function may have. */
export const SIZES = { least: 2, most: 10_000 };
