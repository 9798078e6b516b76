/** A worker's patience with a run that it could not serve: it tries again, each time after twice as long, and not for ever. */
export interface Patience {
  /** Notes a failure; answers with the milliseconds until the next try, or `null` where there is none. */
  failed(): number | null;
  /** Notes that it could serve. */
  served(): void;
}

/** Patience as it is at first. */
export function createPatience(): Patience {
  let failures = 0;
  return {
    failed: () => (failures < MOST_TRIES ? FIRST_MS * 2 ** failures++ : null),
    served() {
      failures = 0;
    },
  };
}

/** Until the second try, milliseconds. */
const FIRST_MS = 5_000;
/** Tries after the first: the last comes some five minutes after it. */
export const MOST_TRIES = 6;
