/** A bell that wakes whoever waits for it. */
export interface Bell {
  ring(): void;
  /** Resolves when it rings next, or after so many milliseconds. */
  rung(ms: number): Promise<void>;
}

/** Hangs up a bell. */
export function createBell(): Bell {
  let next = Promise.withResolvers<void>();
  return {
    ring() {
      next.resolve();
      next = Promise.withResolvers<void>();
    },
    async rung(ms) {
      const { promise } = next;
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, ms);
      });
      await Promise.race([promise, late]);
      clearTimeout(timer);
    },
  };
}
