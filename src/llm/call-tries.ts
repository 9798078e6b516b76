import { isPassing, type TransportFailure } from "./reply.ts";

/** The tries of one call: what each failure means for it, and whether another one is worth it. */
export class CallTries {
  private readonly most: number;
  private readonly answeredCalls: () => number;
  private readonly answeredBefore: number;
  private failures = 0;
  private adaptations = 0;

  /**
   * @param most - failures that are enough while other calls are answered
   * @param answeredCalls - calls that the gateway had answered so far
   */
  constructor(most: number, answeredCalls: () => number) {
    this.most = most;
    this.answeredCalls = answeredCalls;
    this.answeredBefore = answeredCalls();
  }

  /** Requests that were made. */
  get made(): number {
    return this.failures + this.adaptations;
  }

  /** Requests that failed by themselves, not for how they were asked. */
  get failed(): number {
    return this.failures;
  }

  /**
   * A failure as it has to be recorded: a call that fails again and again while others are answered is to
   * blame itself.
   */
  judge(failure: TransportFailure): TransportFailure {
    if (isAdapted(failure))
      return this.adaptations < MOST_ADAPTATIONS ? failure : { ...failure, kind: "refused" };
    const isLast = this.failures + 1 >= this.most;
    return isLast && mayBePoisoned(failure) && this.othersAnswered
      ? unanswerable(failure, this.failures + 1)
      : failure;
  }

  /**
   * Counts a failure.
   *
   * @returns whether the call is to be tried again: the breaker says when an outage has taken too long, so
   * that only a limit that lets nobody through ends it here
   */
  goesOn(failure: TransportFailure): boolean {
    if (isAdapted(failure)) this.adaptations++;
    else this.failures++;
    const isStuck = this.failures >= this.most && failure.kind === "rate-limited" && !this.othersAnswered;
    return isPassing(failure.kind) && !isStuck && this.failures < 4 * this.most;
  }

  /**
   * True when nobody can say whether this call or its server is at fault: before its last try no other call
   * was answered.
   */
  needsComparison(failure: TransportFailure): boolean {
    return (
      this.failures === this.most - 1 &&
      mayBePoisoned(failure) &&
      !this.othersAnswered &&
      this.answeredBefore > 0
    );
  }

  private get othersAnswered(): boolean {
    return this.answeredCalls() > this.answeredBefore;
  }
}

/** True for a failure after which the same request is asked otherwise at once. */
export function isAdapted({ kind }: TransportFailure): boolean {
  return kind === "adapted" || kind === "no-room";
}

function mayBePoisoned(failure: TransportFailure): boolean {
  return isPassing(failure.kind) && failure.kind !== "rate-limited" && !isAdapted(failure);
}

/** Others are answered, this call is not: the step goes on without it. */
function unanswerable(failure: TransportFailure, tries: number): TransportFailure {
  const message = `It failed ${tries} times while other calls were answered: ${failure.message}`;
  return { ...failure, kind: "unanswerable", message: message.slice(0, 300) };
}

/** Most changes of how a server is asked, within one call. */
const MOST_ADAPTATIONS = 16;
