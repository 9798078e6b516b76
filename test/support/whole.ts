/** True in `npm run soak`: whole corpora and many repetitions, where the suite takes each kind once. */
export const WHOLE = process.env.WHOLE_CORPUS === "1";

/** All items in `npm run soak`, every n-th of them in the suite. */
export function sampled<T>(items: readonly T[], every: number): readonly T[] {
  return WHOLE ? items : items.filter((_, index) => index % every === 0);
}
