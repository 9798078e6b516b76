import type { Failure } from "../../failures.ts";

/** A call of a scorer that gave no result, thrown by a scorer that knows better than a stack trace why. */
export class ScorerFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}
