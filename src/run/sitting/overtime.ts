/** Options of overtime. */
export interface OvertimeOptions {
  /** Model calls that were answered so far, and that are under way. */
  readonly calls: () => { readonly answered: number; readonly underWay: number };
  /** Ends what waits for models; those that are on their way have so long. */
  readonly drainModels: (patienceMs: number) => void;
  /** Lets every island leave where it stands. */
  readonly drain: () => void;
}

/**
 * Overtime, which follows when time is up: islands go on to their common end as long as models answer; once a
 * provider holds them up, they leave where they stand.
 */
export class Overtime {
  private readonly options: OvertimeOptions;
  private timer: NodeJS.Timeout | undefined;
  private ended = false;

  constructor(options: OvertimeOptions) {
    this.options = options;
  }

  /** True once islands had to leave before they reached the common end. */
  get hasEnded(): boolean {
    return this.ended;
  }

  /** Time is up. */
  begin(): void {
    const before = this.options.calls().answered;
    this.timer = setTimeout(() => {
      const { answered, underWay } = this.options.calls();
      if (answered > before || underWay === 0) return this.begin();
      this.ended = true;
      this.options.drainModels(PATIENCE_MS);
      this.options.drain();
    }, QUIET_MS);
  }

  /** The islands have left. */
  close(): void {
    clearTimeout(this.timer);
  }
}

/** Milliseconds that models may go without any answer once time is up. */
const QUIET_MS = 20_000;
/** Milliseconds that model calls on their way may take after that. */
const PATIENCE_MS = 10_000;
