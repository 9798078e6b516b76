/** Options of a time budget. */
export interface TimeBudgetOptions {
  readonly timeMs: number;
  /** Part of the time that is left to the end of the run, as far as it is known by now, milliseconds. */
  readonly reservedMs: () => number;
  /** Wall time of all sittings so far, milliseconds. */
  readonly elapsed: () => number;
  /** Ends the run, once, when time is up. */
  readonly stop: () => Promise<void>;
  /** Puts the used time on record. */
  readonly note: () => Promise<void>;
}

/** The wall-time budget of one sitting. */
export class TimeBudget {
  /** Rejects when the end of the run, or the time, cannot be put on record; otherwise stays open. */
  readonly failed: Promise<never>;
  private readonly options: TimeBudgetOptions;
  private readonly fail: (reason: unknown) => void;
  private readonly ticker: NodeJS.Timeout;
  private timer: NodeJS.Timeout | undefined;
  private stopping: Promise<void> | null = null;

  constructor(options: TimeBudgetOptions) {
    this.options = options;
    const { promise, reject } = Promise.withResolvers<never>();
    this.failed = promise;
    this.fail = reject;
    // whoever awaits it hears of it; nobody may
    promise.catch(() => {});
    this.ticker = setInterval(() => void options.note().catch(this.fail), NOTE_MS);
    this.arm();
  }

  /** True once time was up. */
  get isUp(): boolean {
    return this.stopping !== null;
  }

  /** Resolves when a stop that is under way is on record. */
  async settled(): Promise<void> {
    await this.stopping;
  }

  /** Rings no more. */
  close(): void {
    clearTimeout(this.timer);
    clearInterval(this.ticker);
  }

  private arm(): void {
    const left = this.options.timeMs - this.options.reservedMs() - this.options.elapsed();
    if (left > LOOK_MS) {
      this.timer = setTimeout(() => this.arm(), LOOK_MS);
      return;
    }
    this.timer = setTimeout(
      () => {
        this.stopping = this.options.stop();
        this.stopping.catch(this.fail);
      },
      Math.max(0, left),
    );
  }
}

/** Milliseconds after which the time that is left is looked at again: what the end takes becomes known as a run goes on. */
const LOOK_MS = 250;
/** Milliseconds between two notes of the used time, so that a killed run does not get it again. */
const NOTE_MS = 5000;
