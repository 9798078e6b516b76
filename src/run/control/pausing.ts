/**
 * A gate that programs pass on their way to the evaluator. While it is closed nothing new is scored, and so, after the steps under
 * way, nothing is proposed; what is found does not change, for no clock decides it.
 */
export interface Pausing {
  readonly isPaused: boolean;
  pause(): void;
  goOn(): void;
  /** Resolves at once, or when the gate opens. */
  passed(): Promise<void>;
}

/** An open gate. */
export function createPausing(): Pausing {
  let closed: PromiseWithResolvers<void> | null = null;
  return {
    get isPaused() {
      return closed !== null;
    },
    pause() {
      closed ??= Promise.withResolvers<void>();
    },
    goOn() {
      closed?.resolve();
      closed = null;
    },
    async passed() {
      await closed?.promise;
    },
  };
}
